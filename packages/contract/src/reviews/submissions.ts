import { z } from "zod";
import { attribute } from "./attributes.ts";
import { givenReward } from "./rewards.ts";
import { reviewStatus } from "./status.ts";
import { countryCode, emailAddress, foreignId, localeTag, plainText, typedText } from "./text.ts";

/** Longest title, longest body (characters), most pictures of one review. */
export const reviewLimits = { title: 200, body: 20_000, media: 10, textAnswer: 1_000 } as const;

/** Body of `POST /v1/stores/{store}/reviews`. All text is plain text: markup in it is shown as it was typed. */
export const reviewSubmission = z.strictObject({
  productId: foreignId("productId"),
  variantId: foreignId("variantId").optional(),
  rating: z
    .number({ error: "must be a whole number from 1 to 5" })
    .int("must be a whole number from 1 to 5")
    .min(1, "is below 1; send a whole number from 1 to 5")
    .max(5, "is above 5; send a whole number from 1 to 5"),
  title: typedText("the title", reviewLimits.title),
  body: typedText("the text", reviewLimits.body),
  isRecommended: z.boolean().optional(),
  name: typedText("the name", 200),
  email: emailAddress,
  countryCode: countryCode.optional(),
  orderId: foreignId("orderId").optional(),
  attributes: z
    .array(
      z.strictObject({
        title: z.string().trim().max(120),
        value: z.union([plainText(5_000), z.number(), z.array(z.string().max(200)).max(100)], {
          error: "must be text, a number or a list of texts",
        }),
      }),
    )
    .max(100)
    .optional(),
  mediaIds: z.array(z.string().max(64)).max(reviewLimits.media).optional(),
  requestToken: z.string().max(200).optional(),
  locale: localeTag.optional(),
});
export type ReviewSubmission = z.infer<typeof reviewSubmission>;

/** Answer to a submission, given once the review is stored for good. */
export const submissionAnswer = z.object({
  reviewId: z.string(),
  displayName: z.string(),
  status: reviewStatus,
  reward: givenReward.nullable(),
});
export type SubmissionAnswer = z.infer<typeof submissionAnswer>;

/** Who is asked for what, behind a request's link. */
export const openRequest = z.object({
  store: z.object({ slug: z.string(), name: z.string() }),
  state: z.string(),
  product: z.object({
    productId: z.string(),
    productName: z.string(),
    imageUrl: z.string().nullable(),
    url: z.string().nullable(),
  }),
  productId: z.string(),
  variantId: z.string().nullable(),
  variantName: z.string().nullable(),
  orderId: z.string(),
  reviewerName: z.string(),
  reviewerEmail: z.string(),
  reward: z.object({ description: z.string() }).nullable(),
});
export type OpenRequest = z.infer<typeof openRequest>;

/** Everything the review form needs, in one answer. */
export const reviewForm = z.object({
  store: z.object({
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    locale: z.string(),
    askCountry: z.boolean(),
    privacyNote: z.string(),
  }),
  product: z.object({
    productId: z.string(),
    productName: z.string(),
    imageUrl: z.string().nullable(),
    url: z.string().nullable(),
    variants: z.array(
      z.object({ variantId: z.string(), variantName: z.string(), sku: z.string().nullable() }),
    ),
  }),
  attributes: z.array(attribute.omit({ productIds: true, position: true })),
  reward: z.object({ description: z.string() }).nullable(),
  request: z
    .object({
      reviewerName: z.string(),
      reviewerEmail: z.string(),
      orderId: z.string(),
      variantId: z.string().nullable(),
    })
    .nullable(),
});
export type ReviewForm = z.infer<typeof reviewForm>;

/** Answer to a picture's upload. */
export const uploadedMedia = z.object({
  mediaId: z.string(),
  url: z.string(),
  thumbnailUrl: z.string(),
  width: z.number(),
  height: z.number(),
});
export type UploadedMedia = z.infer<typeof uploadedMedia>;
