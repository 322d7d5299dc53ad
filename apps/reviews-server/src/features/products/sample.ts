import type { Sql } from "@hark/postgres";
import { listStores } from "../stores/store.ts";
import { listProducts } from "./store.ts";

/** A store and one of its products, for whoever wants to try something. */
export interface SampleProduct {
  readonly store: string;
  readonly product: { readonly productId: string; readonly variantId: string | null } | null;
}

/** The organisation's first store and its first product. */
export async function sampleProduct(sql: Sql, orgId: string): Promise<SampleProduct | undefined> {
  const [store] = await listStores(sql, orgId);
  if (!store) return undefined;
  const [product] = (await listProducts(sql, store, { limit: 1, offset: 0 })).rows;
  return {
    store: store.slug,
    product: product
      ? { productId: product.productId, variantId: product.variants[0]?.variantId ?? null }
      : null,
  };
}
