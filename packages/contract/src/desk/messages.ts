import { z } from "zod";
import { anyJson, customAttributes, deskId, instant, moodScore } from "./fields.ts";

/** The ways a message can come in or go out. */
export const channels = [
  "email",
  "sms",
  "chat",
  "facebook",
  "twitter-dm",
  "twitter-tweet",
  "voice",
  "instagram",
  "whatsapp",
] as const;

/** A message to be recorded; recording sends nothing. */
export const messageBody = z.strictObject({
  channel: z.enum(channels),
  app: z.string().min(1).max(256),
  direction: z.enum(["in", "out"]).optional(),
  externalId: z.string().min(1).max(256).optional(),
  customer: deskId.optional(),
  conversation: deskId.optional(),
  preview: z.string().max(10_240).optional(),
  subject: z.string().max(256).nullish(),
  size: z.int().optional(),
  status: z.enum(["sent", "received", "error"]).optional(),
  auto: z.boolean().optional(),
  sentAt: instant.optional(),
  meta: z.record(z.string(), anyJson).optional(),
  custom: customAttributes.optional(),
  sentiment: moodScore.optional(),
  lang: z.string().max(16).nullish(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

/** Changes to a message; what it came by and whose it is stays. */
export const messageChanges = messageBody
  .omit({ channel: true, app: true, direction: true, customer: true, createdAt: true, importedAt: true })
  .partial();
export type MessageChanges = z.infer<typeof messageChanges>;
