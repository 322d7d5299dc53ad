import type { Sql } from "@hark/postgres";
import { BREAKER_FAILURES, type Outcome } from "./delivery.ts";

/** A claimed delivery with all it takes to send it. */
export interface ClaimedDelivery {
  readonly org_id: string;
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly event_at: Date;
  readonly attempt_count: number;
  readonly trigger: "scheduled" | "manual";
  readonly fence: number;
  readonly url: string;
  readonly secret: Buffer | null;
  readonly failures: number;
  readonly body: string;
}

/** Organisations with deliveries that are due. A question of its own: a claim names one organisation. */
export async function organisationsWithDue(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.all<{ org_id: string }>(
    "select distinct org_id from webhooks.outbox where due_at <= $1 and (lease_until is null or lease_until < $1)",
    [now],
  );
  return rows.map((row) => row.org_id);
}

// A few of each endpoint, so that one with a long queue leaves room for the others; of one that is switched off, nothing. Of one
// whose breaker is open, a single probe once its pause is over: whoever takes it shuts the door behind itself for as long as the
// probe may be under way, or every round until its answer would send one more.
const CLAIM = `
with probing as (
  update webhooks.endpoints e set open_until = $3
  where e.org_id = $1 and e.enabled and e.failures >= $4 and (e.open_until is null or e.open_until <= $2) and not e.id = any($6::text[])
    and exists (select 1 from webhooks.outbox o where o.org_id = $1 and o.endpoint_id = e.id and o.due_at <= $2
      and (o.lease_until is null or o.lease_until < $2))
  returning e.id
), picked as (
  select o.org_id, o.delivery_id from webhooks.endpoints e
  cross join lateral (
    select org_id, delivery_id from webhooks.outbox
    where org_id = $1 and endpoint_id = e.id and due_at <= $2 and (lease_until is null or lease_until < $2)
    order by due_at limit case when e.failures >= $4 then 1 else $5 end
    for update skip locked
  ) o
  where e.org_id = $1 and e.enabled and not e.id = any($6::text[])
    and ((e.failures < $4 and (e.open_until is null or e.open_until <= $2)) or e.id in (select id from probing))
  limit $7
), leased as (
  update webhooks.outbox o set lease_until = $3, fence = o.fence + 1
  from picked p where o.org_id = $1 and o.delivery_id = p.delivery_id
  returning o.*
)
select l.org_id, l.delivery_id, l.endpoint_id, l.event_at, l.attempt_count, l.trigger, l.fence, e.url, e.secret, e.failures, v.body
from leased l
join webhooks.endpoints e on e.org_id = $1 and e.id = l.endpoint_id
join webhooks.events v on v.org_id = $1 and v.id = l.event_id and v.created_at = l.event_at
order by l.due_at`;

/** How much to claim. */
export interface ClaimLimits {
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly breakerFailures: number;
  readonly perEndpoint: number;
  /** Endpoints that have as much under way as they may. */
  readonly busy: readonly string[];
  readonly total: number;
}

/** Takes due deliveries of one organisation under a lease. */
export function claimDeliveries(sql: Sql, orgId: string, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  return sql.all<ClaimedDelivery>(CLAIM, [
    orgId,
    limits.now,
    limits.leaseUntil,
    limits.breakerFailures,
    limits.perEndpoint,
    limits.busy,
    limits.total,
  ]);
}

/** How an attempt went, ready to be written. */
export interface SettledAttempt {
  readonly claimed: ClaimedDelivery;
  readonly outcome: Outcome;
  readonly state: "pending" | "succeeded" | "failed";
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly response: string;
  readonly durationMs: number;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
}

