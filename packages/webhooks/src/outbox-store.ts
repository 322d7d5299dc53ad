import type { Sql } from "@hark/postgres";

/** A claimed delivery with all it takes to send it. */
export interface ClaimedDelivery {
  readonly org_id: string;
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly event_at: Date;
  readonly attempt_count: number;
  /** Of these, how many were made before somebody brought it back: the schedule counts from there. */
  readonly tried_before: number;
  readonly trigger: "scheduled" | "manual";
  readonly fence: number;
  readonly kind: "kustomer" | "generic";
  readonly url: string;
  readonly secret: Buffer | null;
  /** Sealed JSON of custom headers. */
  readonly headers: Buffer | null;
  /** Sealed, in base64; the newest first. */
  readonly signing_keys: readonly string[];
  readonly retry_delays_ms: readonly number[] | null;
  readonly failures: number;
  /** Calls its endpoint takes at once. */
  readonly concurrency: number;
  /** Whether another delivery may wait for this one to be done. */
  readonly ordered: boolean;
  readonly type: string;
  readonly body: string;
}

// A delivery with a key goes only when no earlier one of its endpoint and key is left, wherever that one is: waiting, under way in
// another process, or put off. The row's being there is the lock, so order rests on the table alone.
const FIRST_OF_KEY = `(o.order_key is null or not exists (
    select 1 from webhooks.outbox b
    where b.org_id = o.org_id and b.endpoint_id = o.endpoint_id and b.order_key = o.order_key and b.position < o.position))`;

/** Organisations with deliveries that can go. A question of its own: a claim names one organisation. */
export async function organisationsWithDue(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.prepared<{ org_id: string }>(
    "webhooks.due",
    `select distinct e.org_id from webhooks.endpoints e
     where e.enabled and not e.paused and (e.open_until is null or e.open_until <= $1) and (e.rate_at is null or e.rate_at <= $1)
       and exists (${someDue("e.org_id", "$1", 0)} union all ${someDue("e.org_id", "$1", 1)})`,
    [now],
  );
  return rows.map((row) => row.org_id);
}

/** SQL for whether something can be taken for the endpoint `e`, by priority: each is a range of one index. */
const someDue = (orgId: string, now: string, priority: 0 | 1): string =>
  `select 1 from webhooks.outbox o where o.org_id = ${orgId} and o.endpoint_id = e.id and o.priority = ${priority}
    and o.due_at <= ${now} and (o.lease_until is null or o.lease_until < ${now}) and ${FIRST_OF_KEY}`;

const takable = (priority: 0 | 1): string => `select * from (
      select o.ctid as place, o.endpoint_id from webhooks.outbox o
      where o.org_id = $1 and o.endpoint_id = r.id and o.priority = ${priority} and o.due_at <= $2 and (o.lease_until is null or o.lease_until < $2)
        and ${FIRST_OF_KEY}
      order by o.due_at, o.position limit r.room
      for update of o skip locked
    ) p${priority}`;

