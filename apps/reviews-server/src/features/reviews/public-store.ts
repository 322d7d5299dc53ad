import { HarkError } from "@hark/kernel";
import type { ProductRow } from "../products/store.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import type { StoreRow } from "../stores/store.ts";

/** The store of a public address. Throws 404. */
export async function publicStore(catalogue: Catalogue, slug: string): Promise<StoreRow> {
  const store = await catalogue.store(slug);
  if (!store) throw new HarkError("notfound", "there is no such store", { parameter: "store" });
  return store;
}

/** A product of a public address. Throws 404. */
export async function publicProduct(
  catalogue: Catalogue,
  store: StoreRow,
  productId: string,
): Promise<ProductRow> {
  const product = await catalogue.product(store, productId);
  if (!product) throw new HarkError("notfound", "the store has no such product", { parameter: "productId" });
  return product;
}
