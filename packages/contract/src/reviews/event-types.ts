import { z } from "zod";
import { publishedExample } from "../published-example.ts";
import { reviewEvent } from "../review-event.ts";
import { rejectionReason, reviewStatus } from "./status.ts";

const instant = z.iso.datetime();
const reviewNamed = z.object({ reviewId: z.uuid() });

/** `data` of an event about a review's life: the review as it is now, and where it stands. */
export const reviewStanding = reviewEvent.extend({
  status: reviewStatus,
  /** Why it was rejected; null otherwise. */
  reason: rejectionReason.nullable(),
  changedAt: instant,
});
export type ReviewStanding = z.infer<typeof reviewStanding>;

const { reviewId } = publishedExample.review;
const at = "2026-01-31T09:30:00.000Z";
const { reviewerEmail } = publishedExample;
// The published example carries a malformed instant; ours is sound.
const example = {
  ...publishedExample,
  review: { ...publishedExample.review, dateCreated: at },
};
const standing = { ...example, status: "approved", reason: null, changedAt: at };

interface EventType {
  readonly type: string;
  readonly summary: string;
  readonly schema: z.ZodType;
  readonly example: object;
}

/** Every type of event that a webhook can subscribe to, with the shape of its `data`. */
export const eventTypes = [
  {
    type: "review.created",
    summary: "A review came in. The body is that of the Kustomer integration.",
    schema: reviewEvent,
    example,
  },
  {
    type: "review.updated",
    summary: "A review changed without being published or rejected: it waits for a decision again.",
    schema: reviewStanding,
    example: { ...standing, status: "pending" },
  },
  {
    type: "review.published",
    summary: "A review is shown to shoppers from now on.",
    schema: reviewStanding,
    example: standing,
  },
  {
    type: "review.rejected",
    summary: "A review was rejected, with the reason.",
    schema: reviewStanding,
    example: { ...standing, status: "rejected", reason: "unrelated" },
  },
  {
    type: "review.deleted",
    summary: "A review was deleted for good. What was to be told about it before is erased.",
    schema: z.object({ review: reviewNamed, deletedAt: instant }),
    example: { review: { reviewId }, deletedAt: at },
  },
  {
    type: "review.anonymized",
    summary: "A review no longer tells who wrote it. Receivers should forget the person too.",
    schema: z.object({ review: reviewNamed, anonymizedAt: instant }),
    example: { review: { reviewId }, anonymizedAt: at },
  },
  {
    type: "request.sent",
    summary: "A buyer was asked by mail for a review.",
    schema: z.object({
      reviewerEmail: z.string(),
      orderId: z.string(),
      request: z.object({ requestId: z.string(), sentAt: instant }),
      product: z.object({ productId: z.string() }),
    }),
    example: {
      reviewerEmail,
      orderId: "#1001",
      request: { requestId: "0199c8a7e000000000000001", sentAt: at },
      product: { productId: publishedExample.product.productId },
    },
  },
  {
    type: "reward.issued",
    summary: "A reviewer was given a reward.",
    schema: z.object({
      reviewerEmail: z.string(),
      review: reviewNamed,
      reward: z.object({ type: z.string(), value: z.string(), description: z.string() }),
    }),
    example: {
      reviewerEmail,
      review: { reviewId },
      reward: { type: "coupon", value: "THANKS-4F7K2M", description: "10 % off the next order" },
    },
  },
] as const satisfies readonly EventType[];

export type EventTypeName = (typeof eventTypes)[number]["type"];

/** The name of a type; the error names all of them. */
export const eventTypeName = z.enum(
  // An enum needs to see that there is one; the list above is not empty.
  eventTypes.map(({ type }) => type) as [EventTypeName, ...EventTypeName[]],
  { error: `must be one of ${eventTypes.map(({ type }) => type).join(", ")}` },
);

/** One entry of `GET /v1/event-types`; `schema` is JSON Schema 2020-12 of `data`. */
export const eventTypeShape = z.object({
  type: z.string(),
  summary: z.string(),
  schema: z.record(z.string(), z.unknown()),
  example: z.record(z.string(), z.unknown()),
});
