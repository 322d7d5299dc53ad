import type { Store } from "@hark/contract";
import type { StoreRow } from "./store.ts";

/** A store as the API shows it. */
export function presentStore(row: StoreRow): Store {
  const { orgId: _org, widgetSeenAt: _seen, createdAt, updatedAt, ...store } = row;
  return { ...store, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
