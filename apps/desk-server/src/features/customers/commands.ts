import type { CustomerBody } from "@hark/contract";
import {
  isWrittenMeanwhile,
  type Outcome,
  type RecordFault,
  WrittenMeanwhileError,
} from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { declaredFor } from "../metadata/store.ts";
import { type CustomerRow, changeCustomer, customerTable, planCustomer } from "./customer.ts";
import { reportedCustomer } from "./happened.ts";
import { type Identity, identitiesOf, identityKey } from "./identity.ts";
import {
  type HeldIdentity,
  holdersOf,
  insertCustomers,
  releaseIdentities,
  removeCustomers,
  takeIdentities,
} from "./store.ts";

const RESOURCE = "customer";

/**
 * Creates customers: one statement for all rows and all that they are found by. A customer whose e-mail address, phone number or
 * external id somebody has is not created. One outcome per item, in order.
 */
export async function createCustomers(
  writer: Writer,
  items: readonly Written<CustomerBody>[],
  cast = false,
): Promise<Outcome<CustomerRow>[]> {
  const { sql, orgId } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ body }) => body),
  );
  const planned = items.map((item) => planCustomer(item, properties, writer, cast));
  const rows = planned.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const claims = rows.map((row) => ({ customerId: row.id, identities: identitiesOf(row) }));
  const taken = rows.length > 0 ? await insertCustomers(sql, orgId, rows, heldBy(claims)) : [];
  const faults = await settleClaims(writer, claims, taken);
  if (faults.size > 0) await removeCustomers(sql, orgId, [...faults.keys()]);
  const outcomes = planned.map((outcome) => {
    const fault = "row" in outcome ? faults.get(outcome.row.id) : undefined;
    return fault ? { fault } : outcome;
  });
  noteCreated(writer, reportedCustomer, items, outcomes);
  return outcomes;
}

interface Claim {
  readonly customerId: string;
  readonly identities: readonly Identity[];
}

const heldBy = (claims: readonly Claim[]): HeldIdentity[] =>
  claims.flatMap(({ customerId, identities }) =>
    identities.map(({ kind, value }): HeldIdentity => ({ kind, value, customer_id: customerId })),
  );

/** Takes identities; see {@link settleClaims}. */
async function claim(writer: Writer, claims: readonly Claim[]): Promise<Map<string, RecordFault>> {
  const wanted = heldBy(claims);
  return wanted.length === 0
    ? new Map()
    : settleClaims(writer, claims, await takeIdentities(writer.sql, writer.orgId, wanted));
}

/** Whoever did not get all of theirs gets none, and a fault that says whose the missing one is. */
async function settleClaims(
  writer: Writer,
  claims: readonly Claim[],
  taken: readonly HeldIdentity[],
): Promise<Map<string, RecordFault>> {
  const { sql, orgId, now } = writer;
  if (taken.length === heldBy(claims).length) return new Map();
  const got = new Set(taken.map((entry) => `${entry.customer_id} ${identityKey(entry)}`));
  const lost = claims.flatMap(({ customerId, identities }) => {
    const first = identities.find((identity) => !got.has(`${customerId} ${identityKey(identity)}`));
    return first ? [{ customerId, identity: first }] : [];
  });
  const holders = new Map(
    (
      await holdersOf(
        sql,
        orgId,
        lost.map((entry) => entry.identity),
      )
    ).map((holder) => [identityKey(holder), holder]),
  );
  const losers = new Set(lost.map((entry) => entry.customerId));
  await releaseIdentities(
    sql,
    orgId,
    taken.filter((entry) => losers.has(entry.customer_id)),
  );
  return new Map(
    lost.map(({ customerId, identity }) => {
      const holder = holders.get(identityKey(identity));
      const isForeign =
        !holder || (!holder.is_own && isWrittenMeanwhile(holder.created_at, now, writer.alone));
      if (isForeign) throw new WrittenMeanwhileError(identityKey(identity));
      return [customerId, takenIdentity(identity, holder.customer_id)];
    }),
  );
}

const takenIdentity = (identity: Identity, holder: string): RecordFault => ({
  code: "conflict",
  field: identity.field,
  message: `${identity.field} ${JSON.stringify(identity.value)} belongs to customer ${holder}; find that customer instead, or leave it out`,
});

/** A change to one customer. */
export interface CustomerUpdate {
  readonly id: string;
  readonly changes: CustomerBody;
  readonly author: Author;
  readonly replace?: boolean;
}

/** Changes customers: rows are read and locked by one statement and written back by one. One outcome per item, in order. */
export async function updateCustomers(
  writer: Writer,
  items: readonly CustomerUpdate[],
  cast = false,
): Promise<Outcome<CustomerRow>[]> {
  const { sql, orgId, now } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ changes }) => changes),
  );
  const ids = items.map((item) => item.id);
  const current = await readRecords<CustomerRow>(sql, customerTable, orgId, ids, true);
  const changed = new Map<string, CustomerRow>();
  const changes: RowChange<CustomerRow>[] = [];
  const outcomes = items.map((item): Outcome<CustomerRow> => {
    const row = changed.get(item.id) ?? current.get(item.id);
    if (!row) return { fault: missingCustomer(item.id, "id") };
    const change = { changes: item.changes, author: item.author, replace: item.replace ?? false, cast };
    const outcome = changeCustomer(row, change, properties, now);
    if ("fault" in outcome) return outcome;
    changed.set(row.id, outcome.row);
    changes.push({ author: item.author, before: row, after: outcome.row });
    return outcome;
  });
  const faults = await moveIdentities(writer, current, changed);
  const rows = [...changed.values()].filter((row) => !faults.has(row.id));
  await saveRecords(sql, customerTable, orgId, rows);
  noteUpdated(
    writer,
    reportedCustomer,
    changes.filter(({ after }) => !faults.has(after.id)),
  );
  return outcomes.map((outcome) => {
    const fault = "row" in outcome ? faults.get(outcome.row.id) : undefined;
    return fault ? { fault } : outcome;
  });
}

/** Takes what the changed customers are newly found by, and gives back what they no longer are. */
async function moveIdentities(
  writer: Writer,
  current: ReadonlyMap<string, CustomerRow>,
  changed: ReadonlyMap<string, CustomerRow>,
): Promise<Map<string, RecordFault>> {
  const moves = [...changed.values()].map((row) => {
    const before = current.get(row.id);
    const old = before ? identitiesOf(before) : [];
    const next = identitiesOf(row);
    return { customerId: row.id, added: without(next, old), removed: without(old, next) };
  });
  const faults = await claim(
    writer,
    moves.map(({ customerId, added }) => ({ customerId, identities: added })),
  );
  const released = moves
    .filter(({ customerId }) => !faults.has(customerId))
    .flatMap(({ customerId, removed }) =>
      removed.map(({ kind, value }): HeldIdentity => ({ kind, value, customer_id: customerId })),
    );
  await releaseIdentities(writer.sql, writer.orgId, released);
  return faults;
}

function without(all: readonly Identity[], others: readonly Identity[]): Identity[] {
  const keys = new Set(others.map(identityKey));
  return all.filter((identity) => !keys.has(identityKey(identity)));
}

/** The fault of a customer that is not there. */
export function missingCustomer(id: string, field: string): RecordFault {
  return {
    code: "notfound",
    field,
    message: `there is no customer ${JSON.stringify(id)}; find or create the customer first`,
  };
}
