import { newId, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";

/** What a delivery can be brought back from. One that is pending goes by itself. */
export type ReplayableState = "succeeded" | "failed" | "canceled";

/** Which deliveries to bring back. */
export interface ReplayFilter {
  readonly storeId: string;
  readonly endpointId?: string | undefined;
  readonly states: readonly ReplayableState[];
  readonly types?: readonly string[] | undefined;
  /** Made at this instant or later, and at `until` or before. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Such as the ids of a customer's reviews. */
  readonly subjectIds?: readonly string[] | undefined;
  /** Of the last answer. */
  readonly statusCode?: number | undefined;
}

/** How many deliveries a filter finds; `byEndpoint` by the endpoint's id. */
export interface ReplayCount {
  readonly total: number;
  readonly byState: Readonly<Record<ReplayableState, number>>;
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** A replay with how far its deliveries have come. */
export interface ReplayRow {
  readonly id: string;
  readonly store_id: string;
  readonly filter: StoredFilter;
  /** `done`: everything that fitted has been put back; what came of it is told by the counts. */
  readonly state: "running" | "done" | "canceled";
  readonly total: number;
  readonly queued: number;
  /** Of those that were put back. A delivery that a later replay took over counts there only. */
  readonly succeeded: number;
  readonly failed: number;
  readonly rate_per_second: number;
  readonly created_by: string | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** A filter as JSON keeps it: instants as text. */
export type StoredFilter = Omit<ReplayFilter, "storeId" | "since" | "until"> & {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
};

/** Deliveries per second of a replay that names no rate. */
export const REPLAY_RATE = 50;

/** The filter's conditions over `d`, beginning at parameter `$from`; six parameters. */
export const fitting = (from: number): string => {
  const [types, since, until, subjects, status, states] = [0, 1, 2, 3, 4, 5].map((at) => `$${from + at}`);
  // An event without a body was erased: there is nothing left to send.
  return `exists (
      select 1 from webhooks.events v where v.org_id = d.org_id and v.id = d.event_id and v.created_at = d.created_at
        and v.body <> '' and (${types}::text[] is null or v.type = any(${types})))
    and (${since}::timestamptz is null or d.created_at >= ${since}) and d.created_at <= ${until}::timestamptz
    and (${subjects}::text[] is null or d.subject_id = any(${subjects})) and (${status}::int is null or d.last_status = ${status})
    and d.state = any(${states}::text[])`;
};

/** The parameters of `fitting`. Nothing younger than the replay is brought back by it, or it might never end. */
export const fittingParams = (filter: Omit<StoredFilter, "endpointId">, youngest: Date): unknown[] => [
  filter.types ?? null,
  filter.since ?? null,
  filter.until !== undefined && new Date(filter.until) < youngest ? filter.until : youngest,
  filter.subjectIds ?? null,
  filter.statusCode ?? null,
  filter.states,
];

const storedFilter = (filter: ReplayFilter): StoredFilter => ({
  endpointId: filter.endpointId,
  states: filter.states,
  types: filter.types,
  since: filter.since?.toISOString(),
  until: filter.until?.toISOString(),
  subjectIds: filter.subjectIds,
  statusCode: filter.statusCode,
});

const FROM = `from webhooks.deliveries d join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
  where d.org_id = $1 and e.store_id = $2 and e.deleted_at is null
    and ($3::text is null or d.endpoint_id = $3) and ${fitting(4)}`;

/** Counts what a replay would bring back, without doing it. */
export async function countReplay(
  sql: Sql,
  orgId: string,
  filter: ReplayFilter,
  now: Date,
): Promise<ReplayCount> {
  const rows = await sql.all<{ endpoint_id: string; state: ReplayableState; count: number }>(
    `select d.endpoint_id, d.state, count(*) ${FROM} group by 1, 2`,
    [orgId, filter.storeId, filter.endpointId ?? null, ...fittingParams(storedFilter(filter), now)],
  );
  const byState = { succeeded: 0, failed: 0, canceled: 0 };
  const byEndpoint: Record<string, number> = {};
  for (const { endpoint_id, state, count } of rows) {
    byState[state] += count;
    byEndpoint[endpoint_id] = (byEndpoint[endpoint_id] ?? 0) + count;
  }
  return { total: rows.reduce((sum, { count }) => sum + count, 0), byState, byEndpoint };
}

/** How a replay is asked for. */
export interface NewReplay {
  readonly filter: ReplayFilter;
  /** Deliveries per second (default 50). */
  readonly ratePerSecond?: number | undefined;
  readonly createdBy?: string | undefined;
}

/** Asks for a replay; a replayer that is woken afterwards carries it out. */
export async function createReplay(
  sql: Sql,
  orgId: string,
  replay: NewReplay,
  now: Date,
  random: RandomBytes,
): Promise<ReplayRow> {
  const { filter } = replay;
  const stored = storedFilter(filter);
  return sql.one<ReplayRow>(
    `insert into webhooks.replays (org_id, id, store_id, filter, total, rate_per_second, next_at, created_by, created_at)
     select $1, $10, $2, $11, (select count(*) ${FROM}), $12, $13, $14, $13
     returning ${COLUMNS}, 0 as succeeded, 0 as failed`,
    [
      orgId,
      filter.storeId,
      filter.endpointId ?? null,
      ...fittingParams(stored, now),
      newId(now, random),
      JSON.stringify(stored),
      Math.max(1, Math.round(replay.ratePerSecond ?? REPLAY_RATE)),
      now,
      replay.createdBy ?? null,
    ],
  );
}

const COLUMNS =
  "id, store_id, filter, state, total, queued, rate_per_second, created_by, created_at, finished_at";
const SELECT = `select ${COLUMNS}, c.succeeded, c.failed from webhooks.replays r
  cross join lateral (
    select count(*) filter (where d.state = 'succeeded') as succeeded, count(*) filter (where d.state = 'failed') as failed
    from webhooks.deliveries d where d.org_id = r.org_id and d.replay_id = r.id
  ) c`;

/** One replay, or undefined. */
export function findReplay(sql: Sql, orgId: string, id: string): Promise<ReplayRow | undefined> {
  return sql.maybe<ReplayRow>(`${SELECT} where r.org_id = $1 and r.id = $2`, [orgId, id]);
}

/** A store's replays, newest first. */
export function listReplays(sql: Sql, orgId: string, storeId: string, limit = 20): Promise<ReplayRow[]> {
  return sql.all<ReplayRow>(
    `${SELECT} where r.org_id = $1 and r.store_id = $2 order by r.created_at desc, r.id desc limit $3`,
    [orgId, storeId, limit],
  );
}

/**
 * Stops a replay: nothing more is put back, and what waits unsent becomes again what it was. Attempts that are under way end by
 * themselves. Also of one that is done, whose last deliveries may still wait. False when there is no such replay, or it was
 * canceled before.
 */
export async function cancelReplay(sql: Sql, orgId: string, id: string, now: Date): Promise<boolean> {
  const row = await sql.maybe(
    `with replay as (
       update webhooks.replays set state = 'canceled', finished_at = $3
       where org_id = $1 and id = $2 and state <> 'canceled' returning id
     ), gone as (
       delete from webhooks.outbox o using webhooks.deliveries d, replay r
       where d.org_id = $1 and d.replay_id = r.id and o.org_id = $1 and o.delivery_id = d.id and o.priority = 1
         and (o.lease_until is null or o.lease_until < $3)
       returning o.delivery_id, o.event_at
     ), told as (
       update webhooks.deliveries d set due_at = null,
         state = case when last_outcome is null then 'canceled' when last_outcome = 'delivered' then 'succeeded' else 'failed' end,
         reason = case when last_outcome is null then 'canceled' when last_outcome = 'delivered' then null
           when last_status = 410 then 'gone' when last_outcome = 'refused' then 'refused' else 'exhausted' end
       from gone g where d.org_id = $1 and d.id = g.delivery_id and d.created_at = g.event_at
     )
     select id from replay`,
    [orgId, id, now],
  );
  return row !== undefined;
}
