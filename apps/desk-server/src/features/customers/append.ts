import type { CustomerBody } from "@hark/contract";
import type { Outcome } from "../../records/fault.ts";
import { readRecords } from "../../records/table.ts";
import type { Author, Writer } from "../../records/writer.ts";
import { type CustomerUpdate, updateCustomers } from "./commands.ts";
import { type CustomerRow, customerTable } from "./customer.ts";
import { identityValue } from "./identity.ts";

/** E-mail addresses and phone numbers to be added to those a customer has. */
export interface Appended {
  readonly id: string;
  readonly changes: Pick<CustomerBody, "emails" | "phones">;
  readonly author: Author;
}

const MAX_ENTRIES = 10;

/**
 * Adds addresses and numbers to customers; one that a customer has already stays once. Somebody else's is a conflict, and so is
 * an eleventh. One outcome per item, in order.
 */
export async function appendContacts(
  writer: Writer,
  items: readonly Appended[],
): Promise<Outcome<CustomerRow>[]> {
  const ids = items.map((item) => item.id);
  const current = await readRecords<CustomerRow>(writer.sql, customerTable, writer.orgId, ids, true);
  const lists = new Map(
    [...current.values()].map((row) => [row.id, { emails: [...row.emails], phones: [...row.phones] }]),
  );
  const planned = items.map((item): CustomerUpdate | "full" => {
    const { id, changes, author } = item;
    const list = lists.get(id);
    if (!list) return { id, changes: {}, author };
    for (const entry of changes.emails ?? []) {
      const key = identityValue("email", entry.email);
      if (!list.emails.some(({ email }) => identityValue("email", email) === key)) list.emails.push(entry);
    }
    for (const entry of changes.phones ?? []) {
      const key = identityValue("phone", entry.phone);
      if (!list.phones.some(({ phone }) => identityValue("phone", phone) === key)) list.phones.push(entry);
    }
    if (list.emails.length > MAX_ENTRIES) return full(list.emails);
    if (list.phones.length > MAX_ENTRIES) return full(list.phones);
    // The rows hold what the bodies' schema let through.
    const body = {
      ...(changes.emails ? { emails: [...list.emails] } : {}),
      ...(changes.phones ? { phones: [...list.phones] } : {}),
    } as CustomerBody;
    return { id, changes: body, author };
  });
  const updates = planned.flatMap((entry) => (entry === "full" ? [] : [entry]));
  const outcomes = await updateCustomers(writer, updates, true);
  return planned.map((entry): Outcome<CustomerRow> => {
    if (entry === "full") return { fault: tooMany };
    const outcome = outcomes.shift();
    if (!outcome) throw new Error("a write gave fewer outcomes than it was asked for");
    return outcome;
  });
}

function full(list: unknown[]): "full" {
  list.pop();
  return "full";
}

const tooMany = {
  code: "badparam",
  field: "id",
  message: `a customer has at most ${MAX_ENTRIES} of them; take one away first`,
} as const;
