import { idSequence } from "@hark/kernel";
import { type Database, type Sql, textArray } from "@hark/postgres";
import {
  type ClaimedRow,
  type CustomerColumns,
  type FilledRow,
  fillRow,
  type KnownCustomer,
  knownOf,
  readRow,
} from "./ceiling-rows.ts";

const BATCH = 256;

// Lateral with a limit: whatever the planner believes of the tables' sizes, each row costs one look into an index.
const CLAIM = `
with picked as (
  select ctid::text as place, seq, run_id, workflow_id, version, event_id, event_at from workflow.queue
  where org_id = $1 and due_at is null order by seq limit $2 for update skip locked
)
select p.place, p.run_id, p.workflow_id, p.version, p.event_id, p.event_at::text as event_at, e.data
from picked p
cross join lateral (
  select data::text as data from workflow.events where org_id = $1 and id = p.event_id and created_at = p.event_at limit 1
) e
order by p.seq`;

const FIND = `
select w.email, to_json(c) as customer
from unnest($2::text[]) as w(email)
cross join lateral (
  select customer_id from desk.customer_identities where org_id = $1 and kind = 'email' and value = w.email limit 1
) i
cross join lateral (select * from desk.customers where org_id = $1 and id = i.customer_id limit 1) c`;

const WRITE = `
with customers as (
  insert into desk.customers (org_id, id, name, emails, created_at, updated_at, modified_at, workflow_id, run_id)
  select $1, id, name, emails::jsonb, $2, $2, $2, workflow_id, run_id
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as c(id, name, emails, workflow_id, run_id)
), identities as (
  insert into desk.customer_identities (org_id, kind, value, customer_id)
  select $1, 'email', value, customer_id from unnest($8::text[], $3::text[]) as i(value, customer_id)
), gone as (
  delete from workflow.queue where ctid = any($9::tid[]) and org_id || '' = $1
), objects as (
  insert into desk.kobjects (org_id, id, klass_name, customer_id, external_id, title, data, custom, created_at, updated_at, workflow_id, run_id)
  select $1, id, 'review', customer_id, external_id, title, data, custom::jsonb, $2, $2, workflow_id, run_id
  from unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
    as o(id, customer_id, external_id, title, data, custom, workflow_id, run_id)
)
insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, journal, step_count, attempt, duration_ms, created_at)
select $1, id, workflow_id, version, event_id, event_at, 'completed', journal, step_count, 1, 0, $2
from unnest($17::text[], $16::text[], $18::int[], $19::text[], $20::timestamptz[], $21::text[], $22::int[])
  as r(id, workflow_id, version, event_id, event_at, journal, step_count)`;

/**
 * What the guide's workflow comes to when somebody writes it down for this one case: three statements for each 256 runs, on one
 * connection, with every row that the engine writes. Gives how many runs ended. No workflow document is read, nothing is checked,
 * and two writers at once are not provided for: this is the ceiling, not a product.
 */
export async function drainByHand(database: Database, orgId: string): Promise<number> {
  let total = 0;
  for (;;) {
    const ended = await database.transaction((tx) => moveByHand(tx, orgId));
    total += ended;
    if (ended === 0) return total;
  }
}

async function moveByHand(tx: Sql, orgId: string): Promise<number> {
  // As the engine does: a plan that is kept from a time when the queue was empty must not read all of it.
  tx.run("set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan").catch(() => {});
  const claimed = await tx.prepared<ClaimedRow>("ceiling.claim", CLAIM, [orgId, BATCH]);
  if (claimed.length === 0) return 0;
  const rows = claimed.map(readRow);
  const emails = [...new Set(rows.map((row) => row.email))];
  const found = await tx.prepared<{ email: string; customer: CustomerColumns }>("ceiling.find", FIND, [
    orgId,
    emails,
  ]);
  const known = new Map<string, KnownCustomer>(
    found.map(({ email, customer }) => [email, knownOf(customer)]),
  );
  const now = new Date();
  const at = now.toISOString();
  const newId = idSequence(now);
  const filled = rows.map((row) => fillRow(row, known, newId, at));
  await tx.prepared("ceiling.write", WRITE, [orgId, at, ...columnsOf(filled)]);
  return filled.length;
}

function columnsOf(rows: readonly FilledRow[]): unknown[] {
  const fresh = rows.flatMap(({ customer, claimed }) => (customer ? [{ ...customer, claimed }] : []));
  const ofFresh = (read: (entry: (typeof fresh)[number]) => string): Buffer => textArray(fresh.map(read));
  const texts = (read: (row: FilledRow) => string): Buffer => textArray(rows.map(read));
  return [
    ofFresh((customer) => customer.id),
    ofFresh((customer) => customer.name),
    ofFresh((customer) => customer.emails),
    ofFresh((customer) => customer.claimed.workflow_id),
    ofFresh((customer) => customer.claimed.run_id),
    ofFresh((customer) => customer.email),
    rows.map(({ claimed }) => claimed.place),
    texts((row) => row.objectId),
    texts((row) => row.customerId),
    texts((row) => row.externalId),
    texts((row) => row.title),
    texts((row) => row.data),
    texts((row) => row.custom),
    texts(({ claimed }) => claimed.workflow_id),
    texts(({ claimed }) => claimed.run_id),
    rows.map(({ claimed }) => claimed.version),
    texts(({ claimed }) => claimed.event_id),
    rows.map(({ claimed }) => claimed.event_at),
    texts((row) => row.journal),
    rows.map((row) => row.stepCount),
  ];
}