// A few of each endpoint, so that one with a long queue leaves room for the others; of one that is switched off or paused, nothing.
// Of one whose breaker is open, a single probe once its pause is over: whoever takes it shuts the door behind itself for as long as
// the probe may be under way, or every round until its answer would send one more. An endpoint with a rate is held while its share
// is taken: a twentieth of a second's worth at a time, and so far apart that no second sees more than the rate.
//
// Rows that are locked are written by their place in the table. By their keys it would take the planner's statistics to find them well,
// and those of a queue are as often wrong as not: analysed while it is empty, it was walked once for each row (83 ms for 128).
const CLAIM = `
with probing as (
  update webhooks.endpoints e set open_until = $3
  where e.org_id = $1 and e.enabled and not e.paused and e.failures >= $4 and (e.open_until is null or e.open_until <= $2)
    and not e.id = any($6::text[])
    and exists (${someDue("$1", "$2", 0)} union all ${someDue("$1", "$2", 1)})
  returning e.id
), rated as (
  select e.id from webhooks.endpoints e
  where e.org_id = $1 and e.enabled and not e.paused and e.failures < $4 and e.rate_per_second is not null
    and (e.rate_at is null or e.rate_at <= $2)
    and exists (${someDue("$1", "$2", 0)} union all ${someDue("$1", "$2", 1)})
  for update of e skip locked
), ready as (
  select e.id, case when e.failures >= $4 then 1 else
    least(e.concurrency, $5) - coalesce(u.count, 0) end as room, e.rate_per_second
  from webhooks.endpoints e left join unnest($6::text[], $8::int[]) as u(id, count) on u.id = e.id
  where e.org_id = $1 and e.enabled and not e.paused and least(e.concurrency, $5) > coalesce(u.count, 0)
    and ((e.failures < $4 and (e.open_until is null or e.open_until <= $2)
        and ((e.rate_per_second is null and (e.rate_at is null or e.rate_at <= $2)) or e.id in (select id from rated)))
      or e.id in (select id from probing))
), picked as (
  select t.* from (
    select id, case when rate_per_second is null then room else least(room, greatest(1, rate_per_second / 20)) end as room from ready
  ) r cross join lateral (
    ${takable(0)}
    union all
    ${takable(1)}
    limit r.room
  ) t
  limit $7
), metered as (
  update webhooks.endpoints e
  set rate_at = $2::timestamptz + p.count * interval '1 second' / (e.rate_per_second - greatest(1, e.rate_per_second / 20) + 1)
  from (select endpoint_id, count(*) from picked group by 1) p
  where e.org_id = $1 and e.id = p.endpoint_id and e.id in (select id from rated)
), leased as (
  update webhooks.outbox o set lease_until = $3, fence = o.fence + 1
  from picked p where o.org_id = $1 and o.ctid = p.place
  returning o.*
)
select l.org_id, l.delivery_id, l.endpoint_id, l.event_at, l.attempt_count, l.tried_before, l.trigger, l.fence, e.kind, e.url, e.secret, e.headers,
  case when e.kind = 'generic' then array(
    select encode(k.secret, 'base64') from webhooks.signing_keys k
    where k.org_id = $1 and k.endpoint_id = e.id and (k.expires_at is null or k.expires_at > $2) order by k.created_at desc, k.id desc
  ) else '{}'::text[] end as signing_keys,
  e.retry_delays_ms::float8[] as retry_delays_ms, e.failures, e.concurrency, l.order_key is not null as ordered, v.type, v.body
from leased l
join webhooks.endpoints e on e.org_id = $1 and e.id = l.endpoint_id
join webhooks.events v on v.org_id = $1 and v.id = l.event_id and v.created_at = l.event_at
order by l.priority, l.due_at, l.position`;

/** How much to claim. */
export interface ClaimLimits {
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly breakerFailures: number;
  /** At once to one endpoint, even when it asks for more. */
  readonly perEndpoint: number;
  /** How many are under way per endpoint. */
  readonly underWay: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Takes due deliveries of one organisation under a lease. */
export function claimDeliveries(sql: Sql, orgId: string, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  return sql.prepared<ClaimedDelivery>("webhooks.claim", CLAIM, [
    orgId,
    limits.now,
    limits.leaseUntil,
    limits.breakerFailures,
    limits.perEndpoint,
    [...limits.underWay.keys()],
    limits.total,
    [...limits.underWay.values()],
  ]);
}

/** When the next delivery can go, which its endpoint's breaker or rate may put off; undefined when none waits. */
export async function nextDue(sql: Sql): Promise<Date | undefined> {
  const [row] = await sql.prepared<{ due_at: Date | null }>(
    "webhooks.next-due",
    `select min(greatest(n.due_at, e.open_until, e.rate_at)) as due_at from webhooks.endpoints e
     cross join (values (0::smallint), (1::smallint)) p (priority)
     cross join lateral (
       select due_at from webhooks.outbox o
       where o.org_id = e.org_id and o.endpoint_id = e.id and o.priority = p.priority and o.lease_until is null
       order by due_at, position limit 1
     ) n where e.enabled and not e.paused`,
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
