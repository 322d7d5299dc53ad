import type { NoteBody, NoteChanges } from "@hark/contract";
import { overlay, pick } from "../../records/change.ts";
import { authorColumns } from "../../records/envelope.ts";
import {
  commonColumns,
  type FiledRow,
  filedColumns,
  fixedColumns,
  type RecordTable,
} from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";

/** A note: an internal remark on a conversation or a customer. */
export interface NoteRow extends FiledRow {
  readonly customer_id: string;
  readonly conversation_id: string | null;
  readonly body: string;
}

export const noteTable: RecordTable = {
  name: "desk.notes",
  columns: {
    ...commonColumns,
    ...filedColumns,
    customer_id: "text",
    conversation_id: "text",
    body: "text",
  },
  fixed: [...fixedColumns, "customer_id"],
  unique: ["org_id, external_id"],
  parents: [
    { column: "customer_id", table: "desk.customers" },
    { column: "conversation_id", table: "desk.conversations" },
  ],
};

const LOOSE = ["userMentions", "attachments", "lang", "importedAt"] as const;

/** The row a new note becomes. `customerId` is the customer of its conversation, or the one it names. */
export function planNote(
  { body, author }: Written<NoteBody>,
  customerId: string,
  writer: Pick<Writer, "now" | "newId">,
): NoteRow {
  return {
    id: writer.newId(),
    customer_id: customerId,
    conversation_id: body.conversation ?? null,
    external_id: body.externalId ?? null,
    body: body.body,
    attributes: overlay({}, body, LOOSE, true),
    rev: 1,
    created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
    updated_at: writer.now,
    ...authorColumns(author),
  };
}

/** The row with the changes made. */
export function changeNote(
  row: NoteRow,
  changes: NoteChanges,
  author: Author,
  replace: boolean,
  now: Date,
): NoteRow {
  return {
    ...row,
    external_id: pick(changes.externalId, row.external_id, null, replace),
    conversation_id: changes.conversation ?? row.conversation_id,
    body: changes.body ?? row.body,
    attributes: overlay(row.attributes, changes, LOOSE, replace),
    rev: row.rev + 1,
    updated_at: now,
    modified_by: author.userId,
  };
}
