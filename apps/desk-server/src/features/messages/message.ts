import type { MessageBody, MessageChanges } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { mergeCustom, overlay } from "../../records/change.ts";
import type { Outcome } from "../../records/fault.ts";
import { commonColumns, fixedColumns, type RecordRow, type RecordTable } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { type Properties, readCustom } from "../metadata/metadata.ts";

/** A message that came in or went out elsewhere and is recorded here. */
export interface MessageRow extends RecordRow {
  readonly customer_id: string;
  readonly conversation_id: string;
  readonly channel: string;
  readonly custom: JsonObject;
  readonly modified_at: Date;
}

export const messageTable: RecordTable = {
  name: "desk.messages",
  columns: {
    ...commonColumns,
    customer_id: "text",
    conversation_id: "text",
    channel: "text",
    custom: "jsonb",
    modified_at: "timestamptz",
  },
  fixed: [...fixedColumns],
  unique: ["org_id, external_id"],
  parents: [
    { column: "customer_id", table: "desk.customers" },
    { column: "conversation_id", table: "desk.conversations" },
  ],
};

const LOOSE = [
  "app",
  "direction",
  "preview",
  "subject",
  "size",
  "status",
  "auto",
  "sentAt",
  "meta",
  "sentiment",
  "lang",
  "importedAt",
] as const;

/** Where a message stands. */
export interface MessagePlace {
  readonly customerId: string;
  readonly conversationId: string;
}

/** The row a new message becomes, or why it cannot. */
export function planMessage(
  { body, author }: Written<MessageBody>,
  place: MessagePlace,
  properties: Properties,
  writer: Pick<Writer, "now" | "newId">,
  cast = false,
): Outcome<MessageRow> {
  const read = readCustom("message", properties, body.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      id: writer.newId(),
      customer_id: place.customerId,
      conversation_id: place.conversationId,
      external_id: body.externalId ?? null,
      channel: body.channel,
      attributes: { direction: "in", ...overlay({}, body, LOOSE, true) },
      custom: read.custom,
      rev: 1,
      created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
      updated_at: writer.now,
      modified_at: writer.now,
      created_by: author.userId,
      modified_by: author.userId,
    },
  };
}

/** How to change a message. */
export interface MessageChange {
  readonly changes: MessageChanges;
  readonly author: Author;
  readonly cast: boolean;
}

/** The row with the changes made, or why they cannot be. */
export function changeMessage(
  row: MessageRow,
  { changes, author, cast }: MessageChange,
  properties: Properties,
  now: Date,
): Outcome<MessageRow> {
  const read = readCustom("message", properties, changes.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      ...row,
      conversation_id: changes.conversation ?? row.conversation_id,
      external_id: changes.externalId ?? row.external_id,
      attributes: overlay(row.attributes, changes, LOOSE, false),
      custom: mergeCustom(row.custom, read.custom, false),
      rev: row.rev + 1,
      updated_at: now,
      modified_at: now,
      modified_by: author.userId,
    },
  };
}
