import type { MessageBody } from "@hark/contract";
import type { Outcome, RecordFault } from "../../records/fault.ts";
import { findByExternalId, insertRecords, readRecords } from "../../records/table.ts";
import type { Writer, Written } from "../../records/writer.ts";
import { createConversations } from "../conversations/commands.ts";
import type { ConversationRow } from "../conversations/conversation.ts";
import { missingCustomer } from "../customers/commands.ts";
import { type CustomerRow, customerTable } from "../customers/customer.ts";
import { loadProperties } from "../metadata/store.ts";
import { customersOfConversations } from "../notes/store.ts";
import { type MessagePlace, type MessageRow, messageTable, planMessage } from "./message.ts";
import { findRunningConversation } from "./store.ts";

/** A recorded message, and the conversation that had to be opened for it. */
export interface RecordedMessage {
  readonly message: MessageRow;
  readonly opened?: ConversationRow;
}

const RESOURCE = "message";

/**
 * Records one message; nothing is sent. A message that names no conversation goes to the customer's newest one that is not
 * done, and opens one when there is none.
 */
export async function recordMessage(
  writer: Writer,
  item: Written<MessageBody>,
): Promise<Outcome<RecordedMessage>> {
  const { sql, orgId } = writer;
  const { externalId } = item.body;
  const properties = (await loadProperties(sql, orgId, [RESOURCE])).get(RESOURCE) ?? {};
  if (externalId !== undefined) {
    const holder = await findByExternalId(sql, messageTable, orgId, externalId);
    if (holder) return { fault: taken(externalId, `message ${holder.id}`) };
  }
  const placed = await placeOf(writer, item);
  if ("fault" in placed) return placed;
  const { place, opened } = placed.row;
  const planned = planMessage(item, place, properties, writer);
  if ("fault" in planned) return planned;
  const inserted = await insertRecords(sql, messageTable, orgId, [planned.row]);
  // What it stands on was just read, so only the external id can have been taken in between.
  if (!inserted.has(planned.row.id)) return { fault: taken(externalId ?? "", "another message") };
  return { row: { message: planned.row, ...(opened ? { opened } : {}) } };
}

interface Placed {
  readonly place: MessagePlace;
  readonly opened?: ConversationRow;
}

async function placeOf(writer: Writer, { body, author }: Written<MessageBody>): Promise<Outcome<Placed>> {
  const { sql, orgId } = writer;
  if (body.conversation !== undefined) {
    const conversationId = body.conversation;
    const customerId = (await customersOfConversations(sql, orgId, [conversationId])).get(conversationId);
    if (customerId === undefined) return { fault: missingConversation(conversationId) };
    if (body.customer !== undefined && body.customer !== customerId)
      return { fault: foreignConversation(conversationId, customerId) };
    return { row: { place: { customerId, conversationId } } };
  }
  if (body.customer === undefined) return { fault: noPlace };
  const customerId = body.customer;
  // Locked, so that two messages that arrive at once open one conversation.
  const customers = await readRecords<CustomerRow>(sql, customerTable, orgId, [customerId], true);
  if (!customers.has(customerId)) return { fault: missingCustomer(customerId, "customer") };
  const running = await findRunningConversation(sql, orgId, customerId);
  if (running !== undefined) return { row: { place: { customerId, conversationId: running } } };
  const conversation = {
    customer: customerId,
    direction: body.direction ?? "in",
    name: body.subject ?? null,
  };
  const [opened] = await createConversations(writer, [{ body: conversation, author }]);
  if (!opened) throw new Error("a write gave fewer outcomes than it was asked for");
  if ("fault" in opened) return opened;
  return { row: { place: { customerId, conversationId: opened.row.id }, opened: opened.row } };
}

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
