import type {
  MerchantReview,
  PublicReview,
  ReviewAggregate,
  ReviewImage,
  SubmissionAnswer,
} from "@hark/contract";
import type { DeliveryRow } from "@hark/webhooks";
import { presentReviewDelivery } from "../deliveries/present.ts";
import { absoluteUrl } from "../products/present.ts";
import type { NewReview, ReviewRow } from "./store.ts";

const imagesOf = (review: NewReview, publicUrl: string): ReviewImage[] =>
  review.images.map((image) => ({
    ...image,
    url: absoluteUrl(publicUrl, image.url) ?? image.url,
    thumbnailUrl: absoluteUrl(publicUrl, image.thumbnailUrl) ?? image.thumbnailUrl,
  }));

/** The answer to whoever left the review. */
export function presentSubmission(review: NewReview): SubmissionAnswer {
  return {
    reviewId: review.id,
    displayName: review.displayName,
    status: review.status,
    reward: review.reward,
  };
}

/** A review as the merchant sees it. */
export function presentReview(
  row: ReviewRow,
  deliveries: readonly DeliveryRow[],
  publicUrl: string,
  now: Date,
): MerchantReview {
  return {
    reviewId: row.id,
    status: row.status,
    reason: row.statusReason,
    rating: row.rating,
    title: row.title,
    body: row.body,
    isRecommended: row.isRecommended,
    sentiment: row.sentiment,
    sentimentSource: row.sentimentSource,
    languageCode: row.languageCode,
    source: row.source,
    createdAt: row.createdAt.toISOString(),
    reviewer: {
      displayName: row.displayName,
      name: row.reviewerName,
      email: row.reviewerEmail,
      countryCode: row.countryCode,
      verifiedStatus: row.verifiedStatus,
    },
    orderId: row.orderId,
    product: {
      ...row.product,
      imageUrl: absoluteUrl(publicUrl, row.product.imageUrl),
      url: absoluteUrl(publicUrl, row.product.url),
    },
    attributes: [...row.attributes],
    images: imagesOf(row, publicUrl),
    reward: row.reward,
    deliveries: deliveries.map((delivery) => presentReviewDelivery(delivery, now)),
  };
}

/** A review as shoppers see it: no address, no full name. */
export function presentPublicReview(row: ReviewRow, publicUrl: string): PublicReview {
  return {
    reviewId: row.id,
    productId: row.product.productId,
    productName: row.product.productName,
    variantName: row.product.variantName,
    rating: row.rating,
    title: row.title,
    body: row.body,
    isRecommended: row.isRecommended,
    dateCreated: row.createdAt.toISOString(),
    languageCode: row.languageCode,
    isIncentivized: row.reward !== null,
    reviewer: {
      displayName: row.displayName,
      countryCode: row.countryCode,
      isVerified: row.verifiedStatus === "verified-buyer",
      verifiedStatus: row.verifiedStatus,
    },
    attributes: row.attributes.map(({ attributeId: _id, ...answer }) => answer),
    media: imagesOf(row, publicUrl),
  };
}

/** A product's reviews in numbers. */
export function presentAggregate(byRating: ReadonlyMap<number, number>): ReviewAggregate {
  const count = (rating: number): number => byRating.get(rating) ?? 0;
  const reviewCount = [1, 2, 3, 4, 5].reduce((sum, rating) => sum + count(rating), 0);
  const valuesTotal = [1, 2, 3, 4, 5].reduce((sum, rating) => sum + rating * count(rating), 0);
  const byLevel = {
    level1Count: count(1),
    level2Count: count(2),
    level3Count: count(3),
    level4Count: count(4),
    level5Count: count(5),
  };
  return {
    reviewAggregate: {
      reviewCount,
      reviewRatingValuesTotal: valuesTotal,
      ratingAndReviewCount: reviewCount,
      ratingAndReviewValuesTotal: valuesTotal,
      reviewCountByLevel: byLevel,
      ratingAndReviewCountByLevel: byLevel,
    },
  };
}