const SETTLE = `
with settled as (
  select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::int[], $13::timestamptz[], $14::timestamptz[])
    as s(org_id, delivery_id, event_at, fence, number, trigger, outcome, state, status_code, error, response, duration_ms, started_at, due_at)
), held as (
  -- A lease that ran out may be held by another process by now; what a late answer says must not be written over its.
  select s.* from settled s join webhooks.outbox o on o.org_id = s.org_id and o.delivery_id = s.delivery_id and o.fence = s.fence
  for update of o
), attempted as (
  insert into webhooks.attempts (org_id, delivery_id, number, trigger, outcome, status_code, error, response, duration_ms, created_at)
  select org_id, delivery_id, number, trigger, outcome, status_code, error, response, duration_ms, started_at from held
), told as (
  update webhooks.deliveries d set state = h.state, attempt_count = h.number, due_at = h.due_at, last_status = h.status_code,
    last_outcome = h.outcome, last_error = h.error, last_duration_ms = h.duration_ms, last_attempt_at = h.started_at
  from held h where d.org_id = h.org_id and d.id = h.delivery_id and d.created_at = h.event_at
), waiting as (
  update webhooks.outbox o set attempt_count = h.number, trigger = 'scheduled', due_at = h.due_at, lease_until = null
  from held h where o.org_id = h.org_id and o.delivery_id = h.delivery_id and h.state = 'pending'
), gone as (
  delete from webhooks.outbox o using held h where o.org_id = h.org_id and o.delivery_id = h.delivery_id and h.state <> 'pending'
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
  ]);
}

/**
 * Counts one more failure in a row of an endpoint; gives how many that are. Attempts that failed side by side all count until the
 * breaker opens; from then on only a probe does, or one burst that was under way would make the pause as long as a day's outage.
 */
export async function noteFailure(
  sql: Sql,
  orgId: string,
  endpointId: string,
  failure: { readonly now: Date; readonly wasProbe: boolean },
): Promise<number> {
  const row = await sql.maybe<{ failures: number }>(
    `update webhooks.endpoints set failures = failures + case when failures < $5 or $4 then 1 else 0 end,
       failing_since = coalesce(failing_since, $3)
     where org_id = $1 and id = $2 returning failures`,
    [orgId, endpointId, failure.now, failure.wasProbe, BREAKER_FAILURES],
  );
  return row?.failures ?? 0;
}

/** Sends nothing to an endpoint until then. */
export async function openBreaker(sql: Sql, orgId: string, endpointId: string, until: Date): Promise<void> {
  await sql.run(
    `update webhooks.endpoints set open_until = $3
     where org_id = $1 and id = $2 and failures > 0`,
    [orgId, endpointId, until],
  );
}

/** Forgets an endpoint's failures, and makes whatever waits for it due at once: the reason to wait is gone. */
export async function noteRecovery(sql: Sql, orgId: string, endpointId: string, now: Date): Promise<void> {
  await sql.run(
    `with recovered as (
       update webhooks.endpoints set failures = 0, failing_since = null, open_until = null
       where org_id = $1 and id = $2 and failures > 0 returning id
     ), due as (
       update webhooks.outbox o set due_at = $3 from recovered r
       where o.org_id = $1 and o.endpoint_id = r.id and o.due_at > $3 and o.lease_until is null
       returning o.delivery_id
     )
     update webhooks.deliveries d set due_at = $3 from due where d.org_id = $1 and d.id = due.delivery_id`,
    [orgId, endpointId, now],
  );
}

/** When the next delivery can go, which its endpoint's breaker may put off; undefined when none waits. */
export async function nextDue(sql: Sql): Promise<Date | undefined> {
  const row = await sql.maybe<{ due_at: Date | null }>(
    `select min(greatest(n.due_at, e.open_until)) as due_at from webhooks.endpoints e
     cross join lateral (
       select due_at from webhooks.outbox o
       where o.org_id = e.org_id and o.endpoint_id = e.id and o.lease_until is null order by due_at limit 1
     ) n where e.enabled`,
  );
  return row?.due_at ?? undefined;
}

/** Makes the partitions of the coming week and drops those beyond the retention. Harmless to call often. */
export async function maintainPartitions(sql: Sql, now: Date, retentionDays: number): Promise<void> {
  await sql.run("select webhooks.maintain_partitions($1::date, $2)", [
    now.toISOString().slice(0, 10),
    retentionDays,
  ]);
}
