import type { MessageBody, MessageChanges } from "@hark/contract";
import { type Outcome, type RecordFault, WrittenMeanwhileError } from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { holdersOf, insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { createConversations } from "../conversations/commands.ts";
import type { ConversationRow } from "../conversations/conversation.ts";
import { missingCustomer } from "../customers/commands.ts";
import { type CustomerRow, customerTable } from "../customers/customer.ts";
import { declaredFor } from "../metadata/store.ts";
import { customersOfConversations } from "../notes/store.ts";
import { reportedMessage } from "./happened.ts";
import { changeMessage, type MessagePlace, type MessageRow, messageTable, planMessage } from "./message.ts";
import { findRunningConversations } from "./store.ts";

/** A recorded message, and the conversation that had to be opened for it. */
export interface RecordedMessage {
  readonly message: MessageRow;
  readonly opened?: ConversationRow;
}

const RESOURCE = "message";

/**
 * Records messages with one insert; nothing is sent. A message that names no conversation goes to the customer's newest one
 * that is not done, and opens one when there is none. One outcome per item, in order.
 */
export async function recordMessages(
  writer: Writer,
  items: readonly Written<MessageBody>[],
  cast = false,
): Promise<Outcome<RecordedMessage>[]> {
  const { sql, orgId } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ body }) => body),
  );
  const externalIds = items.flatMap(({ body }) => body.externalId ?? []);
  const holders = await holdersOf(sql, messageTable, orgId, externalIds);
  // Refused messages must not open conversations, so what can be refused without a place is refused first.
  const early = items.map((item): RecordFault | undefined => {
    const { externalId } = item.body;
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined) return taken(externalId, `message ${holder}`);
    const trial = planMessage(item, { customerId: "", conversationId: "" }, properties, writer, cast);
    if ("fault" in trial) return trial.fault;
    if (externalId !== undefined) holders.set(externalId, trial.row.id);
    return undefined;
  });
  const places = await placesOf(
    writer,
    items.filter((_item, at) => early[at] === undefined),
  );
  const outcomes = items.map((item, at): Outcome<RecordedMessage> => {
    const fault = early[at];
    if (fault) return { fault };
    const placed = places.get(item);
    if (!placed) throw new Error("a message was given no place");
    if ("fault" in placed) return placed;
    const planned = planMessage(item, placed.row.place, properties, writer, cast);
    if ("fault" in planned) return planned;
    return { row: { message: planned.row, ...(placed.row.opened ? { opened: placed.row.opened } : {}) } };
  });
  const rows = outcomes.flatMap((outcome) => ("row" in outcome ? [outcome.row.message] : []));
  const inserted = await insertRecords(sql, messageTable, orgId, rows);
  const lost = rows.find((row) => !inserted.has(row.id));
  // All that can refuse a message was looked up before, so whatever does now came in between.
  if (lost) throw new WrittenMeanwhileError(`message:externalId:${lost.external_id ?? lost.id}`);
  noteCreated(
    writer,
    reportedMessage,
    items,
    outcomes.map((outcome) => ("row" in outcome ? { row: outcome.row.message } : outcome)),
  );
  return outcomes;
}

interface Placed {
  readonly place: MessagePlace;
  readonly opened?: ConversationRow;
}

/** Where messages stand: looked up by one statement each for conversations, customers and running conversations. */
async function placesOf(
  writer: Writer,
  items: readonly Written<MessageBody>[],
): Promise<Map<Written<MessageBody>, Outcome<Placed>>> {
  const { sql, orgId } = writer;
  const named = items.flatMap(({ body }) => body.conversation ?? []);
  const owners = await customersOfConversations(sql, orgId, named);
  const loose = items.filter(({ body }) => body.conversation === undefined);
  const customerIds = loose.flatMap(({ body }) => body.customer ?? []);
  // Locked, so that two messages that arrive at once open one conversation.
  const customers = await readRecords<CustomerRow>(sql, customerTable, orgId, customerIds, true);
  const running = await findRunningConversations(sql, orgId, [...customers.keys()]);
  const opened = await openConversations(
    writer,
    loose.filter(({ body }) => customers.has(body.customer ?? "") && !running.has(body.customer ?? "")),
  );
  const openedFor = new Set<string>();
  return new Map(
    items.map((item): [Written<MessageBody>, Outcome<Placed>] => {
      const { conversation, customer } = item.body;
      if (conversation !== undefined) {
        const owner = owners.get(conversation);
        if (owner === undefined) return [item, { fault: missingConversation(conversation) }];
        if (customer !== undefined && customer !== owner)
          return [item, { fault: foreignConversation(conversation, owner) }];
        return [item, { row: { place: { customerId: owner, conversationId: conversation } } }];
      }
      if (customer === undefined) return [item, { fault: noPlace }];
      if (!customers.has(customer)) return [item, { fault: missingCustomer(customer, "customer") }];
      const before = running.get(customer);
      if (before !== undefined)
        return [item, { row: { place: { customerId: customer, conversationId: before } } }];
      const fresh = opened.get(customer);
      if (!fresh) throw new Error("a conversation was not opened");
      const isFirst = !openedFor.has(customer);
      openedFor.add(customer);
      const place = { customerId: customer, conversationId: fresh.id };
      return [item, { row: { place, ...(isFirst ? { opened: fresh } : {}) } }];
    }),
  );
}

