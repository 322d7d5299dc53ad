import { type Change, liveMessages } from "../../records/tell.ts";
import type { NoteRow } from "./note.ts";

/** What screens are told of a note: at its customer and its conversation. */
export function noteMessages(row: NoteRow, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({
    type: "note",
    id: row.id,
    change,
    lists: [],
    customerId: row.customer_id,
    conversationId: row.conversation_id,
  });
}
