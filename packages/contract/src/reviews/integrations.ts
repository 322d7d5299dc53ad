import { z } from "zod";

/** Body of `PUT /v1/integrations/kustomer`. Without `apiKey` the saved one stays. */
export const kustomerSettings = z.strictObject({
  enabled: z.boolean({ error: "must be true or false" }),
  apiKey: z
    .string({ error: "must be text" })
    .trim()
    .min(1, "is empty; paste the whole key, or leave it out to keep the saved one")
    .max(4_096, "is longer than any API key; paste the key alone")
    .regex(/^[\x21-\x7e]+$/, "holds spaces or characters no API key has; paste the key alone")
    .optional(),
  apiUrl: z
    .string({ error: "must be text" })
    .trim()
    .min(1, "is empty; copy the address from the hook")
    .max(2_048, "is longer than 2,048 characters"),
});
export type KustomerSettings = z.infer<typeof kustomerSettings>;

/** How an integration did in the last 24 hours. */
export const integrationHealth = z.object({
  total: z.number(),
  succeeded: z.number(),
  medianMs: z.number().nullable(),
  hours: z.array(z.object({ hour: z.string(), total: z.number(), failed: z.number() })),
  /** What the breaker does, in words. */
  breaker: z.string(),
});

/** The Kustomer integration of a store. The key itself never leaves again. */
export const kustomerIntegration = z.object({
  enabled: z.boolean(),
  apiKey: z.object({ set: z.boolean(), lastChars: z.string().nullable() }),
  apiUrl: z.string().nullable(),
  state: z.enum(["off", "on", "failing"]),
  /** One sentence for the card. */
  words: z.string(),
  /** Something about the address that is allowed and yet unlikely to be meant. */
  hint: z.string().nullable(),
  savedAt: z.string().nullable(),
  health: integrationHealth.nullable(),
});
export type KustomerIntegration = z.infer<typeof kustomerIntegration>;

/** Answer of `POST /v1/integrations/kustomer/test`: what was sent and what came back. */
export const integrationTest = z.object({
  ok: z.boolean(),
  statusCode: z.number().nullable(),
  durationMs: z.number(),
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  response: z.object({ body: z.string() }).nullable(),
  words: z.string(),
});
export type IntegrationTest = z.infer<typeof integrationTest>;

/** One event for one receiver. */
export const delivery = z.object({
  id: z.string(),
  integration: z.string(),
  reviewId: z.string(),
  type: z.string(),
  state: z.enum(["pending", "succeeded", "failed", "canceled"]),
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
  body: z.string(),
  attempts: z.array(deliveryAttempt),
});
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

/** Filters of `GET /v1/deliveries`. */
export const deliveryListQuery = z.object({
  store: z.string().max(63).optional(),
  state: z.enum(["pending", "succeeded", "failed", "canceled"]).optional(),
  reviewId: z.string().max(64).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});
