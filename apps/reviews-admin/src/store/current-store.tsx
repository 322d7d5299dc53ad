import type { Store } from "@hark/contract";
import { ErrorState, LoadingRows } from "@hark/ui";
import { Box } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { FirstStore } from "../features/stores/first-store.tsx";
import { useStores } from "../features/stores/hooks.ts";

interface CurrentStore {
  readonly store: Store;
  readonly stores: readonly Store[];
  choose(slug: string): void;
}

const StoreContext = createContext<CurrentStore | null>(null);

/** Knows which store is worked on: the one chosen last in this browser, else the organisation's first. */
export function StoreProvider({ children }: { children: ReactNode }) {
  const stores = useStores();
  const [chosen, choose] = useLocalStorage({
    key: "hark.reviews.store",
    getInitialValueInEffect: false,
    defaultValue: "",
  });
  const all = stores.data;
  const store = all?.find((one) => one.slug === chosen) ?? all?.[0];
  const current = useMemo(() => (store && all ? { store, stores: all, choose } : null), [store, all, choose]);
  if (stores.isError) return <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />;
  if (stores.isPending)
    return (
      <Box p="lg">
        <LoadingRows />
      </Box>
    );
  if (!current) return <FirstStore />;
  return <StoreContext.Provider value={current}>{children}</StoreContext.Provider>;
}

/** The store worked on. Throws outside of {@link StoreProvider}. */
export function useCurrentStore(): CurrentStore {
  const current = useContext(StoreContext);
  if (!current) throw new Error("useCurrentStore is called outside of StoreProvider");
  return current;
}

/** The slug of the store worked on: what every address asks for as `?store=`. */
export function useSlug(): string {
  return useCurrentStore().store.slug;
}
