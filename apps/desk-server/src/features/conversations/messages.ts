import { type Change, liveMessages } from "../../records/tell.ts";
import type { ConversationRow } from "./conversation.ts";

/** What screens are told of a conversation: on the list, at its customer, at itself. */
export function conversationMessages(row: ConversationRow, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({
    type: "conversation",
    id: row.id,
    change,
    lists: ["conversations"],
    customerId: row.customer_id,
    conversationId: row.id,
  });
}
