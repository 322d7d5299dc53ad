import type { JsonObject } from "@hark/kernel";
import { plainArray, type Sql, textArray } from "@hark/postgres";
import { keepDaysOf } from "./retention.ts";

/** A fact on its way in. */
export interface NewEvent {
  readonly orgId: string;
  /** 24 hex characters; its first twelve are the time. */
  readonly id: string;
  readonly name: string;
  /** What it came from: a hook's id, a record's id. */
  readonly sourceId: string;
  /** Step 1's output as JSON text, kept to the letter. */
  readonly data: string;
  readonly meta: JsonObject;
  /** How many runs lie between this event and the outside world. */
  readonly depth: number;
  readonly createdAt: Date;
  /** The sender's idempotency key: the same key of the same source is taken in once. */
  readonly key: string | null;
  /** Runs of one source with equal order keys go in the order they arrived. */
  readonly orderKey?: string | null;
}

/** Runs that may lie between an event and the outside world. What would lie deeper is written down as stopped. */
export const MAX_DEPTH = 10;

const TOO_DEEP = JSON.stringify({
  code: "chain-too-deep",
  message: `more than ${MAX_DEPTH} workflows started one another; look for two that set each other off`,
});

const PUBLISH = `
with incoming as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::timestamptz[], $9::text[], $10::text[])
    with ordinality as e(org_id, id, name, source_id, data, meta, depth, created_at, key, order_key, n)
), claimed as (
  insert into workflow.intake_keys (org_id, source_id, key, event_id, created_at)
  select org_id, source_id, key, id, created_at from incoming where key is not null order by n
  on conflict do nothing
  returning event_id
), fresh as (
  select * from incoming where key is null or id in (select event_id from claimed)
), stored as (
  insert into workflow.events (org_id, id, name, source_id, data, meta, depth, created_at, keep_days)
  select org_id, id, name, source_id, data::json, meta::json, depth, created_at, ${keepDaysOf("fresh.org_id")} from fresh
), started as (
  select f.*, substr(f.id, 1, 12) || substr(md5(f.id || w.id), 1, 12) as run_id, w.id as workflow_id, w.published_version as version
  from fresh f join workflow.workflows w on w.org_id = f.org_id and w.event_name = f.name and w.enabled
), queued as (
  insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, depth, source_id, order_key)
  select org_id, run_id, workflow_id, version, id, created_at, depth, source_id, workflow_id || ':' || source_id || ':' || order_key
  from started where depth <= ${MAX_DEPTH} order by n
), stopped as (
  insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, created_at, keep_days)
  select org_id, run_id, workflow_id, version, id, created_at, 'failed', '${TOO_DEEP}'::json, '[]', 0, 1, 0, created_at, ${keepDaysOf("started.org_id")}
  from started where depth > ${MAX_DEPTH}
)
select id from fresh`;

/**
 * Writes events and queues a run for every enabled workflow that listens, in one statement. Gives for each event the id
 * under which it is known: its own, or that of the event its key was first used for.
 */
export async function publishEvents(sql: Sql, events: readonly NewEvent[]): Promise<string[]> {
  const plain = (read: (event: NewEvent) => number | Date): string => plainArray(events.map(read));
  const texts = (read: (event: NewEvent) => string | null): Buffer => textArray(events.map(read));
  const fresh = await sql.prepared<{ id: string }>("workflow.publish", PUBLISH, [
    texts((event) => event.orgId),
    texts((event) => event.id),
    texts((event) => event.name),
    texts((event) => event.sourceId),
    texts((event) => event.data),
    texts((event) => JSON.stringify(event.meta)),
    plain((event) => event.depth),
    plain((event) => event.createdAt),
    texts((event) => event.key),
    texts((event) => event.orderKey ?? null),
  ]);
  if (fresh.length === events.length) return events.map((event) => event.id);
  const known = new Set(fresh.map((row) => row.id));
  return Promise.all(events.map(async (event) => (known.has(event.id) ? event.id : firstUseOf(sql, event))));
}

