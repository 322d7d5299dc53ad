import type { JsonObject } from "@hark/kernel";
import { flatten } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { ConversationRow } from "./conversation.ts";
import { presentConversation } from "./present.ts";

/** A conversation as a step sees it. */
export function flatConversation(orgId: string, row: ConversationRow): JsonObject {
  return flatten(presentConversation(orgId, row), { customer: row.customer_id });
}

/** What workflows are told of conversations. */
export const reportedConversation: Reported<ConversationRow> = {
  names: () => ["kustomer.conversation"],
  flat: flatConversation,
};
