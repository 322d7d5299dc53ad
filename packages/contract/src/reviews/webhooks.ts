import { z } from "zod";
import { eventTypeName } from "./event-types.ts";
import { integrationHealth } from "./integrations.ts";

const MAX_DELAYS = 30;
const FIVE_DAYS_SECONDS = 5 * 86_400;

const settings = z.strictObject({
  url: z
    .string({ error: "is missing; give the address that takes the events" })
    .trim()
    .min(1, "is empty; give the address that takes the events")
    .max(2_048, "is longer than 2,048 characters"),
  description: z.string().trim().max(200, "is longer than 200 characters"),
  /** null takes all types, also those to come. */
  types: z.array(eventTypeName).min(1, "name at least one type, or null for all").nullable(),
  filter: z.record(z.string(), z.unknown()).nullable(),
  /** Sent with every event; the values are secret from now on. */
  headers: z.record(z.string(), z.string()).nullable(),
  orderBy: z.enum(["none", "subject", "reviewer"], { error: "must be none, subject or reviewer" }),
  ratePerSecond: z.number().int().min(1).max(10_000).nullable(),
  concurrency: z.number().int().min(1).max(256),
  /** Waits before each retry; null means the usual ones. */
  retryDelaysSeconds: z
    .array(z.number().min(0).max(FIVE_DAYS_SECONDS, "a wait may be five days at most"))
    .max(MAX_DELAYS, `at most ${MAX_DELAYS} retries`)
    .nullable(),
  enabled: z.boolean(),
});

/** How a webhook's events are signed: v1 with a shared secret, v1a with a key pair (Standard Webhooks). */
export const signingKind = z.enum(["v1", "v1a"], { error: "must be v1 or v1a" });

/** Body of `POST /v1/webhooks`. */
export const newWebhook = settings
  .partial()
  .required({ url: true })
  .extend({ signing: signingKind.default("v1") });
export type NewWebhook = z.infer<typeof newWebhook>;

/** Body of `PATCH /v1/webhooks/{id}`: what is not named stays. `headers: null` takes them away. */
export const webhookChange = settings.partial();
export type WebhookChange = z.infer<typeof webhookChange>;

/** A key that events are signed with. The secret itself is shown once, when it is made. */
export const signingKeyShape = z.object({
  id: z.string(),
  kind: signingKind,
  /** `whpk_…` of v1a; null of v1. */
  publicKey: z.string().nullable(),
  lastChars: z.string(),
  createdAt: z.string(),
  /** When it stops being used; null while it is the newest. */
  expiresAt: z.string().nullable(),
});
export type SigningKeyShape = z.infer<typeof signingKeyShape>;

/** A webhook of a store, or its Kustomer integration seen as an endpoint. */
export const webhook = z.object({
  id: z.string(),
  kind: z.enum(["kustomer", "generic"]),
  url: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  paused: z.boolean(),
  state: z.enum(["on", "off", "paused", "failing", "stopped"]),
  /** What it does now and, when that is nothing, why. */
  words: z.string(),
  types: z.array(z.string()).nullable(),
  filter: z.record(z.string(), z.unknown()).nullable(),
  headerNames: z.array(z.string()),
  orderBy: z.enum(["none", "subject", "reviewer"]),
  ratePerSecond: z.number().nullable(),
  concurrency: z.number(),
  retryDelaysSeconds: z.array(z.number()).nullable(),
  keys: z.array(signingKeyShape),
  health: integrationHealth,
  /** When the first of those that wait is due. */
  nextAttemptAt: z.string().nullable(),
  /** Deliveries that wait. */
  waiting: z.number(),
  failingSince: z.string().nullable(),
  createdAt: z.string(),
});
export type Webhook = z.infer<typeof webhook>;

/** Answer of `POST /v1/webhooks`: the webhook with its secret, which is never shown again. */
export const createdWebhook = webhook.extend({ secret: z.string() });

/** Body of `POST /v1/webhooks/{id}/keys`. */
export const newSigningKey = z.strictObject({
  kind: signingKind.default("v1"),
  /** How long the keys before it stay good beside it. */
  overlapHours: z
    .number()
    .min(0)
    .max(24 * 30, "an overlap may be thirty days at most")
    .default(24),
});
/** Its answer: the key with its secret, which is never shown again. */
export const createdSigningKey = signingKeyShape.extend({ secret: z.string() });

/** Answer of `GET /v1/webhooks/{id}/stats`. */
export const webhookStats = z.object({
  range: z.enum(["24h", "30d"]),
  total: z.number(),
  failed: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  byClass: z.record(z.string(), z.number()),
  buckets: z.array(
    z.object({
      at: z.string(),
      total: z.number(),
      failed: z.number(),
      p50: z.number().nullable(),
      p95: z.number().nullable(),
    }),
  ),
});
export type WebhookStats = z.infer<typeof webhookStats>;

/** Body of `POST /v1/webhooks/verify`: a message as a receiver got it. */
export const signatureCheck = z.strictObject({
  secret: z.string().max(500).optional(),
  publicKey: z.string().max(500).optional(),
  id: z.string().max(200),
  timestamp: z.string().max(20),
  signature: z.string().max(4_000),
  body: z.string().max(500_000),
});
export const signatureVerdict = z.object({ ok: z.boolean(), message: z.string() });
