import type { OpenRequest, ReviewRequest } from "@hark/contract";
import { absoluteUrl } from "../products/present.ts";
import type { StoreRow } from "../stores/store.ts";
import { linkStanding } from "./requests.ts";
import type { RequestRow } from "./store.ts";

/** A request as the merchant sees it. */
export function presentRequest(row: RequestRow): ReviewRequest {
  return {
    requestId: row.id,
    state: row.state,
    orderId: row.orderId,
    productId: row.productId,
    productName: row.productName ?? row.productId,
    variantName: row.variantName,
    reviewerName: row.reviewerName,
    reviewerEmail: row.reviewerEmail,
    reward: row.reward && { description: row.reward.description },
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    reviewId: row.reviewId,
    problem: row.problem,
  };
}

/** A request as whoever holds its link sees it. */
export function presentOpenRequest(
  row: RequestRow,
  store: StoreRow,
  publicUrl: string,
  now: Date,
): OpenRequest {
  return {
    store: { slug: store.slug, name: store.name },
    state: linkStanding(row, now),
    product: {
      productId: row.productId,
      productName: row.productName ?? row.productId,
      imageUrl: absoluteUrl(publicUrl, row.imageUrl),
      url: absoluteUrl(publicUrl, row.productUrl),
    },
    productId: row.productId,
    variantId: row.variantId,
    variantName: row.variantName,
    orderId: row.orderId,
    reviewerName: row.reviewerName,
    reviewerEmail: row.reviewerEmail,
    reward: row.reward && { description: row.reward.description },
  };
}
