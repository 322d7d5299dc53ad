import { z } from "zod";

/** The largest body a hook takes, whitespace included (bytes). */
export const MAX_HOOK_BODY_BYTES = 400_000;

const isoUtc = z.iso.datetime({
  error: "must be an ISO 8601 instant in UTC, such as 2026-01-31T09:30:00.000Z",
});

/** The value of a custom attribute: text, a number on a scale, or the options picked. */
export const attributeValue = z.union([z.string(), z.number(), z.array(z.string())]);

/** The four moods a review can be judged to have. */
export const sentiment = z.enum(["positive", "negative", "neutral", "mixed"]);
export type Sentiment = z.infer<typeof sentiment>;

/** How a review came in. Others may follow, so a receiver must not refuse what it does not know. */
export const knownSources = ["write-review-button", "review-request-email"] as const;

/** Rewards as they are told to the desk; absent when none was given. */
export const rewardOfEvent = z.object({
  type: z.enum(["coupon", "loyalty"]),
  value: z.string(),
  description: z.string(),
});

/**
 * The review event: the body Reviews posts, and what stands at `attributes.data` of the transaction it becomes. Members
 * that are not known are absent, never null.
 */
export const reviewEvent = z.object({
  reviewerEmail: z.string(),
  orderId: z.string().optional(),
  review: z.object({
    rating: z.int().min(1).max(5),
    title: z.string(),
    body: z.string(),
    isRecommended: z.boolean().optional(),
    sentiment,
    languageCode: z
      .string()
      .regex(/^[a-z]{2}$/, "must be an ISO 639-1 code, such as en")
      .optional(),
    source: z.string(),
    dateCreated: isoUtc,
    reviewId: z.uuid(),
  }),
  reviewer: z.object({
    displayName: z.string(),
    name: z.string(),
    countryCode: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be an ISO 3166 alpha-2 code in capitals, such as AU")
      .optional(),
  }),
  reward: rewardOfEvent.optional(),
  media: z.object({
    imageUrls: z.array(z.string()),
    videoUrls: z.array(z.string()),
    imageCount: z.int().nonnegative(),
    videoCount: z.int().nonnegative(),
  }),
  attributes: z.array(z.object({ title: z.string(), value: attributeValue })),
  product: z.object({
    productId: z.string(),
    productName: z.string(),
    variantId: z.string().optional(),
    variantName: z.string().optional(),
    sku: z.string().optional(),
  }),
});
export type ReviewEvent = z.infer<typeof reviewEvent>;

/**
 * A review event as it may arrive from any sender: the field's published example carries a malformed timestamp, so
 * `dateCreated` is any text here. For reading only; what Hark sends fits {@link reviewEvent}.
 */
export const receivedReviewEvent = reviewEvent.extend({
  review: reviewEvent.shape.review.extend({ dateCreated: z.string() }),
});
export type ReceivedReviewEvent = z.infer<typeof receivedReviewEvent>;
