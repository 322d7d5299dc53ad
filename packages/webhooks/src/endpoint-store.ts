import type { Sql } from "@hark/postgres";
import type { ContentFilter } from "./content-filter.ts";

/** Why an endpoint was stopped without anybody's doing. */
export type StoppedReason = "gone" | "receiver" | "failing";
/** Whose deliveries wait for each other: nobody's, those about one record, those of one reviewer. */
export type OrderBy = "none" | "subject" | "reviewer";

/** A receiver as it is stored. */
export interface EndpointRow {
  readonly org_id: string;
  readonly id: string;
  readonly store_id: string;
  readonly kind: "kustomer" | "generic";
  readonly url: string;
  readonly description: string;
  /** Switched off, nothing is published to it and nothing is sent. */
  readonly enabled: boolean;
  /** Deliveries pile up and are not sent. */
  readonly paused: boolean;
  readonly stopped_reason: StoppedReason | null;
  readonly stopped_at: Date | null;
  readonly secret: Buffer | null;
  readonly secret_chars: string | null;
  /** Types of events it takes; null takes all. */
  readonly types: readonly string[] | null;
  readonly filter: ContentFilter | null;
  /** Sealed JSON of its custom headers. */
  readonly headers: Buffer | null;
  readonly header_names: readonly string[];
  readonly order_by: OrderBy;
  readonly rate_per_second: number | null;
  /** Deliveries under way at once, per process. */
  readonly concurrency: number;
  /** Waits before each retry in milliseconds; null means those of everybody. */
  readonly retry_delays_ms: readonly number[] | null;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly open_until: Date | null;
  readonly saved_at: Date;
  readonly created_at: Date;
}

const COLUMNS = `org_id, id, store_id, kind, url, description, enabled, paused, stopped_reason, stopped_at, secret, secret_chars, types, filter,
  headers, header_names, order_by, rate_per_second, concurrency, retry_delays_ms::float8[] as retry_delays_ms, failures, failing_since,
  open_until, saved_at, created_at`;

/** The endpoints of a store, the oldest first. */
export function listEndpoints(sql: Sql, orgId: string, storeId: string): Promise<EndpointRow[]> {
  return sql.all<EndpointRow>(
    `select ${COLUMNS} from webhooks.endpoints where org_id = $1 and store_id = $2 and deleted_at is null order by created_at, id`,
    [orgId, storeId],
  );
}

/** One endpoint, or undefined. */
export function findEndpoint(sql: Sql, orgId: string, id: string): Promise<EndpointRow | undefined> {
  return sql.maybe<EndpointRow>(
    `select ${COLUMNS} from webhooks.endpoints where org_id = $1 and id = $2 and deleted_at is null`,
    [orgId, id],
  );
}

/** The Kustomer endpoint of a store, or undefined while none was saved. */
export function findKustomerEndpoint(
  sql: Sql,
  orgId: string,
  storeId: string,
): Promise<EndpointRow | undefined> {
  return sql.maybe<EndpointRow>(
    `select ${COLUMNS} from webhooks.endpoints
     where org_id = $1 and store_id = $2 and kind = 'kustomer' and deleted_at is null`,
    [orgId, storeId],
  );
}

/** What can be set of a generic endpoint. Custom headers are sealed by the caller, as JSON. */
export interface EndpointSettings {
  readonly url: string;
  readonly description: string;
  readonly types: readonly string[] | null;
  readonly filter: ContentFilter | null;
  readonly headers: { readonly sealed: Buffer; readonly names: readonly string[] } | null;
  readonly orderBy: OrderBy;
  readonly ratePerSecond: number | null;
  readonly concurrency: number;
  readonly retryDelaysMs: readonly number[] | null;
  readonly enabled: boolean;
  readonly paused: boolean;
}

/** A generic endpoint to make; only the address must be named. */
export interface NewEndpoint extends Partial<EndpointSettings> {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly url: string;
  readonly now: Date;
}

/** Makes a generic endpoint. It is sent unsigned until a key is inserted; do both in one transaction. */
export function insertEndpoint(sql: Sql, endpoint: NewEndpoint): Promise<EndpointRow> {
  return sql.one<EndpointRow>(
    `insert into webhooks.endpoints (org_id, id, store_id, kind, url, description, types, filter, headers, header_names, order_by,
       rate_per_second, concurrency, retry_delays_ms, enabled, paused, saved_at, created_at)
     values ($1, $2, $3, 'generic', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16) returning ${COLUMNS}`,
    [
      endpoint.orgId,
      endpoint.id,
      endpoint.storeId,
      endpoint.url,
      endpoint.description ?? "",
      endpoint.types ?? null,
      endpoint.filter ? JSON.stringify(endpoint.filter) : null,
      endpoint.headers?.sealed ?? null,
      endpoint.headers?.names ?? [],
      endpoint.orderBy ?? "none",
      endpoint.ratePerSecond ?? null,
      endpoint.concurrency ?? DEFAULT_CONCURRENCY,
      endpoint.retryDelaysMs ?? null,
      endpoint.enabled ?? true,
      endpoint.paused ?? false,
      endpoint.now,
    ],
  );
}

/** Deliveries under way at once to an endpoint that says nothing else. */
export const DEFAULT_CONCURRENCY = 64;

/**
 * Changes what is named. A new address, new headers, switching on and resuming give a fresh start: failures are forgotten and
 * whatever waits is due at once. Order that is asked for holds from the next event on. Undefined when there is no such endpoint.
 */
