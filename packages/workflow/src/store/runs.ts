import type { Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { JournalEntry } from "../core/advance.ts";
import { readJournal } from "./journal-text.ts";
import { runBounds } from "./run-id.ts";

/** A run as it is listed: from the queue while it goes on, from the runs once it ended. */
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
  readonly created_at: Date;
}

/** One run with its journal and what started it. */
export interface RunDetailRow extends RunRow {
  readonly journal: readonly JournalEntry[];
  readonly data: Json;
}

// A ready run behind another of its order key says so; everything that waits has written down what for.
const WAITING_FOR = `case when due_at is null and order_key is not null and exists (select 1 from workflow.queue earlier
  where earlier.org_id = q.org_id and earlier.order_key = q.order_key and earlier.seq < q.seq) then 'an earlier run of the same order key'
  else waiting_for end`;
const OPEN = `select run_id as id, workflow_id, version, event_id, case when due_at is null then 'pending' else 'waiting' end as state,
  ${WAITING_FOR} as waiting_for, due_at, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
  event_at as created_at from workflow.queue q`;
const ENDED = `select id, workflow_id, version, event_id, state, null::text as waiting_for, null::timestamptz as due_at, error, step_count,
  attempt, duration_ms, replay_of, created_at from workflow.runs`;

/** What to list. */
export interface RunFilter {
  readonly workflowId: string;
  readonly state?: RunRow["state"] | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A page of a workflow's runs, newest first. */
export function listRuns(sql: Sql, orgId: string, filter: RunFilter): Promise<RunRow[]> {
  return sql.all<RunRow>(
    `select * from (
       (${OPEN} where org_id = $1 and workflow_id = $2 order by seq desc limit $4::int + $5::int)
       union all
       (${ENDED} where org_id = $1 and workflow_id = $2 and ($3::text is null or state = $3) order by created_at desc, id desc limit $4::int + $5::int)
     ) r where $3::text is null or state = $3
     order by created_at desc, id desc limit $4 offset $5`,
    [orgId, filter.workflowId, filter.state ?? null, filter.limit, filter.offset],
  );
}

/** The runs that one event started. */
export function runsOfEvents(sql: Sql, orgId: string, eventIds: readonly string[]): Promise<RunRow[]> {
  return sql.all<RunRow>(
    `${OPEN} where org_id = $1 and event_id = any($2) union all ${ENDED} where org_id = $1 and event_id = any($2)`,
    [orgId, eventIds],
  );
}

/** One run, or undefined. */
export async function findRun(sql: Sql, orgId: string, id: string): Promise<RunDetailRow | undefined> {
  const row = await sql.maybe<RunDetailRow>(
    `select r.*, coalesce(r.own_data, e.data) as data from (
       select run_id as id, workflow_id, version, event_id, event_at, case when due_at is null then 'pending' else 'waiting' end as state,
         ${WAITING_FOR} as waiting_for, due_at, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
         event_at as created_at, coalesce(resume->'state'->'journal', '[]'::json) as journal, data as own_data
       from workflow.queue q where org_id = $1 and run_id = $2
       union all
       select id, workflow_id, version, event_id, event_at, state, null, null, error, step_count, attempt, duration_ms, replay_of, created_at,
         journal, null
       from workflow.runs where org_id = $1 and id = $2 and created_at >= $3
     ) r left join workflow.events e on e.org_id = $1 and e.id = r.event_id and e.created_at = r.event_at limit 1`,
    [orgId, id, runBounds(id).from],
  );
  return row && { ...row, journal: readJournal(row.journal, row.data ?? undefined) };
}

/** What to look for among runs. Everything given must hold. */
export interface RunSearch {
  readonly workflowId?: string | undefined;
  readonly state?: RunRow["state"] | undefined;
  /** Runs that this hook's transactions (or this record's events) started. */
  readonly sourceId?: string | undefined;
  /** A customer (or any other record) that a step got or gave. */
  readonly recordId?: string | undefined;
  /** Text anywhere in what started the run. */
  readonly text?: string | undefined;
  /** Runs that went through this step. */
  readonly stepId?: string | undefined;
  /** Text in the error. */
  readonly error?: string | undefined;
  readonly from: Date;
  readonly to: Date;
  readonly limit: number;
  readonly offset: number;
}

/**
 * A page of the runs that fit, newest first. Looks at the runs between two instants one by one, so keep the span small where the
 * records themselves are searched: an index over every payload would cost each run more than all searches ever save.
 */
export function searchRuns(sql: Sql, orgId: string, search: RunSearch): Promise<RunRow[]> {
  const like = (text: string | undefined): string | null =>
    text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql.all<RunRow>(
    `select r.id, r.workflow_id, r.version, r.event_id, r.state, r.waiting_for, r.due_at, r.error, r.step_count, r.attempt, r.duration_ms,
       r.replay_of, r.created_at
     from (
       select q.run_id as id, q.workflow_id, q.version, q.event_id, q.event_at, case when due_at is null then 'pending' else 'waiting' end as state,
         ${WAITING_FOR} as waiting_for, due_at, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
         event_at as created_at, resume->'state'->'journal' as journal
       from workflow.queue q where org_id = $1
       union all
       select id, workflow_id, version, event_id, event_at, state, null, null, error, step_count, attempt, duration_ms, replay_of, created_at, journal
       from workflow.runs where org_id = $1 and created_at >= $9 and created_at < $10
     ) r
     left join workflow.events e on e.org_id = $1 and e.id = r.event_id and e.created_at = r.event_at
     where r.created_at >= $9 and r.created_at < $10 and ($2::text is null or r.workflow_id = $2) and ($3::text is null or r.state = $3)
       and ($4::text is null or e.source_id = $4) and ($5::text is null or r.journal::text like $5 or e.data::text like $5) and ($6::text is null or e.data::text ilike $6)
       and ($7::text is null or r.journal::text like $7) and ($8::text is null or r.error::text ilike $8)
     order by r.created_at desc, r.id desc limit $11 offset $12`,
    [
      orgId,
      search.workflowId ?? null,
      search.state ?? null,
      search.sourceId ?? null,
      like(search.recordId),
      like(search.text),
      search.stepId === undefined ? null : like(`"stepId":${JSON.stringify(search.stepId)}`),
      like(search.error),
      search.from,
      search.to,
      search.limit,
      search.offset,
    ],
  );
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