/** Opens one conversation for each customer of the messages, in the name of the first. */
async function openConversations(
  writer: Writer,
  items: readonly Written<MessageBody>[],
): Promise<Map<string, ConversationRow>> {
  const first = new Map(items.toReversed().map((item) => [item.body.customer ?? "", item]));
  const bodies = [...first].map(([customer, { body, author }]) => ({
    body: { customer, direction: body.direction ?? ("in" as const), name: body.subject ?? null },
    author,
  }));
  if (bodies.length === 0) return new Map();
  const outcomes = await createConversations(writer, bodies);
  return new Map(
    outcomes.map((outcome) => {
      // The customer is locked and nothing else can refuse a conversation without an external id.
      if ("fault" in outcome) throw new Error(outcome.fault.message);
      return [outcome.row.customer_id, outcome.row];
    }),
  );
}

/** A change to one message. */
export interface MessageUpdate {
  readonly id: string;
  readonly changes: MessageChanges;
  readonly author: Author;
}

/** Changes messages: one statement to read and lock them, one to write them back. One outcome per item, in order. */
export async function updateMessages(
  writer: Writer,
  items: readonly MessageUpdate[],
  cast = false,
): Promise<Outcome<MessageRow>[]> {
  const { sql, orgId } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ changes }) => changes),
  );
  const ids = items.map((item) => item.id);
  const current = await readRecords<MessageRow>(sql, messageTable, orgId, ids, true);
  const given = items.map((item) => item.changes);
  const conversations = given.flatMap(({ conversation }) => conversation ?? []);
  const owners = await customersOfConversations(sql, orgId, conversations);
  const externalIds = given.flatMap(({ externalId }) => externalId ?? []);
  const holders = await holdersOf(sql, messageTable, orgId, externalIds);
  const changed = new Map<string, MessageRow>();
  const changes: RowChange<MessageRow>[] = [];
  const outcomes = items.map((item): Outcome<MessageRow> => {
    const row = changed.get(item.id) ?? current.get(item.id);
    if (!row) return { fault: missingMessage(item.id) };
    const { conversation, externalId } = item.changes;
    if (conversation !== undefined && owners.get(conversation) !== row.customer_id)
      return { fault: missingConversation(conversation) };
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined && holder !== row.id)
      return { fault: taken(externalId, `message ${holder}`) };
    const outcome = changeMessage(row, { ...item, cast }, properties, writer.now);
    if ("fault" in outcome) return outcome;
    if (row.external_id !== null && row.external_id !== outcome.row.external_id)
      holders.delete(row.external_id);
    if (externalId !== undefined) holders.set(externalId, row.id);
    changed.set(row.id, outcome.row);
    changes.push({ author: item.author, before: row, after: outcome.row });
    return outcome;
  });
  await saveRecords(sql, messageTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedMessage, changes);
  return outcomes;
}

const missingMessage = (id: string): RecordFault => ({
  code: "notfound",
  field: "id",
  message: `there is no message ${id}; find it first, or correct the id`,
});

const missingConversation = (id: string): RecordFault => ({
  code: "notfound",
  field: "conversation",
  message: `there is no conversation ${id}; open it first, or correct the id`,
});

const foreignConversation = (id: string, customerId: string): RecordFault => ({
  code: "badparam",
  field: "customer",
  message: `conversation ${id} is with customer ${customerId}; name that customer, or leave customer out`,
});

const noPlace: RecordFault = {
  code: "badparam",
  field: "conversation",
  message: "a message belongs to a conversation or to a customer; name one of them",
};

const taken = (externalId: string, holder: string): RecordFault => ({
  code: "conflict",
  field: "externalId",
  message: `${JSON.stringify(externalId)} is taken by ${holder}; use another externalId`,
});
