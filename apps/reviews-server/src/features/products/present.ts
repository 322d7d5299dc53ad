import type { Product } from "@hark/contract";
import type { ProductRow } from "./store.ts";

/** A whole address: those on this server are kept as paths, since its own address may change. */
export function absoluteUrl(publicUrl: string, address: string | null): string | null {
  return address?.startsWith("/") ? `${publicUrl}${address}` : address;
}

/** A product as the API shows it. */
export function presentProduct(row: ProductRow, publicUrl: string): Product {
  return {
    productId: row.productId,
    productName: row.productName,
    handle: row.handle,
    url: absoluteUrl(publicUrl, row.url),
    imageUrl: absoluteUrl(publicUrl, row.imageUrl),
    description: row.description,
    variants: [...row.variants],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
