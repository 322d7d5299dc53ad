import { z } from "zod";
import { anyJson, deskId, instant } from "./fields.ts";

const shared = {
  externalId: z.string().min(1).max(256).optional(),
  userMentions: z
    .array(z.strictObject({ user: z.string().optional(), team: z.string().optional() }))
    .max(20)
    .optional(),
  attachments: z.array(z.record(z.string(), anyJson)).max(20).optional(),
  lang: z.string().max(16).nullish(),
  conversation: deskId.optional(),
};

/** A new note: an internal remark on a conversation, or on a customer (an addition of ours). */
export const noteBody = z.strictObject({
  ...shared,
  body: z.string().min(1).max(10_240),
  customer: deskId.optional(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type NoteBody = z.infer<typeof noteBody>;

/** Changes to a note. */
export const noteChanges = z.strictObject({ ...shared, body: z.string().min(1).max(10_240).optional() });
export type NoteChanges = z.infer<typeof noteChanges>;
