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
  /** Names it where webhooks are named: stats, pause, resume, recover. */
  endpointId: z.string().nullable(),
  paused: z.boolean(),
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
