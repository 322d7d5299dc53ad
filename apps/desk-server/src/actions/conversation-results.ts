import type { JsonObject } from "@hark/kernel";
import type { ActionResult } from "@hark/workflow";
import type { ConversationRow } from "../features/conversations/conversation.ts";
import { flatConversation } from "../features/conversations/happened.ts";
import { conversationMessages } from "../features/conversations/messages.ts";
import type { Change } from "../records/tell.ts";
import { textParam } from "./run-items.ts";

/** The result of a step that wrote a conversation. */
export function conversationWritten(orgId: string, row: ConversationRow, change: Change): ActionResult {
  return {
    output: flatConversation(orgId, row),
    // Which conversation is a customer's running one is read by messages without a conversation.
    touched: { reads: [`customer:${row.customer_id}:conversations`], writes: [`conversation:${row.id}`] },
    live: conversationMessages(row, change),
  };
}

/** The key of the conversation that the params name by id. */
export const conversationKey = (params: JsonObject): string => `conversation:${textParam(params, "id")}`;

/** The key of an external id, when the params name one. */
export function conversationExternalIdKeys(params: JsonObject): string[] {
  const externalId = textParam(params, "externalId");
  return externalId === "" ? [] : [`conversation:externalId:${externalId}`];
}
