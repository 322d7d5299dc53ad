import type { ConversationBody, ConversationChanges } from "@hark/contract";
import {
  isWrittenMeanwhile,
  type Outcome,
  type RecordFault,
  WrittenMeanwhileError,
} from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { holdersOf, insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { declaredFor } from "../metadata/store.ts";
import {
  appendTags,
  type ConversationRow,
  changeConversation,
  conversationTable,
  planConversation,
  removeTags,
} from "./conversation.ts";
import { reportedConversation } from "./happened.ts";
import { explainRefusals, knownCustomers, moveParts, type Refusal } from "./store.ts";

const RESOURCE = "conversation";

/** Opens conversations with one insert. One outcome per item, in order. */
export async function createConversations(
  writer: Writer,
  items: readonly Written<ConversationBody>[],
  cast = false,
): Promise<Outcome<ConversationRow>[]> {
  const { sql, orgId, now } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ body }) => body),
  );
  const planned = items.map((item) => planConversation(item, properties, writer, cast));
  const rows = planned.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const inserted = await insertRecords(sql, conversationTable, orgId, rows);
  const left = rows.filter((row) => !inserted.has(row.id));
  const explained = left.length > 0 ? await explainRefusals(sql, orgId, left) : [];
  const refusals = new Map(explained.map((refusal) => [refusal.id, refusal]));
  const outcomes = planned.map((outcome): Outcome<ConversationRow> => {
    if ("fault" in outcome || inserted.has(outcome.row.id)) return outcome;
    return { fault: faultOf(outcome.row, refusals.get(outcome.row.id), now, writer.alone) };
  });
  noteCreated(writer, reportedConversation, items, outcomes);
  return outcomes;
}

function faultOf(row: ConversationRow, refusal: Refusal | undefined, now: Date, alone: boolean): RecordFault {
  if (refusal && !refusal.has_customer) return missingCustomer(row.customer_id);
  const key = `conversation:externalId:${row.external_id ?? row.id}`;
  if (!refusal?.taken_by || !refusal.taken_at) throw new WrittenMeanwhileError(key);
  if (!refusal.is_own && isWrittenMeanwhile(refusal.taken_at, now, alone))
    throw new WrittenMeanwhileError(key);
  if (refusal.taken_by === row.id) return takenId(row.id);
  return takenExternalId(row.external_id ?? row.id, refusal.taken_by);
}

const takenId = (id: string): RecordFault => ({
  code: "conflict",
  field: "id",
  message: `there is a conversation ${id} already; change that one, or leave the id out`,
});

const missingCustomer = (id: string): RecordFault => ({
  code: "notfound",
  field: "customer",
  message: `there is no customer ${id}; find or create the customer first`,
});

const takenExternalId = (externalId: string, id: string): RecordFault => ({
  code: "conflict",
  field: "externalId",
  message: `${JSON.stringify(externalId)} is taken by conversation ${id}; change that one, or use another externalId`,
});

const missingConversation = (id: string): RecordFault => ({
  code: "notfound",
  field: "id",
  message: `there is no conversation ${id}; find or create it first, or correct the id`,
});

/** A change to one conversation. */
export interface ConversationUpdate {
  readonly id: string;
  readonly changes: ConversationChanges;
  readonly author: Author;
  readonly replace?: boolean;
}

/** Changes conversations: one statement to read and lock them, one to write them back. One outcome per item, in order. */
export async function updateConversations(
  writer: Writer,
  items: readonly ConversationUpdate[],
  cast = false,
): Promise<Outcome<ConversationRow>[]> {
  const { sql, orgId, now } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ changes }) => changes),
  );
  const holders = await holdersOf(
    sql,
    conversationTable,
    orgId,
    items.flatMap(({ changes }) => changes.externalId ?? []),
  );
  const customers = await knownCustomers(
    sql,
    orgId,
    items.flatMap(({ changes }) => changes.customer ?? []),
  );
  const outcomes = await changeEach(writer, items, (row, { id, changes, author, replace = false }) => {
    if (changes.customer !== undefined && !customers.has(changes.customer))
      return { fault: missingCustomer(changes.customer) };
    const holder = changes.externalId === undefined ? undefined : holders.get(changes.externalId);
    if (holder !== undefined && holder !== id)
      return { fault: takenExternalId(changes.externalId ?? "", holder) };
    if (changes.externalId !== undefined) holders.set(changes.externalId, id);
    return changeConversation(row, { changes, author, replace, cast }, properties, now);
  });
  const moved = items.flatMap(({ id, changes }) => (changes.customer === undefined ? [] : [id]));
  if (moved.length > 0) await moveParts(sql, orgId, moved);
  return outcomes;
}

/** Tags to add to, or take from, one conversation. */
export interface TagUpdate {
  readonly id: string;
  readonly tags: readonly string[];
  readonly author: Author;
}

/** Adds tags to conversations. One outcome per item, in order. */
export function appendTagsToConversations(
  writer: Writer,
  items: readonly TagUpdate[],
): Promise<Outcome<ConversationRow>[]> {
  return changeEach(writer, items, (row, { tags, author }) => appendTags(row, tags, author, writer.now));
}

/** Takes tags from conversations. One outcome per item, in order. */
export function removeTagsFromConversations(
  writer: Writer,
  items: readonly TagUpdate[],
): Promise<Outcome<ConversationRow>[]> {
  return changeEach(writer, items, (row, { tags, author }) => ({
    row: removeTags(row, tags, author, writer.now),
  }));
}

/** Reads and locks, changes one after another, writes back at once: two items on one conversation both count. */
async function changeEach<Item extends { readonly id: string; readonly author: Author }>(
  writer: Writer,
  items: readonly Item[],
  change: (row: ConversationRow, item: Item) => Outcome<ConversationRow>,
): Promise<Outcome<ConversationRow>[]> {
  const { sql, orgId } = writer;
  const ids = items.map((item) => item.id);
  const current = await readRecords<ConversationRow>(sql, conversationTable, orgId, ids, true);
  const changed = new Map<string, ConversationRow>();
  const changes: RowChange<ConversationRow>[] = [];
  const outcomes = items.map((item): Outcome<ConversationRow> => {
    const row = changed.get(item.id) ?? current.get(item.id);
    if (!row) return { fault: missingConversation(item.id) };
    const outcome = change(row, item);
    if ("fault" in outcome) return outcome;
    changed.set(row.id, outcome.row);
    changes.push({ author: item.author, before: row, after: outcome.row });
    return outcome;
  });
  await saveRecords(sql, conversationTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedConversation, changes);
  return outcomes;
}
