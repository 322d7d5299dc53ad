import { z } from "zod";
import { anyJson, customAttributes, deskId, instant, moodScore, tagList, uniqueList } from "./fields.ts";

const shared = {
  externalId: z.string().min(1).max(256).optional(),
  name: z.string().max(256).nullish(),
  priority: z.int().min(1).max(5).optional(),
  direction: z.enum(["in", "out"]).nullish(),
  replyChannel: z.string().nullish(),
  tags: tagList.optional(),
  assignedUsers: uniqueList(z.string(), 10).optional(),
  assignedTeams: uniqueList(z.string(), 10).optional(),
  custom: customAttributes.optional(),
  defaultLang: z.string().nullish(),
  queue: z
    .strictObject({ id: z.string().nullish(), external: z.enum(["amazon-connect"]).nullish() })
    .optional(),
};

/** A new conversation. */
export const conversationBody = z.strictObject({
  ...shared,
  id: deskId.optional(),
  customer: deskId,
  status: z.enum(["open", "done"]).optional(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type ConversationBody = z.infer<typeof conversationBody>;

/** A new conversation of the customer that the address names. */
export const conversationOfCustomerBody = conversationBody
  .omit({ customer: true })
  .extend({ campaign: deskId.optional() });

/** Changes to a conversation. `{customer}` alone moves it to another customer. */
export const conversationChanges = z.strictObject({
  ...shared,
  customer: deskId.optional(),
  status: z.enum(["open", "snoozed", "done"]).optional(),
  snooze: z
    .strictObject({ status: z.enum(["scheduled", "canceled", "elapsed"]), time: instant.optional() })
    .nullish(),
  subStatus: deskId.nullish(),
  satisfaction: z.number().min(-1).max(1).nullish(),
  satisfactionLevel: z.record(z.string(), anyJson).optional(),
  suggestedShortcuts: z.array(z.strictObject({ shortcutId: z.string(), confidence: z.number() })).optional(),
  suggestedTags: z.array(z.strictObject({ tag: z.string(), confidence: z.number() })).optional(),
  sentiment: moodScore.optional(),
  ended: z.boolean().optional(),
  endedAt: instant.nullish(),
  endedReason: z.string().max(128).nullish(),
  endedBy: z.string().nullish(),
  endedByType: z.enum(["user", "customer"]).nullish(),
  locked: z.boolean().optional(),
  rev: z.int().optional(),
});
export type ConversationChanges = z.infer<typeof conversationChanges>;
