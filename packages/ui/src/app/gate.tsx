import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../api/api.ts";
import { ApiError } from "../api/api-error.ts";
import { ME_KEY } from "../api/query-client.ts";
import { ErrorState } from "../feedback/error-state.tsx";
import { FirstRunPage } from "./first-run-page.tsx";
import { type Me, MeContext } from "./me.ts";
import type { Product } from "./product.ts";
import { SignInPage } from "./sign-in-page.tsx";

type Standing = { readonly needsSetup: true } | { readonly me: Me | null };

/** Lets in who is signed in; others see the sign-in page, or on a fresh installation the page that makes the owner. */
export function Gate({ product, children }: { readonly product: Product; readonly children: ReactNode }) {
  const standing = useQuery({ queryKey: ME_KEY, queryFn: askStanding, staleTime: 60_000 });
  if (standing.isPending)
    return (
      <Center h="100vh" aria-busy="true" aria-label="Loading">
        <Loader size="sm" />
      </Center>
    );
  if (standing.isError) return <ErrorState error={standing.error} onRetry={() => void standing.refetch()} />;
  const enter = () => void standing.refetch();
  if ("needsSetup" in standing.data) return <FirstRunPage product={product} onDone={enter} />;
  if (standing.data.me === null) return <SignInPage product={product} onDone={enter} />;
  return <MeContext value={standing.data.me}>{children}</MeContext>;
}

async function askStanding(): Promise<Standing> {
  try {
    return { me: await api.get<Me>("/v1/me") };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  const { needed } = await api.get<{ needed: boolean }>("/v1/setup");
  return needed ? { needsSetup: true } : { me: null };
}
