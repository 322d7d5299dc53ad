import type { ReviewEvent } from "@hark/contract";
import { absoluteUrl } from "../products/present.ts";
import type { NewReview } from "./store.ts";

/** The body that is sent for a review. What is not known is left out, never null. */
export function eventOf(review: NewReview, publicUrl: string): ReviewEvent {
  const { product, reward } = review;
  const imageUrls = review.images.map((image) => absoluteUrl(publicUrl, image.url) ?? image.url);
  return {
    reviewerEmail: review.reviewerEmail,
    ...(review.orderId === null ? {} : { orderId: review.orderId }),
    review: {
      rating: review.rating,
      title: review.title,
      body: review.body,
      ...(review.isRecommended === null ? {} : { isRecommended: review.isRecommended }),
      sentiment: review.sentiment,
      ...(review.languageCode === null ? {} : { languageCode: review.languageCode }),
      source: review.source,
      dateCreated: review.createdAt.toISOString(),
      reviewId: review.id,
    },
    reviewer: {
      displayName: review.displayName,
      name: review.reviewerName,
      ...(review.countryCode === null ? {} : { countryCode: review.countryCode }),
    },
    ...(reward
      ? { reward: { type: reward.type, value: reward.value, description: reward.description } }
      : {}),
    media: { imageUrls, videoUrls: [], imageCount: imageUrls.length, videoCount: 0 },
    attributes: review.attributes.map(({ title, value }) => ({ title, value })),
    product: {
      productId: product.productId,
      productName: product.productName,
      ...(product.variantId === null ? {} : { variantId: product.variantId }),
      ...(product.variantName === null ? {} : { variantName: product.variantName }),
      ...(product.sku === null ? {} : { sku: product.sku }),
    },
  };
}
