import type { Sql } from "@hark/postgres";
import { hopOver } from "./claim.ts";
import { type ClaimedRow, readClaimed } from "./claimed-row.ts";
import type { QueuedRun, Resume } from "./queue.ts";

/** A run that waits for an answer from outside, taken under a lease. */
export interface CallingRun extends QueuedRun {
  readonly resume: Resume;
  /** How often the call failed before. A process that died in the middle of it is no failure of the call. */
  readonly call_attempt: number;
  readonly fence: number;
}

const ORGANISATIONS = `
with recursive hop as (${hopOver("calling")})
select org_id from hop where org_id is not null and exists (
  select 1 from workflow.queue q where q.org_id = hop.org_id and q.calling and q.due_at <= $1 and (q.lease_until is null or q.lease_until < $1))`;

/** Organisations with calls that are due; see `organisationsWithWork`. */
export async function organisationsWithCalls(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.prepared<{ org_id: string }>("workflow.calling", ORGANISATIONS, [now]);
  return rows.map((row) => row.org_id);
}

/** Bytes of what the runs of one claim hold, as JSON. Of very large ones fewer are taken. */
const MOST_BYTES = 2_000_000;

const CLAIM = `
with picked as (
  select org_id, seq, due_at, resume_bytes from workflow.queue
  where org_id = $1 and calling and due_at <= $2 and (lease_until is null or lease_until < $2)
  order by due_at limit $4 for update skip locked
), sized as (
  select seq, row_number() over in_order as n, sum(coalesce(resume_bytes, 0)) over in_order as bytes
  from picked window in_order as (order by due_at, seq)
), leased as (
  update workflow.queue q set lease_until = $3, fence = q.fence + 1
  from sized s where q.org_id = $1 and q.seq = s.seq and (s.n = 1 or s.bytes <= ${MOST_BYTES}) returning q.*
)
select l.seq, '' as place, l.run_id, l.workflow_id, l.version, l.event_id, l.event_at, l.depth, l.attempt, l.replay_of, l.call_attempt, l.fence,
  l.resume::text as resume, null as data
from leased l order by l.seq`;

/** Takes due calls of one organisation under a lease: at least one, when any is due. */
export async function claimCalls(
  sql: Sql,
  orgId: string,
  limits: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<CallingRun[]> {
  const rows = await sql.prepared<ClaimedRow & Pick<CallingRun, "call_attempt" | "fence">>(
    "workflow.claim-calls",
    CLAIM,
    [orgId, limits.now, limits.leaseUntil, limits.limit],
  );
  // What calls was put down, always with what it goes on with.
  return (await readClaimed(rows)) as CallingRun[];
}

/** Writes an answer down (`resume` is the JSON of a {@link Resume}) and makes the run ready. False when another holder's lease began in between: this answer is then too late. */
export async function settleCall(
  sql: Sql,
  orgId: string,
  call: Pick<CallingRun, "seq" | "fence">,
  resume: string,
): Promise<boolean> {
  const count = await sql.run(
    `update workflow.queue set calling = false, due_at = null, waiting_for = null, lease_until = null, resume = $4::text::json,
       resume_bytes = octet_length($4::text)
     where org_id = $1 and seq = $2 and fence = $3 and calling`,
    [orgId, call.seq, call.fence, resume],
  );
  return count > 0;
}

/** Puts a call off after a network fault, and counts that. */
export async function postponeCall(
  sql: Sql,
  orgId: string,
  call: Pick<CallingRun, "seq" | "fence">,
  dueAt: Date,
  waitingFor: string,
): Promise<void> {
  await sql.run(
    `update workflow.queue set due_at = $4, waiting_for = $5, lease_until = null, call_attempt = call_attempt + 1
     where org_id = $1 and seq = $2 and fence = $3 and calling`,
    [orgId, call.seq, call.fence, dueAt, waitingFor],
  );
}
