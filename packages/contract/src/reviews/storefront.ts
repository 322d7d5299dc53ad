import { z } from "zod";
import { attributeAnswer } from "./attributes.ts";
import { reviewImage } from "./reviews.ts";

/** A review as shoppers see it. */
export const publicReview = z.object({
  reviewId: z.string(),
  productId: z.string(),
  productName: z.string(),
  variantName: z.string().nullable(),
  rating: z.number(),
  title: z.string(),
  body: z.string(),
  isRecommended: z.boolean().nullable(),
  dateCreated: z.string(),
  languageCode: z.string().nullable(),
  /** True when a reward was given for it; shown beside the review, as the law asks. */
  isIncentivized: z.boolean(),
  reviewer: z.object({
    displayName: z.string(),
    countryCode: z.string().nullable(),
    isVerified: z.boolean(),
    verifiedStatus: z.string(),
  }),
  attributes: z.array(attributeAnswer.omit({ attributeId: true })),
  media: z.array(reviewImage),
});
export type PublicReview = z.infer<typeof publicReview>;

/** Answer of the public lists; `nextUrl` is a path with its query, or null at the end. */
export const publicReviewList = z.object({ reviews: z.array(publicReview), nextUrl: z.string().nullable() });
export type PublicReviewList = z.infer<typeof publicReviewList>;

/** Query of the public lists. */
export const publicListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(25).default(5),
  orderBy: z
    .string()
    .regex(/^(date|rating)( (asc|desc))?$/, "must be date or rating, with asc or desc, such as 'date desc'")
    .default("date desc"),
  /** Where the page before ended, as its `nextUrl` says it. */
  lastEvaluated: z.coerce
    .number("is not from a list; take it from nextUrl as it is")
    .int("is not from a list; take it from nextUrl as it is")
    .min(0, "is not from a list; take it from nextUrl as it is")
    .max(1_000_000, "is beyond any list; take it from nextUrl as it is")
    .default(0),
  rating: z.coerce.number().int().min(1).max(5).optional(),
});
export type PublicListQuery = z.infer<typeof publicListQuery>;

const byLevel = z.object({
  level1Count: z.number(),
  level2Count: z.number(),
  level3Count: z.number(),
  level4Count: z.number(),
  level5Count: z.number(),
});

/** Answer of `…/review_aggregate`. Every review here is written out, so both pairs of counts are the same. */
export const reviewAggregate = z.object({
  reviewAggregate: z.object({
    reviewCount: z.number(),
    reviewRatingValuesTotal: z.number(),
    ratingAndReviewCount: z.number(),
    ratingAndReviewValuesTotal: z.number(),
    reviewCountByLevel: byLevel,
    ratingAndReviewCountByLevel: byLevel,
  }),
});
export type ReviewAggregate = z.infer<typeof reviewAggregate>;
