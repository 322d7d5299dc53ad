import type { Sql } from "@hark/postgres";
import { keepDaysOf } from "./retention.ts";

/** A run that was taken back. */
export interface CanceledRun {
  readonly workflow_id: string;
  /** True when a call to the outside was being made for it: it may have arrived, and its answer is thrown away. */
  readonly call_under_way: boolean;
}

const CANCEL = `
with gone as (
  delete from workflow.queue where org_id = $1 and run_id = $2 returning *
), written as (
  insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, replay_of, created_at, keep_days)
  select org_id, run_id, workflow_id, version, event_id, event_at, 'canceled', $4::json, coalesce((resume->'state'->'journal')::text, '[]'),
    coalesce(json_array_length(resume->'state'->'journal'), 0), attempt, 0, replay_of, $3, ${keepDaysOf("$1")} from gone
)
select workflow_id, calling and coalesce(lease_until > $3, false) as call_under_way from gone`;

/** Takes a run off the queue for good; what its steps did stays. Undefined when it has ended (or is ending) already. */
export function cancelRun(
  sql: Sql,
  orgId: string,
  runId: string,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<CanceledRun | undefined> {
  const told = { code: "canceled", message: `taken back by ${by}` };
  return sql.maybe<CanceledRun>(CANCEL, [orgId, runId, now, JSON.stringify(told)]);
}
