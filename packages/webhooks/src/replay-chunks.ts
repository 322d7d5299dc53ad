import type { Sql } from "@hark/postgres";
import { fitting, fittingParams, type StoredFilter } from "./replay-store.ts";

/** A replay whose next chunk may go. */
export interface DueReplay {
  readonly org_id: string;
  readonly id: string;
  readonly filter: StoredFilter;
  readonly created_at: Date;
  readonly rate_per_second: number;
}

/** Running replays of all organisations whose turn it is. A question of its own: a chunk names one organisation. */
export function dueReplays(sql: Sql, now: Date): Promise<DueReplay[]> {
  return sql.all<DueReplay>(
    `select org_id, id, filter, created_at, rate_per_second from webhooks.replays
     where state = 'running' and next_at <= $1 order by next_at limit 100`,
    [now],
  );
}

/** When the next chunk may go; undefined while no replay runs. */
export async function nextChunkAt(sql: Sql): Promise<Date | undefined> {
  const row = await sql.maybe<{ next_at: Date | null }>(
    "select min(next_at) as next_at from webhooks.replays where state = 'running'",
  );
  return row?.next_at ?? undefined;
}

/** How much goes at a time. */
export interface ChunkLimits {
  readonly now: Date;
  /** Deliveries of one chunk at most. */
  readonly size: number;
  /** Replayed deliveries that may wait for one endpoint. */
  readonly openPerEndpoint: number;
}

/** What a chunk did; undefined when another process had the replay, or its turn was over. */
export interface Chunk {
  readonly queued: number;
  readonly state: "running" | "done";
}

// An endpoint's deliveries in the order of their making, from where it was left, so that one whose receiver is gone does not hold
// up the others. Locked rows are read anew: of two replays that meet, the second sees what the first has put back as pending and
// leaves it alone. The cursor is written with it, so a crash repeats a chunk whole or not at all.
const CHUNK = `
with replay as materialized (
  select * from webhooks.replays where org_id = $1 and id = $2 and state = 'running' and next_at <= $3 for update skip locked
), rooms as materialized (
  select e.id as endpoint_id, least($4::int, $5::int - held.count) as room,
    coalesce((r.cursor -> e.id ->> 'at')::timestamptz, '-infinity') as at, coalesce(r.cursor -> e.id ->> 'id', '') as after
  from replay r
  join webhooks.endpoints e on e.org_id = $1 and e.store_id = r.store_id and e.deleted_at is null
    and ($6::text is null or e.id = $6)
  cross join lateral (
    select count(*)::int as count from (
      select 1 from webhooks.outbox o where o.org_id = $1 and o.endpoint_id = e.id and o.priority = 1 limit $5
    ) few
  ) held
), found as materialized (
  select d.*, row_number() over (order by d.created_at, d.id) as n from rooms r
  cross join lateral (
    select d.id, d.endpoint_id, d.event_id, d.created_at, d.attempt_count, d.order_key from webhooks.deliveries d
    where d.org_id = $1 and d.endpoint_id = r.endpoint_id and (d.created_at, d.id) > (r.at, r.after) and ${fitting(7)}
    order by d.created_at, d.id limit greatest(r.room, 0)
    for update of d
  ) d
), told as (
  update webhooks.deliveries d set state = 'pending', due_at = $3, replay_id = $2, reason = null
  from found f where f.n <= $4 and d.org_id = $1 and d.id = f.id and d.created_at = f.created_at
  returning f.*
), queued as (
  -- Put back in order, so that the older gets the lower position.
  insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, attempt_count, tried_before, trigger, order_key, priority, due_at)
  select $1, id, endpoint_id, event_id, created_at, attempt_count, attempt_count, 'manual', order_key, 1, $3 from told order by n
  on conflict (org_id, delivery_id) do nothing
  returning delivery_id
), marks as (
  select jsonb_object_agg(endpoint_id, jsonb_build_object('at', created_at, 'id', id)) as cursor
  from (select distinct on (endpoint_id) endpoint_id, created_at, id from told order by endpoint_id, created_at desc, id desc) newest
), rest as (
  select (select count(*) from found) > $4 or exists (
    select 1 from rooms r where r.room <= (select count(*) from found f where f.endpoint_id = r.endpoint_id)
  ) as is_some
)
update webhooks.replays p set queued = p.queued + (select count(*) from queued), cursor = p.cursor || coalesce(m.cursor, '{}'),
  state = case when rest.is_some then 'running' else 'done' end, finished_at = case when rest.is_some then null else $3::timestamptz end,
  next_at = $3::timestamptz + greatest((select count(*) from told)::float8 / p.rate_per_second, case when exists (select 1 from told) then 0 else 1 end) * interval '1 second'
from replay r, marks m, rest where p.org_id = $1 and p.id = r.id
returning p.state, (select count(*) from queued) as queued`;

/** Puts the next chunk of a replay into the outbox, behind live deliveries, and moves its cursor: one statement. */
export function queueChunk(sql: Sql, replay: DueReplay, limits: ChunkLimits): Promise<Chunk | undefined> {
  return sql.maybe<Chunk>(CHUNK, [
    replay.org_id,
    replay.id,
    limits.now,
    limits.size,
    limits.openPerEndpoint,
    replay.filter.endpointId ?? null,
    ...fittingParams(replay.filter, replay.created_at),
  ]);
}
