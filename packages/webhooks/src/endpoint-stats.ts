import { DAY, HOUR } from "@hark/kernel";
import type { Sql } from "@hark/postgres";

/** 24 hours by the hour, or 30 days by the day (UTC). */
export type StatsRange = "24h" | "30d";

/** The attempts of one hour or day. Latencies (ms) are those of answers, and null when none came. */
export interface StatsBucket {
  /** When it begins, ISO 8601. */
  readonly at: string;
  readonly total: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** What became of the attempts at one endpoint. */
export interface EndpointStats {
  readonly total: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
  /** How often each class of status came: `2xx` … `5xx`, and `none` for no answer at all. */
  readonly byClass: Readonly<Record<StatusClass, number>>;
  /** Every hour or day of the range, the oldest first; also those in which nothing was sent. */
  readonly buckets: readonly StatsBucket[];
}

export type StatusClass = "2xx" | "3xx" | "4xx" | "5xx" | "none";

const ranges = {
  "24h": { unit: "hour", count: 24, step: HOUR },
  "30d": { unit: "day", count: 30, step: DAY },
} as const;

const FIGURES = `count(*)::int as total, count(*) filter (where outcome <> 'delivered')::int as failed,
    percentile_disc(0.5) within group (order by duration_ms) filter (where status_code is not null) as p50,
    percentile_disc(0.95) within group (order by duration_ms) filter (where status_code is not null) as p95`;

/** Charts of one endpoint. The last hour or day is the one that is not over yet. */
export async function endpointStats(
  sql: Sql,
  orgId: string,
  endpointId: string,
  range: StatsRange,
  now: Date,
): Promise<EndpointStats> {
  const { unit, count, step } = ranges[range];
  const from = new Date((Math.floor(now.getTime() / step) - count + 1) * step);
  const row = await sql.one<EndpointStats>(
    `with recent as materialized (
       select date_trunc($5, created_at, 'UTC') as at, outcome, status_code, duration_ms,
         case when status_code is null then 'none' else (status_code / 100) || 'xx' end as class
       from webhooks.attempts where org_id = $1 and endpoint_id = $2 and created_at >= $3 and created_at <= $4
     ), bucket as (select at, ${FIGURES} from recent group by at),
     class as (select class, count(*)::int as count from recent group by class)
     select a.*,
       jsonb_build_object('2xx', 0, '3xx', 0, '4xx', 0, '5xx', 0, 'none', 0)
         || coalesce((select jsonb_object_agg(class, count) from class), '{}') as "byClass",
       (select jsonb_agg(jsonb_build_object('at', to_char(g at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'total', coalesce(b.total, 0), 'failed', coalesce(b.failed, 0), 'p50', b.p50, 'p95', b.p95) order by g)
        from generate_series($3::timestamptz, $4::timestamptz, $6::interval, 'UTC') g left join bucket b on b.at = g) as buckets
     from (select ${FIGURES} from recent) a`,
    [orgId, endpointId, from, now, unit, `1 ${unit}`],
  );
  return row;
}

/** How an endpoint did in the last 24 hours. */
export interface Health {
  readonly total: number;
  readonly succeeded: number;
  readonly median_ms: number | null;
  /** Attempts and failures per hour, the oldest first. */
  readonly hours: { readonly hour: string; readonly total: number; readonly failed: number }[];
}

const HEALTH = `
with hourly as (
  select endpoint_id, date_trunc('hour', created_at) as hour, count(*)::int as total, count(*) filter (where outcome <> 'delivered')::int as failed
  from webhooks.attempts where org_id = $1 and endpoint_id = any($2) and created_at > $3::timestamptz - interval '24 hours' group by 1, 2
), whole as (
  select endpoint_id, count(*)::int as total, count(*) filter (where outcome = 'delivered')::int as succeeded,
    percentile_cont(0.5) within group (order by duration_ms) filter (where outcome = 'delivered') as median_ms
  from webhooks.attempts where org_id = $1 and endpoint_id = any($2) and created_at > $3::timestamptz - interval '24 hours' group by 1
)
select e.id, coalesce(w.total, 0) as total, coalesce(w.succeeded, 0) as succeeded, w.median_ms,
  (select json_agg(json_build_object('hour', g, 'total', coalesce(h.total, 0), 'failed', coalesce(h.failed, 0)) order by g)
   from generate_series(date_trunc('hour', $3::timestamptz) - interval '23 hours', date_trunc('hour', $3::timestamptz), interval '1 hour') g
   left join hourly h on h.endpoint_id = e.id and h.hour = g) as hours
from unnest($2::text[]) as e(id) left join whole w on w.endpoint_id = e.id`;

/** The last 24 hours of several endpoints, by id; of one at which nothing was sent too. One statement. */
export async function healthOf(
  sql: Sql,
  orgId: string,
  endpointIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Health>> {
  const rows = await sql.all<Health & { id: string }>(HEALTH, [orgId, endpointIds, now]);
  return new Map(rows.map(({ id, ...health }) => [id, health]));
}

/** What waits for an endpoint. */
export interface Waiting {
  /** 10,000 stands for that many or more: more need not be counted. */
  readonly count: number;
  readonly nextAt: Date;
}

/** What waits for several endpoints, by id; one for which nothing waits is not among them. One statement. */
export async function waitingOf(
  sql: Sql,
  orgId: string,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, Waiting>> {
  const rows = await sql.all<Waiting & { id: string }>(
    `select e.id, w.count, n.at as "nextAt" from unnest($2::text[]) as e(id)
     cross join lateral (
       select count(*)::int from (select 1 from webhooks.outbox o where o.org_id = $1 and o.endpoint_id = e.id limit 10000) few
     ) w
     cross join lateral (
       select min(o.due_at) as at from webhooks.outbox o where o.org_id = $1 and o.endpoint_id = e.id
     ) n
     where w.count > 0`,
    [orgId, endpointIds],
  );
  return new Map(rows.map(({ id, ...waiting }) => [id, waiting]));
}
