import type { Fault } from "@hark/kernel";
import type { ProductRow } from "../products/store.ts";
import type { ReviewedProduct } from "./store.ts";

/** A product as its review keeps it. A variant that the product has not is added to the faults. */
export function reviewedProduct(
  product: ProductRow,
  variantId: string | undefined,
  faults: Fault[],
): ReviewedProduct {
  const variant = product.variants.find((candidate) => candidate.variantId === variantId);
  if (variantId !== undefined && !variant) {
    const known = product.variants.map((candidate) => candidate.variantId).join(", ");
    faults.push({
      detail: known
        ? `the product has no variant '${variantId}'; it has ${known}`
        : `the product has no variants; leave variantId out`,
      source: { pointer: "/variantId" },
    });
  }
  return {
    productId: product.productId,
    productName: product.productName,
    imageUrl: product.imageUrl,
    url: product.url,
    variantId: variant?.variantId ?? null,
    variantName: variant?.variantName ?? null,
    sku: variant?.sku ?? null,
  };
}
