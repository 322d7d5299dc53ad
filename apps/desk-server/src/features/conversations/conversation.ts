import type { ConversationBody, ConversationChanges } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { mergeCustom, overlay, pick } from "../../records/change.ts";
import { authorColumns } from "../../records/envelope.ts";
import type { Outcome } from "../../records/fault.ts";
import {
  commonColumns,
  type FiledRow,
  filedColumns,
  fixedColumns,
  type RecordTable,
} from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { staleRev } from "../klasses/kobject.ts";
import { type Properties, readCustom } from "../metadata/metadata.ts";

/** A conversation. */
export interface ConversationRow extends FiledRow {
  readonly customer_id: string;
  readonly name: string | null;
  readonly status: "open" | "snoozed" | "done";
  readonly custom: JsonObject;
  readonly tags: readonly string[];
  readonly modified_at: Date;
}

export const conversationTable: RecordTable = {
  name: "desk.conversations",
  columns: {
    ...commonColumns,
    ...filedColumns,
    customer_id: "text",
    name: "text",
    status: "text",
    custom: "jsonb",
    tags: "text[]",
    modified_at: "timestamptz",
  },
  fixed: [...fixedColumns],
  unique: ["org_id, id", "org_id, external_id"],
  parents: [{ column: "customer_id", table: "desk.customers" }],
};

/** The most tags one conversation can have. */
export const MAX_TAGS = 20;

// Writable attributes that nothing searches or joins by.
const LOOSE = [
  "priority",
  "direction",
  "replyChannel",
  "assignedUsers",
  "assignedTeams",
  "defaultLang",
  "queue",
  "importedAt",
  "snooze",
  "subStatus",
  "satisfaction",
  "satisfactionLevel",
  "suggestedShortcuts",
  "suggestedTags",
  "sentiment",
  "ended",
  "endedAt",
  "endedReason",
  "endedBy",
  "endedByType",
  "locked",
] as const;

/** The row a new conversation becomes, or why it cannot. */
export function planConversation(
  { body, author }: Written<ConversationBody>,
  properties: Properties,
  writer: Pick<Writer, "now" | "newId">,
  cast: boolean,
): Outcome<ConversationRow> {
  const read = readCustom("conversation", properties, body.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      id: body.id ?? writer.newId(),
      customer_id: body.customer,
      external_id: body.externalId ?? null,
      name: body.name ?? null,
      status: body.status ?? "open",
      attributes: overlay({}, body, LOOSE, true),
      custom: read.custom,
      tags: [...new Set(body.tags ?? [])],
      rev: 1,
      created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
      updated_at: writer.now,
      modified_at: writer.now,
      ...authorColumns(author),
    },
  };
}

/** How to change a conversation. */
export interface ConversationChange {
  readonly changes: ConversationChanges;
  readonly author: Author;
  /** What the changes leave out is emptied. */
  readonly replace: boolean;
  readonly cast: boolean;
}

/** The row with the changes made, or why they cannot be. */
export function changeConversation(
  row: ConversationRow,
  { changes, author, replace, cast }: ConversationChange,
  properties: Properties,
  now: Date,
): Outcome<ConversationRow> {
  if (changes.rev !== undefined && changes.rev !== row.rev) return { fault: staleRev(row.rev) };
  const read = readCustom("conversation", properties, changes.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      ...row,
      customer_id: changes.customer ?? row.customer_id,
      external_id: pick(changes.externalId, row.external_id, null, replace),
      name: pick(changes.name, row.name, null, replace),
      status: changes.status ?? row.status,
      attributes: overlay(row.attributes, changes, LOOSE, replace),
      custom: mergeCustom(row.custom, read.custom, replace),
      tags: pick(changes.tags && [...new Set(changes.tags)], row.tags, [], replace),
      rev: row.rev + 1,
      updated_at: now,
      modified_at: now,
      modified_by: author.userId,
    },
  };
}

/** The row with tags added, each once, in the order they came; or why they cannot be. */
export function appendTags(
  row: ConversationRow,
  tags: readonly string[],
  author: Author,
  now: Date,
): Outcome<ConversationRow> {
  const all = [...new Set([...row.tags, ...tags])];
  if (all.length > MAX_TAGS)
    return {
      fault: {
        code: "badparam",
        field: "tags",
        message: `a conversation has at most ${MAX_TAGS} tags and this one would have ${all.length}; remove some first`,
      },
    };
  return { row: touched(row, { tags: all }, author, now) };
}

/** The row without the given tags. */
export function removeTags(
  row: ConversationRow,
  tags: readonly string[],
  author: Author,
  now: Date,
): ConversationRow {
  return touched(row, { tags: row.tags.filter((tag) => !tags.includes(tag)) }, author, now);
}

const touched = (
  row: ConversationRow,
  change: Pick<ConversationRow, "tags">,
  author: Author,
  now: Date,
): ConversationRow => ({
  ...row,
  ...change,
  rev: row.rev + 1,
  updated_at: now,
  modified_at: now,
  modified_by: author.userId,
});
