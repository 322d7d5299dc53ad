import type { Sql } from "@hark/postgres";
import type { DeliveryFacts } from "./words.ts";

/** A delivery as it is listed. */
export interface DeliveryRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly kind: "kustomer" | "generic";
  readonly subject_id: string;
  readonly type: string;
  readonly state: "pending" | "succeeded" | "failed" | "canceled";
  readonly attempt_count: number;
  readonly due_at: Date | null;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly last_duration_ms: number | null;
  readonly last_attempt_at: Date | null;
  readonly created_at: Date;
}

/** One attempt of a delivery. */
export interface AttemptRow {
  readonly number: number;
  readonly trigger: "scheduled" | "manual";
  readonly outcome: string;
  readonly status_code: number | null;
  readonly error: string | null;
  readonly response: string | null;
  readonly duration_ms: number;
  readonly created_at: Date;
}

/** The facts that are told in words. */
export const factsOf = (row: DeliveryRow): DeliveryFacts => ({
  state: row.state,
  attemptCount: row.attempt_count,
  dueAt: row.due_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  lastDurationMs: row.last_duration_ms,
  lastAttemptAt: row.last_attempt_at,
});

const SELECT = `select d.id, d.endpoint_id, e.kind, d.subject_id, v.type, d.state, d.attempt_count, d.due_at, d.last_status, d.last_error,
    d.last_duration_ms, d.last_attempt_at, d.created_at
  from webhooks.deliveries d
  join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  join webhooks.events v on v.org_id = d.org_id and v.id = d.event_id and v.created_at = d.created_at`;

/** What to list. */
export interface DeliveryFilter {
  readonly storeId: string;
  readonly state?: DeliveryRow["state"] | undefined;
  readonly subjectId?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A page of a store's deliveries, newest first. */
export function listDeliveries(sql: Sql, orgId: string, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  return sql.all<DeliveryRow>(
    `${SELECT} where d.org_id = $1 and e.store_id = $2 and ($3::text is null or d.state = $3) and ($4::text is null or d.subject_id = $4)
     order by d.created_at desc, d.id desc limit $5 offset $6`,
    [orgId, filter.storeId, filter.state ?? null, filter.subjectId ?? null, filter.limit, filter.offset],
  );
}

/** How many a list has in all. */
export async function countDeliveries(
  sql: Sql,
  orgId: string,
  filter: Omit<DeliveryFilter, "limit" | "offset">,
): Promise<number> {
  const row = await sql.one<{ count: number }>(
    `select count(*) from webhooks.deliveries d join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
     where d.org_id = $1 and e.store_id = $2 and ($3::text is null or d.state = $3) and ($4::text is null or d.subject_id = $4)`,
    [orgId, filter.storeId, filter.state ?? null, filter.subjectId ?? null],
  );
  return row.count;
}

/** How many deliveries of a store since an instant are in each state. */
export async function countByState(
  sql: Sql,
  orgId: string,
  storeId: string,
  since: Date,
): Promise<Readonly<Record<DeliveryRow["state"], number>>> {
  const rows = await sql.all<{ state: DeliveryRow["state"]; count: number }>(
    `select d.state, count(*) from webhooks.deliveries d
     join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
     where d.org_id = $1 and e.store_id = $2 and d.created_at >= $3 group by d.state`,
    [orgId, storeId, since],
  );
  const counts = { pending: 0, succeeded: 0, failed: 0, canceled: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/**
 * SQL that is true for a record with a delivery in one of several states, to be put into a larger question: `orgId` and `subjectId` are
 * columns, `states` is a bound text[]. So that only this package knows its tables.
 */
export const hasDeliveryIn = (orgId: string, subjectId: string, states: string): string =>
  `exists (select 1 from webhooks.deliveries d
     where d.org_id = ${orgId} and d.subject_id = ${subjectId} and d.state = any(${states}))`;

/** The deliveries of several records, such as the reviews of a list. */
export function deliveriesOfSubjects(
  sql: Sql,
  orgId: string,
  subjectIds: readonly string[],
): Promise<DeliveryRow[]> {
  return sql.all<DeliveryRow>(
    `${SELECT} where d.org_id = $1 and d.subject_id = any($2) order by d.created_at desc, d.id desc`,
    [orgId, subjectIds],
  );
}

/** One delivery with what was sent, or undefined. */
export function findDelivery(
  sql: Sql,
  orgId: string,
  id: string,
): Promise<(DeliveryRow & { body: string; url: string; event_id: string }) | undefined> {
  return sql.maybe<DeliveryRow & { body: string; url: string; event_id: string }>(
    `${SELECT.replace("select ", "select v.body, e.url, d.event_id, ")} where d.org_id = $1 and d.id = $2`,
    [orgId, id],
  );
}

/** The attempts of a delivery, the first one first. */
export function attemptsOf(sql: Sql, orgId: string, deliveryId: string): Promise<AttemptRow[]> {
  return sql.all<AttemptRow>(
    `select number, trigger, outcome, status_code, error, response, duration_ms, created_at from webhooks.attempts
     where org_id = $1 and delivery_id = $2 order by number`,
    [orgId, deliveryId],
  );
}

/** Asks for one more attempt now: the same delivery under the same id. False when there is no such delivery. */
export async function resend(sql: Sql, orgId: string, id: string, now: Date): Promise<boolean> {
  const count = await sql.run(
    `with d as (
       update webhooks.deliveries set state = 'pending', due_at = $3 where org_id = $1 and id = $2 returning *
     )
     insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, attempt_count, trigger, due_at)
     select org_id, id, endpoint_id, event_id, created_at, attempt_count, 'manual', $3 from d
     on conflict (org_id, delivery_id) do update set due_at = excluded.due_at, trigger = 'manual'`,
    [orgId, id, now],
  );
  return count > 0;
}

/** How an endpoint did lately. */
export interface Health {
  readonly total: number;
  readonly succeeded: number;
  readonly median_ms: number | null;
  /** Attempts and failures per hour, the oldest first. */
  readonly hours: { readonly hour: string; readonly total: number; readonly failed: number }[];
}

/** The last 24 hours of an endpoint. */
export function healthOf(sql: Sql, orgId: string, endpointId: string, now: Date): Promise<Health> {
  return sql.one<Health>(
    `with recent as (
       select a.* from webhooks.attempts a join webhooks.deliveries d on d.org_id = a.org_id and d.id = a.delivery_id
       where a.org_id = $1 and d.endpoint_id = $2 and a.created_at > $3::timestamptz - interval '24 hours'
     ), hourly as (
       select date_trunc('hour', created_at) as hour, count(*)::int as total, count(*) filter (where outcome <> 'delivered')::int as failed
       from recent group by 1
     )
     select count(*) as total, count(*) filter (where outcome = 'delivered') as succeeded,
       percentile_cont(0.5) within group (order by duration_ms) filter (where outcome = 'delivered') as median_ms,
       (select json_agg(json_build_object('hour', g, 'total', coalesce(h.total, 0), 'failed', coalesce(h.failed, 0)) order by g)
        from generate_series(date_trunc('hour', $3::timestamptz) - interval '23 hours', date_trunc('hour', $3::timestamptz), interval '1 hour') g
        left join hourly h on h.hour = g) as hours
     from recent`,
    [orgId, endpointId, now],
  );
}
