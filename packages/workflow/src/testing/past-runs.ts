import type { Sql } from "@hark/postgres";

/** Runs that are written down as if they had ended, one a millisecond from `since` on, each with a transaction of its own. */
export interface PastRuns {
  readonly orgId: string;
  readonly workflowId: string;
  readonly count: number;
  readonly since: Date;
  readonly version?: number;
  readonly state?: "completed" | "failed" | "canceled";
  readonly sourceId?: string;
}

/** Writes past runs; of run n the payload is `{"text": "run n", "n": n}`. Ids are as those of real runs. */
export async function writePastRuns(sql: Sql, past: PastRuns): Promise<void> {
  const { orgId, workflowId, count, since, version = 1, state = "completed", sourceId = "hook" } = past;
  await sql.run(
    `with made as (
       select n, $3::timestamptz + n * interval '1 millisecond' as at,
         lpad(to_hex((extract(epoch from $3::timestamptz) * 1000)::bigint + n), 12, '0') || substr(md5(n::text || $2), 1, 12) as id
       from generate_series(0, $4::int - 1) n
     ), stored as (
       insert into workflow.events (org_id, id, name, source_id, data, meta, created_at)
       select $1, id, 'arrived', $7, json_build_object('text', 'run ' || n, 'n', n), '{}', at from made
     )
     insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, created_at)
     select $1, id, $2, $5, id, at, $6, case when $6 = 'failed' then '{"code":"broken","message":"it broke"}'::json end,
       '[{"step":"1","to":[0,"act"]},{"step":"act","do":"post","out":{"id":"record-' || n || '"}}]',
       2, 1, 1, at from made`,
    [orgId, workflowId, since, count, version, state, sourceId],
  );
}
