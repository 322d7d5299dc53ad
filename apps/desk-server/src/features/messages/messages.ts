import { type Change, liveMessages } from "../../records/tell.ts";
import type { MessageRow } from "./message.ts";

/** What screens are told of a message: at its customer and its conversation. */
export function messageMessages(row: MessageRow, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({
    type: "message",
    id: row.id,
    change,
    lists: [],
    customerId: row.customer_id,
    conversationId: row.conversation_id,
  });
}
