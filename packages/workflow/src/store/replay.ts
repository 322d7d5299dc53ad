import { HarkError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { TRIGGER_ID } from "../core/definition.ts";
import { withEvent } from "./events.ts";
import {
  knownVersions,
  type PastRun,
  planReplay,
  type ReplayRefusal,
  type ReplayVersion,
} from "./replay-plan.ts";
import { runBounds } from "./run-id.ts";

/** One run to be run again. */
export interface ReplayRequest {
  readonly orgId: string;
  readonly runId: string;
  readonly version: ReplayVersion;
  /** Go on from this step; what earlier steps gave is taken from the run's journal. */
  readonly fromStep?: string | undefined;
  readonly now: Date;
  /** The new run's id. */
  readonly newRunId: string;
}

/**
 * Queues a run anew, under an id of its own, on the event that started it. Throws `notfound` when there is no such run that ended,
 * `conflict` when its event is no longer kept, when the version is not there, and when an earlier output was not kept whole.
 */
export async function replayRun(sql: Sql, request: ReplayRequest): Promise<void> {
  const { orgId, runId, now, newRunId } = request;
  const source = await findSource(sql, orgId, runId);
  if (!source)
    throw new HarkError("notfound", "there is no such run, or it has not ended yet", { parameter: "id" });
  const plan = planReplay(source, await knownVersions(sql, orgId, [source], request), request);
  if ("code" in plan) throw refused(plan, request);
  await queueReplays(sql, orgId, [{ run: source, newRunId, ...plan }], now);
}

/** A run that is put back into the queue. */
export interface QueuedReplay {
  readonly run: PastRun;
  readonly newRunId: string;
  readonly version: number;
  readonly pinned: object | null;
}

const QUEUE = `
insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, replay_of, resume, resume_bytes)
select $1, run_id, workflow_id, version, event_id, event_at, replay_of, resume::json, octet_length(resume)
from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
  with ordinality as r(run_id, workflow_id, version, event_id, event_at, replay_of, resume, n) order by n`;

/** Puts runs into the queue once more, in this order. */
export async function queueReplays(
  sql: Sql,
  orgId: string,
  replays: readonly QueuedReplay[],
  now: Date,
): Promise<void> {
  if (replays.length === 0) return;
  const column = <Value>(read: (replay: QueuedReplay) => Value): Value[] => replays.map(read);
  const beganAt = now.toISOString();
  await sql.run(QUEUE, [
    orgId,
    column((replay) => replay.newRunId),
    column(({ run }) => run.workflow_id),
    column((replay) => replay.version),
    column(({ run }) => run.event_id),
    column(({ run }) => run.event_at),
    column(({ run }) => run.id),
    column(({ pinned }) => (pinned === null ? null : JSON.stringify({ ...pinned, beganAt }))),
  ]);
}

function findSource(sql: Sql, orgId: string, runId: string): Promise<PastRun | undefined> {
  const { from } = runBounds(runId);
  return sql.maybe<PastRun>(
    `select r.id, r.workflow_id, r.version, w.published_version, r.event_id, r.event_at, e.id is not null as kept, r.journal::json as journal, e.data
     from workflow.runs r
     left join workflow.workflows w on w.org_id = r.org_id and w.id = r.workflow_id
     ${withEvent("r", "s.id, s.data")}
     where r.org_id = $1 and r.id = $2 and r.created_at >= $3`,
    [orgId, runId, from],
  );
}

function refused(refusal: ReplayRefusal, { fromStep = TRIGGER_ID }: ReplayRequest): HarkError {
  const atStep = { pointer: "/fromStep" };
  switch (refusal.code) {
    case "event-gone":
      return new HarkError("conflict", "what started this run is no longer kept; send it in once more");
    case "version-gone":
      return new HarkError("conflict", "this version is not there any more; choose another", {
        pointer: "/version",
      });
    case "step-gone":
      return new HarkError(
        "badparam",
        `version ${refusal.version} has no step ${fromStep}; choose another step, or the version the run had`,
        atStep,
      );
    case "step-not-reached":
      return new HarkError(
        "badparam",
        `the run never came to step ${fromStep}; choose one it went through`,
        atStep,
      );
    case "output-gone":
      return new HarkError(
        "conflict",
        `what step ${refusal.stepId} gave is not kept whole: it was too large, or held a secret; replay from there or from the start`,
        atStep,
      );
  }
}
