import type { Sql } from "@hark/postgres";
import { type DeadReason, MAX_ATTEMPTS } from "./delivery.ts";
import type { StoppedReason } from "./endpoint-store.ts";
import type { DeliveryFacts } from "./words.ts";

/** A delivery as it is listed. */
export interface DeliveryRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly kind: "kustomer" | "generic";
  /** The endpoint's, which may be empty. */
  readonly description: string;
  readonly url: string;
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
  /** Why it is a dead letter or canceled; null of one that is neither. */
  readonly reason: DeadReason | "canceled" | null;
  /** The replay that brought it back last. */
  readonly replay_id: string | null;
  /** Deliveries of an endpoint with the same key go one after the other. */
  readonly order_key: string | null;
  /** Attempts it has in all. */
  readonly max_attempts: number;
  /** What keeps it back now: its endpoint is off or paused, and why. */
  readonly endpoint_enabled: boolean;
  readonly endpoint_paused: boolean;
  readonly stopped_reason: StoppedReason | null;
  /** It waits for an earlier one with its key. */
  readonly is_behind: boolean;
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
  reason: row.reason,
  maxAttempts: row.max_attempts,
  heldBy: heldBy(row),
});

function heldBy(row: DeliveryRow): DeliveryFacts["heldBy"] {
  if (!row.endpoint_enabled) return row.stopped_reason ?? "off";
  if (row.endpoint_paused) return row.stopped_reason ?? "paused";
  return row.is_behind ? "earlier" : undefined;
}

const SELECT = `select d.id, d.endpoint_id, e.kind, e.description, e.url, d.subject_id, v.type, d.state, d.attempt_count, d.due_at,
    d.last_status, d.last_error, d.last_duration_ms, d.last_attempt_at, d.created_at, d.reason, d.replay_id, d.order_key,
    coalesce(cardinality(e.retry_delays_ms) + 1, ${MAX_ATTEMPTS}) as max_attempts,
    e.enabled as endpoint_enabled, e.paused as endpoint_paused, e.stopped_reason,
    d.state = 'pending' and d.order_key is not null and exists (
      select 1 from webhooks.outbox o join webhooks.outbox b on b.org_id = o.org_id and b.endpoint_id = o.endpoint_id
        and b.order_key = o.order_key and b.position < o.position
      where o.org_id = d.org_id and o.delivery_id = d.id) as is_behind
  from webhooks.deliveries d
  join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  join webhooks.events v on v.org_id = d.org_id and v.id = d.event_id and v.created_at = d.created_at`;

/** What to list; conditions that are not named hold for all. */
export interface DeliveryFilter {
  readonly storeId: string;
  readonly state?: DeliveryRow["state"] | undefined;
  readonly states?: readonly DeliveryRow["state"][] | undefined;
  readonly subjectId?: string | undefined;
  readonly subjectIds?: readonly string[] | undefined;
  readonly endpointId?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Made at this instant or later, and before `until`. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Of the last answer. */
  readonly statusCode?: number | undefined;
  readonly replayId?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

const FITTING = `d.org_id = $1 and e.store_id = $2 and ($3::text[] is null or d.state = any($3)) and ($4::text[] is null or d.subject_id = any($4))
  and ($5::text is null or d.endpoint_id = $5) and ($6::text[] is null or v.type = any($6))
  and ($7::timestamptz is null or d.created_at >= $7) and ($8::timestamptz is null or d.created_at < $8)
  and ($9::int is null or d.last_status = $9) and ($10::text is null or d.replay_id = $10)`;

const fittingParams = (orgId: string, filter: Omit<DeliveryFilter, "limit" | "offset">): unknown[] => [
  orgId,
  filter.storeId,
  filter.states ?? (filter.state === undefined ? null : [filter.state]),
  filter.subjectIds ?? (filter.subjectId === undefined ? null : [filter.subjectId]),
  filter.endpointId ?? null,
  filter.types ?? null,
  filter.since ?? null,
  filter.until ?? null,
  filter.statusCode ?? null,
  filter.replayId ?? null,
];

/** A page of a store's deliveries, newest first. */
export function listDeliveries(sql: Sql, orgId: string, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  return sql.all<DeliveryRow>(
    `${SELECT} where ${FITTING} order by d.created_at desc, d.id desc limit $11 offset $12`,
    [...fittingParams(orgId, filter), filter.limit, filter.offset],
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
     join webhooks.events v on v.org_id = d.org_id and v.id = d.event_id and v.created_at = d.created_at where ${FITTING}`,
    fittingParams(orgId, filter),
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

/** One delivery with its event's body as it was published (a generic endpoint is sent it in `envelopeOf`), or undefined. */
export function findDelivery(
  sql: Sql,
  orgId: string,
  id: string,
): Promise<(DeliveryRow & { body: string; event_id: string }) | undefined> {
  return sql.maybe<DeliveryRow & { body: string; event_id: string }>(
    `${SELECT.replace("select ", "select v.body, d.event_id, ")} where d.org_id = $1 and d.id = $2`,
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

/**
 * Sends once more, now, and tries again by the whole schedule if that fails: the same delivery under the same id, behind whatever
 * waits with its key. False when there is no such delivery, its endpoint was deleted or its event erased.
 */
export async function resend(sql: Sql, orgId: string, id: string, now: Date): Promise<boolean> {
  const count = await sql.run(
    `with d as (
       update webhooks.deliveries d set state = 'pending', due_at = $3, reason = null from webhooks.endpoints e
       where d.org_id = $1 and d.id = $2 and e.org_id = $1 and e.id = d.endpoint_id and e.deleted_at is null
         and exists (select 1 from webhooks.events v
           where v.org_id = d.org_id and v.id = d.event_id and v.created_at = d.created_at and v.body <> '')
       returning d.*
     )
     insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, attempt_count, tried_before, trigger, due_at, order_key)
     select org_id, id, endpoint_id, event_id, created_at, attempt_count, attempt_count, 'manual', $3, order_key from d
     on conflict (org_id, delivery_id) do update set due_at = excluded.due_at, trigger = 'manual', priority = 0`,
    [orgId, id, now],
  );
  return count > 0;
}

/** `under way`: an attempt is out, which cannot be called back. `not waiting`: there is none, or it has ended. */
export type Cancelation = "canceled" | "under way" | "not waiting";

/** Takes back a delivery that waits; the next one with its key may go. */
export async function cancelDelivery(sql: Sql, orgId: string, id: string, now: Date): Promise<Cancelation> {
  const row = await sql.one<{ canceled: number; held: number }>(
    `with gone as (
       delete from webhooks.outbox where org_id = $1 and delivery_id = $2 and (lease_until is null or lease_until < $3)
       returning delivery_id, event_at
     ), told as (
       update webhooks.deliveries d set state = 'canceled', reason = 'canceled', due_at = null
       from gone g where d.org_id = $1 and d.id = g.delivery_id and d.created_at = g.event_at
     )
     select (select count(*) from gone) as canceled,
       (select count(*) from webhooks.outbox where org_id = $1 and delivery_id = $2) as held`,
    [orgId, id, now],
  );
  if (row.canceled > 0) return "canceled";
  return row.held > 0 ? "under way" : "not waiting";
}
