import { z } from "zod";

/** What can become of a delivery; `failed` is a dead letter. */
export const deliveryState = z.enum(["pending", "succeeded", "failed", "canceled"]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** One event for one receiver. */
export const delivery = z.object({
  id: z.string(),
  integration: z.string(),
  endpoint: z.object({ id: z.string(), kind: z.string(), description: z.string(), url: z.string() }),
  /** The record it is about; of an event about a review, that review. */
  reviewId: z.string(),
  /** Of the review, when it is there still. */
  reviewTitle: z.string().nullable(),
  rating: z.number().nullable(),
  reviewerName: z.string().nullable(),
  type: z.string(),
  state: deliveryState,
  /** Why it is a dead letter: refused, exhausted, gone, aborted; or canceled. */
  reason: z.string().nullable(),
  words: z.string(),
  attemptCount: z.number(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  lastDurationMs: z.number().nullable(),
  lastAttemptAt: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Delivery = z.infer<typeof delivery>;

/** One HTTP call of a delivery. */
export const deliveryAttempt = z.object({
  number: z.number(),
  trigger: z.enum(["scheduled", "manual"]),
  outcome: z.string(),
  statusCode: z.number().nullable(),
  error: z.string().nullable(),
  /** The beginning of the answer. */
  response: z.string().nullable(),
  durationMs: z.number(),
  at: z.string(),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

/** Answer of `GET /v1/deliveries/{id}`. */
export const deliveryDetail = delivery.extend({
  messageId: z.string(),
  url: z.string(),
  /** Empty when the event was erased with its review. */
  body: z.string(),
  /** As the receiver got it; secrets stand as the variables of `curl`. */
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  /** Repeats the request from a shell. */
  curl: z.string(),
  /** Those it shares a key with go one after the other. */
  orderKey: z.string().nullable(),
  replayId: z.string().nullable(),
  attempts: z.array(deliveryAttempt),
});
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

/** Texts of one filter, separated by commas. */
const commaList = z
  .string()
  .max(400)
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
const instant = z.iso.datetime({
  offset: true,
  error: "must be an ISO 8601 instant, such as 2026-01-31T09:30:00Z",
});

/** Filters of `GET /v1/deliveries`; several values of `state` and `type` are separated by commas. */
export const deliveryListQuery = z.object({
  store: z.string().max(63).optional(),
  state: commaList
    .pipe(z.array(z.enum(deliveryState.options, { error: "must be pending, succeeded, failed or canceled" })))
    .optional(),
  reviewId: z.string().max(64).optional(),
  endpoint: z.string().max(64).optional(),
  type: commaList.optional(),
  /** The reviewer's e-mail address, whole. */
  email: z.string().max(320).optional(),
  /** Status code of the last answer. */
  status: z.coerce.number().int().min(100).max(599).optional(),
  since: instant.optional(),
  until: instant.optional(),
  replay: z.string().max(64).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Answer of `GET /v1/reviews/{id}/delivery-state`. */
export const deliveryStanding = z.object({
  /** Did it arrive; if not, why, and when next: in sentences. */
  words: z.string(),
  deliveries: z.array(delivery),
});
export type DeliveryStanding = z.infer<typeof deliveryStanding>;

/** States a delivery can be brought back from. */
export const replayableState = z.enum(["succeeded", "failed", "canceled"]);

/** Body of `POST /v1/replays`: which deliveries to bring back. */
export const replayRequest = z.strictObject({
  endpoint: z.string().max(64).optional(),
  states: z
    .array(replayableState)
    .min(1, "name at least one state: failed, succeeded or canceled")
    .default(["failed"]),
  types: z.array(z.string().max(64)).min(1).max(20).optional(),
  since: instant.optional(),
  until: instant.optional(),
  reviewId: z.string().max(64).optional(),
  email: z.string().max(320).optional(),
  status: z.number().int().min(100).max(599).optional(),
  ratePerSecond: z.number().int().min(1).max(10_000).optional(),
  /** Only counts. */
  dryRun: z.boolean().default(false),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** What a replay would bring back. */
export const replayCount = z.object({
  total: z.number(),
  byState: z.record(replayableState, z.number()),
  /** By the endpoint's id. */
  byEndpoint: z.record(z.string(), z.number()),
});
export type ReplayCount = z.infer<typeof replayCount>;

/** A replay with how far it is. */
export const replay = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "canceled"]),
  total: z.number(),
  queued: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  ratePerSecond: z.number(),
  words: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Replay = z.infer<typeof replay>;
