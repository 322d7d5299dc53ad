import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { api } from "../api/api.ts";
import { ApiError } from "../api/api-error.ts";
import { ME_KEY } from "../api/query-client.ts";
import { ErrorState } from "../feedback/error-state.tsx";
import { type Me, MeContext } from "./me.ts";
import type { Product } from "./product.ts";

// Who is signed in already never sees them.
const FirstRunPage = lazy(async () => ({ default: (await import("./first-run-page.tsx")).FirstRunPage }));
const SignInPage = lazy(async () => ({ default: (await import("./sign-in-page.tsx")).SignInPage }));

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
  if ("needsSetup" in standing.data)
    return (
      <Suspense>
        <FirstRunPage product={product} onDone={enter} />
      </Suspense>
    );
  if (standing.data.me === null)
    return (
      <Suspense>
        <SignInPage product={product} onDone={enter} />
      </Suspense>
    );
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
