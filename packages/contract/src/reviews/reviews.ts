import { z } from "zod";
import { sentiment } from "../review-event.ts";
import { attributeAnswer } from "./attributes.ts";
import { givenReward } from "./rewards.ts";
import { rejectionReason, reviewStatus, verifiedStatus } from "./status.ts";

/** A picture of a review. */
export const reviewImage = z.object({
  mediaId: z.string(),
  url: z.string(),
  thumbnailUrl: z.string(),
  width: z.number(),
  height: z.number(),
});
export type ReviewImage = z.infer<typeof reviewImage>;

/** How one review fares with one integration, in words. */
export const reviewDelivery = z.object({
  id: z.string(),
  /** Such as `kustomer`. */
  integration: z.string(),
  /** What the receiver is called. */
  receiver: z.string(),
  /** Type of the event. */
  type: z.string(),
  /** pending, succeeded, failed or canceled. */
  state: z.string(),
  /** One sentence: what happened and what happens next. */
  words: z.string(),
  attemptCount: z.number(),
  nextAttemptAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
});
export type ReviewDelivery = z.infer<typeof reviewDelivery>;

/** One step in a review's life. */
export const reviewChange = z.object({
  at: z.string(),
  by: z.string(),
  from: reviewStatus.nullable(),
  to: reviewStatus,
  reason: z.string().nullable(),
});
export type ReviewChange = z.infer<typeof reviewChange>;

/** A review as the merchant sees it. */
export const merchantReview = z.object({
  reviewId: z.string(),
  status: reviewStatus,
  /** Code of the reason it was rejected for. */
  reason: z.string().nullable(),
  rating: z.number(),
  title: z.string(),
  body: z.string(),
  isRecommended: z.boolean().nullable(),
  sentiment,
  /** `rating` or `rating+words`. */
  sentimentSource: z.string(),
  languageCode: z.string().nullable(),
  source: z.string(),
  createdAt: z.string(),
  reviewer: z.object({
    displayName: z.string(),
    name: z.string(),
    email: z.string(),
    countryCode: z.string().nullable(),
    verifiedStatus,
  }),
  orderId: z.string().nullable(),
  product: z.object({
    productId: z.string(),
    productName: z.string(),
    imageUrl: z.string().nullable(),
    url: z.string().nullable(),
    variantId: z.string().nullable(),
    variantName: z.string().nullable(),
    sku: z.string().nullable(),
  }),
  attributes: z.array(attributeAnswer),
  images: z.array(reviewImage),
  reward: givenReward.nullable(),
  deliveries: z.array(reviewDelivery),
});
export type MerchantReview = z.infer<typeof merchantReview>;

/** Answer of `GET /v1/reviews/{id}`. */
export const merchantReviewDetail = merchantReview.extend({ history: z.array(reviewChange) });
export type MerchantReviewDetail = z.infer<typeof merchantReviewDetail>;

/** Filters of `GET /v1/reviews`; several values of one filter are separated by commas. */
export const reviewListQuery = z.object({
  store: z.string().max(63).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  status: z.string().max(100).optional(),
  rating: z.string().max(20).optional(),
  productId: z.string().max(200).optional(),
  source: z.string().max(100).optional(),
  sentiment: z.string().max(100).optional(),
  language: z.string().max(100).optional(),
  media: z.enum(["true", "false"]).optional(),
  /** State of its delivery: pending, succeeded, failed, canceled. */
  delivery: z.string().max(100).optional(),
  /** Words in title, text, name or e-mail. */
  q: z.string().max(200).optional(),
  orderBy: z.enum(["date desc", "date asc", "rating desc", "rating asc"]).default("date desc"),
});
export type ReviewListQuery = z.infer<typeof reviewListQuery>;

/** Body of `PATCH /v1/reviews/{id}`. Rejecting needs a reason, and the mood or the stars are none. */
export const reviewDecision = z
  .strictObject({ status: reviewStatus, reason: rejectionReason.optional() })
  .refine((decision) => decision.status !== "rejected" || decision.reason !== undefined, {
    path: ["reason"],
    message: "say why it is rejected: abusive, fake, unrelated or another of the lawful reasons",
  })
  .refine((decision) => decision.status === "rejected" || decision.reason === undefined, {
    path: ["reason"],
    message: "a reason belongs to a rejection only; leave it out",
  });
export type ReviewDecision = z.infer<typeof reviewDecision>;
