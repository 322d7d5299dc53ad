import type { Sql } from "@hark/postgres";
import { type ClaimedRow, firstRows, readClaimed } from "./claimed-row.ts";
import type { QueuedRun } from "./queue.ts";

/**
 * The steps of a recursive `hop` from one organisation with such rows to the next, along an index: `select distinct` would read a flooded
 * queue from end to end in every round.
 */
export const hopOver = (rows: string): string => `
  (select org_id from workflow.queue where ${rows} order by org_id limit 1)
  union all
  select (select org_id from workflow.queue where ${rows} and org_id > hop.org_id order by org_id limit 1)
  from hop where hop.org_id is not null`;

const UNORDERED = "due_at is null and order_key is null";
const WAITING = "due_at is not null and not calling";
const HAS_DUE = `(select min(due_at) from workflow.queue where ${WAITING}) <= $1`;
const ORGANISATIONS = `
select org_id from (with recursive hop as (${hopOver(UNORDERED)}) select org_id from hop) unordered where org_id is not null
union
select org_id from (with recursive hop as (${hopOver("order_key is not null")}) select org_id from hop) ordered where org_id is not null
union
select null where ${HAS_DUE}`;

/**
 * Organisations with runs that are ready, or that have an order key and may be. Runs whose time has come are made ready before. A
 * question of its own: a claim names one organisation.
 */
export async function organisationsWithWork(sql: Sql, now: Date): Promise<string[]> {
  const ask = (): Promise<{ org_id: string | null }[]> =>
    sql.prepared<{ org_id: string | null }>("workflow.organisations", ORGANISATIONS, [now]);
  let rows = await ask();
  if (rows.some((row) => row.org_id === null)) {
    await sql.prepared("workflow.wake", WAKE, [now]);
    rows = await ask();
  }
  return rows.flatMap((row) => row.org_id ?? []);
}

// The earliest first: it is one look into an index, where the planner would rather read a whole queue for nothing, round after round.
// So many at a time, so that a day's worth of runs that fall due together holds nobody up. Runs that wait for an answer from outside
// are the callers' matter.
const WAKE = `
update workflow.queue q set due_at = null, waiting_for = null
from (
  select ctid as place, org_id from workflow.queue
  where ${HAS_DUE} and due_at <= $1 and ${WAITING}
  order by due_at limit 2000 for update skip locked
) due
where q.ctid = due.place and q.org_id = due.org_id`;

const COLUMNS =
  "seq, run_id, workflow_id, version, event_id, event_at, depth, attempt, replay_of, resume, resume_bytes, data";

// What started a run is looked up run by run: joined as a whole, the planner may read all events there are.
const WITH_DATA = `
left join lateral (
  select e.data from workflow.events e
  where p.data is null and e.org_id = $1 and e.id = p.event_id and e.created_at = p.event_at limit 1
) e on true`;
const FACTS = "seq, place, run_id, workflow_id, version, event_id, event_at, depth, attempt, replay_of";
const PICKED = FACTS.replaceAll(/\w+/g, "p.$&");
const DATA = "coalesce(p.data, e.data)";

/**
 * Bytes of one claim's documents, as they are stored: three times as many characters, mostly. Fewer of the largest are taken then, of ordinary
 * ones as many as were asked for. What started a run is not read for it: its size in the table is known.
 */
const MOST_BYTES = 1_000_000;

/** Order keys that one claim looks at. */
const KEYS = 1_000;

// Of the runs of one order key only the first may go, and only when it does not wait itself; the next is claimed once that one has ended.
const CLAIM = `
with recursive keys as (
  (select order_key, 1 as n from workflow.queue where org_id = $1 and order_key > $3 order by order_key limit 1)
  union all
  select (select order_key from workflow.queue where org_id = $1 and order_key > keys.order_key order by order_key limit 1), n + 1
  from keys where keys.order_key is not null and n < ${KEYS}
), heads as (
  select first.place from keys cross join lateral (
    select q.ctid as place, q.due_at from workflow.queue q where q.org_id = $1 and q.order_key = keys.order_key order by q.seq limit 1
  ) first where first.due_at is null
), ordered as (
  select q.ctid::text as place, ${COLUMNS.replaceAll(/\w+/g, "q.$&")}
  from heads join workflow.queue q on q.ctid = heads.place and q.org_id = $1 and q.due_at is null
  limit $2 for update of q skip locked
), unordered as (
  select ctid::text as place, ${COLUMNS} from workflow.queue
  where org_id = $1 and ${UNORDERED} and seq > $4 order by seq limit $2 for update skip locked
), picked as (
  select * from (select * from ordered union all select * from unordered) ready order by seq limit $2
)
select next_key, found::int, ${FACTS}, resume::text, data::text from (
  select last.next_key, ${PICKED}, p.resume, ${DATA} as data, count(p.seq) over () as found, row_number() over in_order as n,
    sum(coalesce(p.resume_bytes, 0) + coalesce(pg_column_size(${DATA}), 0)) over in_order as bytes
  from (select (select order_key from keys where n = ${KEYS}) as next_key) last
  left join picked p on true ${WITH_DATA}
  window in_order as (order by p.seq)
) sized
where n = 1 or bytes <= ${MOST_BYTES}
order by seq`;

/** Runs that were taken, and the order key behind which there may be more; null when all keys were looked at. */
export interface Claim {
  readonly runs: QueuedRun[];
  /** Whether fewer are ready than were asked for. When they are very large, not all are taken. */
  readonly isAll: boolean;
  readonly nextKey: string | null;
}

/** Where a claim begins. */
export interface ClaimStart {
  /** The order key behind which order keys are looked at; "" for all. */
  readonly afterKey: string;
  /** The number behind which runs without one are looked at; 0 for all. */
  readonly afterSeq: number;
}

/**
 * Takes up to `limit` ready runs of one organisation in the order they arrived, until the transaction ends. Order keys are looked at
 * from the one behind `afterKey` on, some at a time: whoever claims again goes on where the last claim stopped.
 */
export async function claimRuns(
  tx: Sql,
  orgId: string,
  limit: number,
  { afterKey, afterSeq }: ClaimStart,
): Promise<Claim> {
  const rows = await tx.prepared<ClaimedRow & { readonly next_key: string | null; readonly found: number }>(
    "workflow.claim",
    CLAIM,
    [orgId, limit, afterKey, afterSeq],
  );
  const runs = await readClaimed(firstRows(rows.filter((row) => row.seq !== null)));
  return { runs, isAll: (rows[0]?.found ?? 0) < limit, nextKey: rows[0]?.next_key ?? null };
}

const CLAIM_ONE = `
with picked as (
  select q.ctid::text as place, q.* from workflow.queue q where org_id = $1 and seq = $2 and due_at is null
    and (order_key is null or not exists (
      select 1 from workflow.queue earlier where earlier.org_id = $1 and earlier.order_key = q.order_key and earlier.seq < q.seq))
  for update skip locked
)
select ${PICKED}, p.resume::text as resume, ${DATA}::text as data from picked p ${WITH_DATA}`;

/** Takes one run by its number, if it may still go. */
export async function claimRun(tx: Sql, orgId: string, seq: number): Promise<QueuedRun | undefined> {
  const [run] = await readClaimed(await tx.all<ClaimedRow>(CLAIM_ONE, [orgId, seq]));
  return run;
}
