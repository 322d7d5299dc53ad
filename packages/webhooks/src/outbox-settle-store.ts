import type { Sql } from "@hark/postgres";
import type { DeadReason, Outcome } from "./delivery.ts";
import type { ClaimedDelivery } from "./outbox-store.ts";

/** How an attempt went, ready to be written. */
export interface SettledAttempt {
  readonly claimed: ClaimedDelivery;
  readonly outcome: Outcome;
  readonly state: "pending" | "succeeded" | "failed";
  /** Why it is a dead letter; null of one that is not. */
  readonly reason: DeadReason | null;
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly response: string;
  readonly durationMs: number;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
}

// The queue's rows are found once, all together, and then written by their place in the table: each lookup by key is a walk over the whole
// queue when the planner believes it to be empty (464 ms for a batch, measured after an analysis that met it so). Lists and not one document:
// of a list the planner knows the length, of a document it guesses a hundred rows and reads all deliveries there are (20 ms and more).
const SETTLE = `
with settled as (
  select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::int[], $13::timestamptz[], $14::timestamptz[], $15::text[], $16::text[])
    as s(org_id, delivery_id, event_at, fence, number, trigger, outcome, state, status_code, error, response, duration_ms, started_at, due_at, endpoint_id, reason)
), queued as materialized (
  select o.ctid as place, o.org_id, o.delivery_id, o.fence from webhooks.outbox o
  where o.org_id = any($1::text[]) and o.delivery_id = any($2::text[])
  for update
), held as (
  -- A lease that ran out may be held by another process by now; what a late answer says must not be written over its.
  select s.*, q.place from settled s join queued q using (org_id, delivery_id, fence)
), attempted as (
  insert into webhooks.attempts (org_id, delivery_id, number, trigger, outcome, status_code, error, response, duration_ms, created_at, endpoint_id)
  select org_id, delivery_id, number, trigger, outcome, status_code, error, response, duration_ms, started_at, endpoint_id from held
), told as (
  update webhooks.deliveries d set state = h.state, attempt_count = h.number, due_at = h.due_at, last_status = h.status_code,
    last_outcome = h.outcome, last_error = h.error, last_duration_ms = h.duration_ms, last_attempt_at = h.started_at, reason = h.reason
  from held h where d.org_id = h.org_id and d.id = h.delivery_id and d.created_at = h.event_at
), waiting as (
  update webhooks.outbox o set attempt_count = h.number, trigger = 'scheduled', due_at = h.due_at, lease_until = null
  from held h where o.ctid = h.place and o.org_id = h.org_id and h.state = 'pending'
), gone as (
  delete from webhooks.outbox o using held h where o.ctid = h.place and o.org_id = h.org_id and h.state <> 'pending'
)
select org_id, delivery_id from held`;

/** Writes attempts and what they mean for their deliveries, in one statement; late answers are dropped. */
export async function settleAttempts(sql: Sql, settled: readonly SettledAttempt[]): Promise<void> {
  const column = <Value>(read: (entry: SettledAttempt) => Value): Value[] => settled.map(read);
  await sql.prepared("webhooks.settle", SETTLE, [
    column(({ claimed }) => claimed.org_id),
    column(({ claimed }) => claimed.delivery_id),
    column(({ claimed }) => claimed.event_at),
    column(({ claimed }) => claimed.fence),
    column(({ claimed }) => claimed.attempt_count + 1),
    column(({ claimed }) => claimed.trigger),
    column((entry) => entry.outcome),
    column((entry) => entry.state),
    column((entry) => entry.statusCode),
    column((entry) => entry.error),
    column((entry) => entry.response),
    column((entry) => entry.durationMs),
    column((entry) => entry.startedAt),
    column((entry) => entry.dueAt),
    column(({ claimed }) => claimed.endpoint_id),
    column((entry) => entry.reason),
  ]);
}