/** Something that happened to a record. */
export interface RecordEvent {
  readonly name: string;
  readonly sourceId: string;
  /** Step 1's output in the runs it starts; asked only when a workflow listens. */
  data(): JsonObject;
  /** How many runs lie between it and the outside world; 0 for a person's or program's own doing. */
  readonly depth: number;
}

/** Writes what happened to records, as far as an enabled workflow listens: nobody reads the rest. Gives how many were written. */
export async function publishRecordEvents(
  sql: Sql,
  orgId: string,
  events: readonly RecordEvent[],
  tools: { readonly now: Date; newId(): string },
): Promise<number> {
  if (events.length === 0) return 0;
  const rows = await sql.prepared<{ event_name: string }>(
    "workflow.listened",
    "select distinct event_name from workflow.workflows where org_id = $1 and enabled and event_name = any($2)",
    [orgId, [...new Set(events.map((event) => event.name))]],
  );
  const names = new Set(rows.map((row) => row.event_name));
  const listened = events.filter((event) => names.has(event.name));
  if (listened.length === 0) return 0;
  await publishEvents(
    sql,
    listened.map(({ name, sourceId, data, depth }) => ({
      orgId,
      id: tools.newId(),
      name,
      sourceId,
      data: JSON.stringify(data()),
      meta: {},
      depth,
      createdAt: tools.now,
      key: null,
    })),
  );
  return listened.length;
}

async function firstUseOf(sql: Sql, event: NewEvent): Promise<string> {
  const row = await sql.one<{ event_id: string }>(
    "select event_id from workflow.intake_keys where org_id = $1 and source_id = $2 and key = $3",
    [event.orgId, event.sourceId, event.key],
  );
  return row.event_id;
}

/** A stored event. */
export interface EventRow {
  readonly id: string;
  readonly name: string;
  readonly data: JsonObject;
  readonly meta: JsonObject;
  readonly created_at: Date;
}

/** A page of one source's events, newest first. */
export function listEvents(
  sql: Sql,
  orgId: string,
  sourceId: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<EventRow[]> {
  return sql.all<EventRow>(
    `select id, name, data, meta, created_at from workflow.events
     where org_id = $1 and source_id = $2 order by created_at desc, id desc limit $3 offset $4`,
    [orgId, sourceId, page.limit, page.offset],
  );
}

/** One event, found by its id, whose first characters tell the day and so the partition. */
export function findEvent(sql: Sql, orgId: string, id: string): Promise<EventRow | undefined> {
  const at = new Date(Number.parseInt(id.slice(0, 12), 16));
  if (Number.isNaN(at.getTime())) return Promise.resolve(undefined);
  return sql.maybe<EventRow>(
    `select id, name, data, meta, created_at from workflow.events
     where org_id = $1 and id = $2 and created_at between $3::timestamptz - interval '1 second' and $3::timestamptz + interval '1 second'`,
    [orgId, id, at],
  );
}

/**
 * SQL that joins to runs `r` the event `e` that started each, with the columns given. Run by run, so that only the partition of the
 * event's day is looked into: joined as a whole, the planner reads all events there are.
 */
export const withEvent = (r: string, columns: string): string => `left join lateral (
    select ${columns} from workflow.events s where s.org_id = $1 and s.id = ${r}.event_id and s.created_at = ${r}.event_at limit 1
  ) e on true`;

/** When each source last received something. */
export async function lastReceived(
  sql: Sql,
  orgId: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await sql.all<{ source_id: string; at: Date }>(
    `select s.id as source_id, e.created_at as at from unnest($2::text[]) as s(id)
     cross join lateral (select created_at from workflow.events where org_id = $1 and source_id = s.id order by created_at desc limit 1) e`,
    [orgId, sourceIds],
  );
  return new Map(rows.map((row) => [row.source_id, row.at]));
}
