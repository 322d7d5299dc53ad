import type { Json } from "@hark/kernel";
import { type Outcome, type RecordFault, WrittenMeanwhileError } from "../../records/fault.ts";
import { noteUpdated, type RowChange } from "../../records/happened.ts";
import { readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer } from "../../records/writer.ts";
import { missingCustomer } from "./commands.ts";
import { type CustomerRow, customerTable } from "./customer.ts";
import { reportedCustomer } from "./happened.ts";
import { insertMerges, type MergeRow, moveToTargets } from "./merge-store.ts";
import { removeCustomers } from "./store.ts";

/** A customer to be merged into another, who stays. */
export interface MergeOrder {
  readonly source: string;
  readonly target: string;
  readonly author: Author;
}

/** What a merge left: the customer who stayed, and who went. */
export interface Merged {
  readonly merge: MergeRow;
  readonly source: CustomerRow;
  readonly target: CustomerRow;
  /** Keys of the records that changed hands, such as `conversation:<id>`. */
  readonly moved: readonly string[];
}

/**
 * Merges customers: both are read and locked, what belongs to the source goes to the target, the source is deleted. Lists are
 * united; in everything else the target wins. One outcome per order, in order.
 */
export async function mergeCustomers(
  writer: Writer,
  orders: readonly MergeOrder[],
): Promise<Outcome<Merged>[]> {
  const { sql, orgId, now } = writer;
  const ids = orders.flatMap(({ source, target }) => [source, target]);
  const current = await readRecords<CustomerRow>(sql, customerTable, orgId, ids, true);
  const changes: RowChange<CustomerRow>[] = [];
  const outcomes = orders.map(({ source, target, author }): Outcome<Omit<Merged, "moved">> => {
    const from = current.get(source);
    const to = current.get(target);
    if (source === target) return { fault: sameCustomer };
    if (!from) return { fault: missingCustomer(source, "source") };
    if (!to) return { fault: missingCustomer(target, "target") };
    const after = mergeRows(from, to, author, now);
    current.delete(source);
    current.set(target, after);
    changes.push({ author, before: to, after });
    const merge: MergeRow = {
      id: writer.newId(),
      source_id: source,
      target_id: target,
      created_at: now,
      created_by: author.userId,
      workflow_id: author.workflowId,
      run_id: author.runId,
    };
    return { row: { merge, source: from, target: after } };
  });
  const targets = new Set(orders.map((order) => order.target));
  const both = orders.find((order) => targets.has(order.source) && order.source !== order.target);
  // Merges that hang together go one after the other, never as one set.
  if (both) throw new WrittenMeanwhileError(`customer:${both.source}`);
  const done = outcomes.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const merges = done.map(({ merge }) => merge);
  const moved = await moveToTargets(sql, orgId, merges);
  const gone = merges.map((merge) => merge.source_id);
  if (gone.length > 0) await removeCustomers(sql, orgId, gone);
  const kept = new Map(done.map(({ target }) => [target.id, target]));
  await saveRecords(
    sql,
    customerTable,
    orgId,
    [...kept.values()].filter(({ id }) => !gone.includes(id)),
  );
  await insertMerges(sql, orgId, merges);
  noteUpdated(writer, reportedCustomer, changes);
  return outcomes.map((outcome) =>
    "fault" in outcome
      ? outcome
      : { row: { ...outcome.row, moved: moved.get(outcome.row.merge.target_id) ?? [] } },
  );
}

const sameCustomer: RecordFault = {
  code: "badparam",
  field: "source",
  message: "a customer cannot be merged into itself; name two customers",
};

const LISTS = ["socials", "sharedEmails", "sharedPhones", "sharedSocials", "whatsapps", "urls", "locations"];
const LATEST = ["signedUpAt", "lastActivityAt", "lastCustomerActivityAt", "lastSeenAt"];

/** The row that stays. Pure. */
export function mergeRows(from: CustomerRow, to: CustomerRow, author: Author, now: Date): CustomerRow {
  const attributes = { ...to.attributes };
  for (const name of LISTS) {
    const all = [...listOf(attributes[name]), ...listOf(from.attributes[name])];
    if (all.length > 0) attributes[name] = uniqueBy(all, (entry) => JSON.stringify(entry));
  }
  for (const name of LATEST) {
    const [mine, theirs] = [attributes[name], from.attributes[name]];
    if (typeof theirs === "string" && (typeof mine !== "string" || theirs > mine)) attributes[name] = theirs;
  }
  const single = from.external_id === null ? [] : [{ externalId: from.external_id, verified: true }];
  return {
    ...to,
    emails: uniqueBy([...to.emails, ...from.emails], (entry) => entry.email.toLowerCase()),
    phones: uniqueBy([...to.phones, ...from.phones], (entry) => entry.phone.replaceAll(/[^0-9]/g, "")),
    external_ids: uniqueBy(
      [...to.external_ids, ...single, ...from.external_ids],
      (entry) => entry.externalId,
    ).filter((entry) => entry.externalId !== to.external_id),
    attributes,
    custom: { ...from.custom, ...to.custom },
    tags: [...new Set([...to.tags, ...from.tags])],
    rev: to.rev + 1,
    updated_at: now,
    modified_at: now,
    modified_by: author.userId,
  };
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function uniqueBy<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const name = key(entry);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
