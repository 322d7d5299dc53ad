import type { NoteBody, NoteChanges } from "@hark/contract";
import { type Outcome, type RecordFault, WrittenMeanwhileError } from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { holdersOf, insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { knownCustomers } from "../conversations/store.ts";
import { reportedNote } from "./happened.ts";
import { changeNote, type NoteRow, noteTable, planNote } from "./note.ts";
import { customersOfConversations } from "./store.ts";

/** Writes notes with one insert. One outcome per item, in order. */
export async function createNotes(
  writer: Writer,
  items: readonly Written<NoteBody>[],
): Promise<Outcome<NoteRow>[]> {
  const { sql, orgId } = writer;
  const bodies = items.map((item) => item.body);
  const customers = await knownCustomers(
    sql,
    orgId,
    bodies.flatMap((body) => (body.conversation ? [] : (body.customer ?? []))),
  );
  const owners = await customersOfConversations(
    sql,
    orgId,
    bodies.flatMap((body) => body.conversation ?? []),
  );
  const holders = await holdersOf(
    sql,
    noteTable,
    orgId,
    bodies.flatMap((body) => body.externalId ?? []),
  );
  const planned = items.map((item): Outcome<NoteRow> => {
    const { conversation, customer, externalId } = item.body;
    const customerId = conversation ? owners.get(conversation) : customer;
    if (conversation && !customerId) return { fault: missingParent("conversation", conversation) };
    if (!customerId) return { fault: noParent };
    if (!conversation && !customers.has(customerId)) return { fault: missingParent("customer", customerId) };
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined) return { fault: taken(externalId, holder) };
    const row = planNote(item, customerId, writer);
    if (externalId !== undefined) holders.set(externalId, row.id);
    return { row };
  });
  const rows = planned.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const inserted = await insertRecords(sql, noteTable, orgId, rows);
  const lost = rows.find((row) => !inserted.has(row.id));
  // All that can refuse a note was looked up before, so whatever does now came in between.
  if (lost) throw new WrittenMeanwhileError(`note:${lost.external_id ?? lost.conversation_id ?? lost.id}`);
  noteCreated(writer, reportedNote, items, planned);
  return planned;
}

const missingParent = (what: "conversation" | "customer", id: string): RecordFault => ({
  code: "notfound",
  field: what,
  message: `there is no ${what} ${id}; find or create it first, or correct the id`,
});

const noParent: RecordFault = {
  code: "badparam",
  field: "conversation",
  message: "a note belongs to a conversation or to a customer; name one of them",
};

const taken = (externalId: string, id: string): RecordFault => ({
  code: "conflict",
  field: "externalId",
  message: `${JSON.stringify(externalId)} is taken by note ${id}; change that one, or use another externalId`,
});

/** A change to one note. */
export interface NoteUpdate {
  readonly id: string;
  readonly changes: NoteChanges;
  readonly author: Author;
  readonly replace?: boolean;
}

/** Changes notes: one statement to read and lock them, one to write them back. One outcome per item, in order. */
export async function updateNotes(writer: Writer, items: readonly NoteUpdate[]): Promise<Outcome<NoteRow>[]> {
  const { sql, orgId, now } = writer;
  const ids = items.map((item) => item.id);
  const current = await readRecords<NoteRow>(sql, noteTable, orgId, ids, true);
  const given = items.map((item) => item.changes);
  const conversations = given.flatMap(({ conversation }) => conversation ?? []);
  const owners = await customersOfConversations(sql, orgId, conversations);
  const externalIds = given.flatMap(({ externalId }) => externalId ?? []);
  const holders = await holdersOf(sql, noteTable, orgId, externalIds);
  const changed = new Map<string, NoteRow>();
  const changes: RowChange<NoteRow>[] = [];
  const outcomes = items.map(({ id, changes: wanted, author, replace = false }): Outcome<NoteRow> => {
    const row = changed.get(id) ?? current.get(id);
    if (!row) return { fault: missingNote(id) };
    const { conversation, externalId } = wanted;
    if (conversation !== undefined && owners.get(conversation) !== row.customer_id)
      return { fault: missingParent("conversation", conversation) };
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined && holder !== id)
      return { fault: taken(externalId, holder) };
    const after = changeNote(row, wanted, author, replace, now);
    if (row.external_id !== null && row.external_id !== after.external_id) holders.delete(row.external_id);
    if (after.external_id !== null) holders.set(after.external_id, id);
    changed.set(id, after);
    changes.push({ author, before: row, after });
    return { row: after };
  });
  await saveRecords(sql, noteTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedNote, changes);
  return outcomes;
}

const missingNote = (id: string): RecordFault => ({
  code: "notfound",
  field: "id",
  message: `there is no note ${id}; correct the id`,
});
