import type { Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { JournalEntry } from "../core/advance.ts";
import { withEvent } from "./events.ts";
import { readJournal } from "./journal-text.ts";
import { runBounds } from "./run-id.ts";

/** A run as it is listed: from the queue while it goes on, from the runs once it ended. Its id says when it was queued. */
export interface RunRow {
  readonly id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly state: "pending" | "waiting" | "completed" | "failed" | "canceled";
  readonly waiting_for: string | null;
  readonly due_at: Date | null;
  readonly error: Json | null;
  readonly step_count: number | null;
  readonly attempt: number;
  readonly duration_ms: number | null;
  readonly replay_of: string | null;
  readonly ended_at: Date | null;
}

/** One run with its journal and what started it. */
export interface RunDetailRow extends RunRow {
  readonly journal: readonly JournalEntry[];
  /** Null when it is no longer kept. */
  readonly data: Json;
}

/** What an open run `q` waits for. One that is ready behind another of its order key says so; what was put down has written it down. */
export const waitingFor = (q: string): string =>
  `case when ${q}.due_at is null and ${q}.order_key is not null and exists (select 1 from workflow.queue earlier
  where earlier.org_id = $1 and earlier.order_key = ${q}.order_key and earlier.seq < ${q}.seq) then 'an earlier run of the same order key'
  else ${q}.waiting_for end`;
const OPEN = `select run_id as id, workflow_id, version, event_id, case when due_at is null then 'pending' else 'waiting' end as state,
  ${waitingFor("q")} as waiting_for, due_at, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
  null::timestamptz as ended_at from workflow.queue q`;
const ENDED = `select id, workflow_id, version, event_id, state, null::text as waiting_for, null::timestamptz as due_at, error, step_count,
  attempt, duration_ms, replay_of, created_at as ended_at from workflow.runs`;

/** What to list. */
export interface RunFilter {
  readonly workflowId: string;
  readonly state?: RunRow["state"] | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The condition on the state of ended runs, as text of its own: only so PostgreSQL sees that the index of those that went wrong fits. */
export function endedState(state: RunRow["state"] | undefined): string {
  switch (state) {
    case undefined:
      return "true";
    case "completed":
      return "state = 'completed'";
    case "failed":
    case "canceled":
      return `state = '${state}' and state <> 'completed'`;
    case "pending":
    case "waiting":
      return "false";
  }
}

/** A page of a workflow's runs, newest first. */
export function listRuns(sql: Sql, orgId: string, filter: RunFilter): Promise<RunRow[]> {
  return sql.all<RunRow>(
    `select * from (
       (${OPEN} where org_id = $1 and workflow_id = $2
          and ($3::text is null or $3 = case when due_at is null then 'pending' else 'waiting' end) order by run_id desc limit $4::int + $5::int)
       union all
       (${ENDED} where org_id = $1 and workflow_id = $2 and ${endedState(filter.state)} order by id desc limit $4::int + $5::int)
     ) r order by id desc limit $4 offset $5`,
    [orgId, filter.workflowId, filter.state ?? null, filter.limit, filter.offset],
  );
}

/** The runs that one event started. */
export function runsOfEvents(sql: Sql, orgId: string, eventIds: readonly string[]): Promise<RunRow[]> {
  return sql.all<RunRow>(
    `${OPEN} where org_id = $1 and event_id = any($2)
     union all ${ENDED} where org_id = $1 and event_id = any($2) and created_at >= $3`,
    // Ids of events are made as those of runs are, and no run ends before its event came in.
    [orgId, eventIds, runBounds(eventIds.toSorted()[0] ?? "").from],
  );
}

/** One run, or undefined. */
export async function findRun(sql: Sql, orgId: string, id: string): Promise<RunDetailRow | undefined> {
  const row = await sql.maybe<RunDetailRow>(
    `select r.*, coalesce(r.own_data, e.data) as data from (
       select run_id as id, workflow_id, version, event_id, event_at, case when due_at is null then 'pending' else 'waiting' end as state,
         ${waitingFor("q")} as waiting_for, due_at, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
         null::timestamptz as ended_at, coalesce(resume->'state'->'journal', '[]'::json) as journal, data as own_data
       from workflow.queue q where org_id = $1 and run_id = $2
       union all
       select id, workflow_id, version, event_id, event_at, state, null, null, error, step_count, attempt, duration_ms, replay_of, created_at,
         journal::json, null
       from workflow.runs where org_id = $1 and id = $2 and created_at >= $3
     ) r ${withEvent("r", "s.data")} limit 1`,
    [orgId, id, runBounds(id).from],
  );
  return row && { ...row, journal: readJournal(row.journal, row.data ?? undefined) };
}

/** Runs of the last day per workflow, by hour, and how many failed. */
export interface RunStats {
  readonly workflow_id: string;
  readonly total: number;
  readonly failed: number;
  readonly hours: number[];
  readonly last_at: Date | null;
}

/** Counts for the list of workflows. */
export function runStats(sql: Sql, orgId: string, now: Date): Promise<RunStats[]> {
  return sql.all<RunStats>(
    `with hourly as (
       select workflow_id, floor(extract(epoch from ($2::timestamptz - created_at)) / 3600)::int as hours_ago,
         count(*)::int as total, count(*) filter (where state = 'failed')::int as failed, max(created_at) as last_at
       from workflow.runs where org_id = $1 and created_at > $2::timestamptz - interval '24 hours' group by 1, 2
     )
     select workflow_id, sum(total)::int as total, sum(failed)::int as failed, max(last_at) as last_at,
       (select array_agg(coalesce(h.total, 0) order by n desc) from generate_series(0, 23) n
          left join hourly h on h.workflow_id = hourly.workflow_id and h.hours_ago = n) as hours
     from hourly group by workflow_id`,
    [orgId, now],
  );
}
