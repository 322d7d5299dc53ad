import { HarkError, type Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { JournalEntry, RunState } from "../core/advance.ts";
import { TRIGGER_ID } from "../core/definition.ts";
import { readJournal } from "./journal-text.ts";
import { runBounds } from "./run-id.ts";

/** Which version a replay runs: the one the run had, the newest that is published, or one by number. */
export type ReplayVersion = "own" | "newest" | number;

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

interface Source {
  readonly workflow_id: string;
  readonly version: number;
  readonly published_version: number | null;
  readonly event_id: string;
  readonly event_at: Date;
  readonly journal: readonly JournalEntry[];
  readonly data: Json | null;
}

/**
 * Queues a run anew, under an id of its own, on the event that started it. Throws `notfound` when there is no such run that ended,
 * `conflict` when its event is no longer kept, when the version is not there, and when an earlier output was too large to be kept.
 */
export async function replayRun(sql: Sql, request: ReplayRequest): Promise<void> {
  const kept = await findSource(sql, request.orgId, request.runId);
  if (!kept)
    throw new HarkError("notfound", "there is no such run, or it has not ended yet", { parameter: "id" });
  const source = { ...kept, journal: readJournal(kept.journal, kept.data ?? undefined) };
  if (source.data === null)
    throw new HarkError("conflict", "what started this run is no longer kept; send it in once more");
  const version = await versionOf(sql, request, source);
  const resume =
    request.fromStep === undefined || request.fromStep === TRIGGER_ID
      ? null
      : { ...pinned(source, request.fromStep), beganAt: request.now.toISOString() };
  await sql.run(
    `insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, replay_of, resume)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      request.orgId,
      request.newRunId,
      source.workflow_id,
      version,
      source.event_id,
      source.event_at,
      request.runId,
      resume === null ? null : JSON.stringify(resume),
    ],
  );
}

function findSource(sql: Sql, orgId: string, runId: string): Promise<Source | undefined> {
  const { from } = runBounds(runId);
  return sql.maybe<Source>(
    `select r.workflow_id, r.version, w.published_version, r.event_id, r.event_at, r.journal, e.data
     from workflow.runs r
     left join workflow.workflows w on w.org_id = r.org_id and w.id = r.workflow_id
     left join workflow.events e on e.org_id = r.org_id and e.id = r.event_id and e.created_at = r.event_at
     where r.org_id = $1 and r.id = $2 and r.created_at >= $3`,
    [orgId, runId, from],
  );
}

async function versionOf(sql: Sql, { orgId, version }: ReplayRequest, source: Source): Promise<number> {
  const wanted =
    version === "own" ? source.version : version === "newest" ? source.published_version : version;
  const row =
    wanted === null
      ? undefined
      : await sql.maybe(
          "select 1 from workflow.versions where org_id = $1 and workflow_id = $2 and version = $3",
          [orgId, source.workflow_id, wanted],
        );
  if (!row || wanted === null)
    throw new HarkError("conflict", "this version is not there any more; choose another", {
      pointer: "/version",
    });
  return wanted;
}

/** The state before a step, with what the steps ahead of it gave. */
function pinned(source: Source, fromStep: string): { state: RunState; stepId: string } {
  const at = source.journal.findIndex((entry) => entry.stepId === fromStep);
  if (at < 0)
    throw new HarkError("badparam", `the run never came to step ${fromStep}; choose one it went through`, {
      pointer: "/fromStep",
    });
  const journal = source.journal.slice(0, at);
  const steps: Record<string, Json> = { [TRIGGER_ID]: source.data };
  for (const entry of journal) {
    if (entry.output === undefined) {
      if (entry.error) steps[entry.stepId] = {};
      continue;
    }
    if (isCut(entry.output))
      throw new HarkError(
        "conflict",
        `what step ${entry.stepId} gave was too large to be kept whole; replay from there or from the start`,
        { pointer: "/fromStep" },
      );
    steps[entry.stepId] = entry.output;
  }
  return { state: { steps, journal, attempt: 0 }, stepId: fromStep };
}

const isCut = (output: Json): boolean =>
  typeof output === "object" && output !== null && !Array.isArray(output) && output["truncated"] === true;

/** Runs to be run again together. */
export interface ReplayRange {
  readonly workflowId: string;
  readonly state?: "completed" | "failed" | "canceled" | undefined;
  readonly from: Date;
  readonly to: Date;
}

const RANGE = `from workflow.runs r
  join workflow.workflows w on w.org_id = r.org_id and w.id = r.workflow_id
  join workflow.events e on e.org_id = r.org_id and e.id = r.event_id and e.created_at = r.event_at
  where r.org_id = $1 and r.workflow_id = $2 and ($3::text is null or r.state = $3) and r.created_at >= $4 and r.created_at < $5`;

/** How many runs of a range can be run again. */
export async function countRange(sql: Sql, orgId: string, range: ReplayRange): Promise<number> {
  const row = await sql.one<{ count: number }>(`select count(*) ${RANGE}`, rangeValues(orgId, range));
  return row.count;
}

/** Queues a whole range from the start, in the order the runs went, in one statement; gives how many. */
export function replayRange(
  sql: Sql,
  orgId: string,
  range: ReplayRange,
  { version, now }: { readonly version: "own" | "newest"; readonly now: Date },
): Promise<number> {
  // Ids that sort by time, as all ids of runs do: twelve digits of the instant, twelve of what makes them differ.
  return sql.run(
    `insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, replay_of)
     select r.org_id, lpad(to_hex((extract(epoch from $6::timestamptz) * 1000)::bigint), 12, '0') || substr(md5(r.id || $6::text), 1, 12),
       r.workflow_id, case when $7 = 'newest' then coalesce(w.published_version, r.version) else r.version end, r.event_id, r.event_at, r.id
     ${RANGE} order by r.created_at, r.id limit 100000`,
    [...rangeValues(orgId, range), now, version],
  );
}

const rangeValues = (orgId: string, { workflowId, state, from, to }: ReplayRange): unknown[] => [
  orgId,
  workflowId,
  state ?? null,
  from,
  to,
];

/** Takes a run off the queue for good. False when it has ended (or is ending) already. */
export async function cancelRun(sql: Sql, orgId: string, runId: string, now: Date): Promise<boolean> {
  const count = await sql.run(
    `with gone as (
       delete from workflow.queue where org_id = $1 and run_id = $2 returning *
     )
     insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, replay_of, created_at)
     select org_id, run_id, workflow_id, version, event_id, event_at, 'canceled', null, coalesce(resume->'state'->'journal', '[]'::json),
       coalesce(json_array_length(resume->'state'->'journal'), 0), attempt, 0, replay_of, $3 from gone`,
    [orgId, runId, now],
  );
  return count > 0;
}
