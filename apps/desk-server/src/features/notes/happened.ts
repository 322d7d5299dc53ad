import type { JsonObject } from "@hark/kernel";
import { flatten } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { NoteRow } from "./note.ts";
import { presentNote } from "./present.ts";

/** A note as a step sees it. */
export function flatNote(orgId: string, row: NoteRow): JsonObject {
  return flatten(presentNote(orgId, row), {
    customer: row.customer_id,
    conversation: row.conversation_id,
  });
}

/** What workflows are told of notes. */
export const reportedNote: Reported<NoteRow> = { names: () => ["kustomer.note"], flat: flatNote };