export async function updateEndpoint(
  sql: Sql,
  orgId: string,
  id: string,
  patch: Partial<EndpointSettings>,
  now: Date,
): Promise<EndpointRow | undefined> {
  const before = await sql.maybe<EndpointRow>(
    `select ${COLUMNS} from webhooks.endpoints where org_id = $1 and id = $2 and deleted_at is null for update`,
    [orgId, id],
  );
  if (!before) return undefined;
  const isFresh =
    (patch.url !== undefined && patch.url !== before.url) ||
    patch.headers !== undefined ||
    (patch.enabled === true && !before.enabled) ||
    (patch.paused === false && before.paused);
  const set = <Key extends keyof EndpointSettings, Stored>(
    key: Key,
    stored: Stored,
  ): EndpointSettings[Key] | Stored => {
    const value = patch[key];
    return value === undefined ? stored : value;
  };
  const filter = set("filter", before.filter);
  const row = await sql.one<EndpointRow>(
    `update webhooks.endpoints set url = $3, description = $4, types = $5, filter = $6, headers = $7, header_names = $8, order_by = $9,
       rate_per_second = $10, concurrency = $11, retry_delays_ms = $12, enabled = $13, paused = $14, saved_at = $15,
       failures = case when $16 then 0 else failures end, failing_since = case when $16 then null else failing_since end,
       open_until = case when $16 then null else open_until end,
       stopped_reason = case when $16 then null else stopped_reason end, stopped_at = case when $16 then null else stopped_at end
     where org_id = $1 and id = $2 returning ${COLUMNS}`,
    [
      orgId,
      id,
      set("url", before.url),
      set("description", before.description),
      set("types", before.types),
      filter ? JSON.stringify(filter) : null,
      patch.headers === undefined ? before.headers : (patch.headers?.sealed ?? null),
      patch.headers === undefined ? before.header_names : (patch.headers?.names ?? []),
      set("orderBy", before.order_by),
      set("ratePerSecond", before.rate_per_second),
      set("concurrency", before.concurrency),
      set("retryDelaysMs", before.retry_delays_ms),
      set("enabled", before.enabled),
      set("paused", before.paused),
      now,
      isFresh,
    ],
  );
  if (isFresh) await makeDue(sql, orgId, id, now);
  return row;
}

/** Deletes an endpoint with its secrets; what it had not been sent is canceled. Its deliveries stay readable. */
export async function deleteEndpoint(sql: Sql, orgId: string, id: string, now: Date): Promise<boolean> {
  const count = await sql.run(
    `update webhooks.endpoints set enabled = false, deleted_at = $3, secret = null, secret_chars = null, headers = null, header_names = '{}'
     where org_id = $1 and id = $2 and deleted_at is null`,
    [orgId, id, now],
  );
  if (count === 0) return false;
  await sql.run("delete from webhooks.signing_keys where org_id = $1 and endpoint_id = $2", [orgId, id]);
  await sql.run(
    `with gone as (
       delete from webhooks.outbox where org_id = $1 and endpoint_id = $2 returning delivery_id, event_at
     )
     update webhooks.deliveries d set state = 'canceled', reason = 'canceled', due_at = null
     from gone g where d.org_id = $1 and d.id = g.delivery_id and d.created_at = g.event_at`,
    [orgId, id],
  );
  return true;
}

/** What is saved of the Kustomer endpoint; without `secret` the one that is there stays. */
export interface KustomerEndpoint {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly secret?: { readonly sealed: Buffer; readonly lastChars: string } | undefined;
  readonly now: Date;
}

/** Saves the endpoint of a store. A new key or address is given a fresh start: what waited is due at once. */
export async function saveKustomerEndpoint(sql: Sql, endpoint: KustomerEndpoint): Promise<EndpointRow> {
  const row = await sql.one<EndpointRow>(
    `insert into webhooks.endpoints (org_id, id, store_id, kind, url, enabled, secret, secret_chars, types, saved_at, created_at)
     values ($1, $2, $3, 'kustomer', $4, $5, $6, $7, '{review.created}', $8, $8)
     on conflict (org_id, store_id, kind) where kind = 'kustomer' do update set url = excluded.url, enabled = excluded.enabled,
       secret = coalesce(excluded.secret, endpoints.secret), secret_chars = coalesce(excluded.secret_chars, endpoints.secret_chars),
       failures = 0, failing_since = null, open_until = null, saved_at = excluded.saved_at, paused = false, stopped_reason = null,
       stopped_at = null, deleted_at = null
     returning ${COLUMNS}`,
    [
      endpoint.orgId,
      endpoint.id,
      endpoint.storeId,
      endpoint.url,
      endpoint.enabled,
      endpoint.secret?.sealed ?? null,
      endpoint.secret?.lastChars ?? null,
      endpoint.now,
    ],
  );
  await makeDue(sql, endpoint.orgId, row.id, endpoint.now);
  return row;
}

/** What waits for an endpoint is due now, and says so. */
async function makeDue(sql: Sql, orgId: string, endpointId: string, now: Date): Promise<void> {
  await sql.run(
    `with due as (
       update webhooks.outbox set due_at = $3 where org_id = $1 and endpoint_id = $2 and due_at > $3 returning delivery_id, event_at
     )
     update webhooks.deliveries d set due_at = $3 from due
     where d.org_id = $1 and d.id = due.delivery_id and d.created_at = due.event_at`,
    [orgId, endpointId, now],
  );
}
