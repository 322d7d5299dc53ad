import type { Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { JournalEntry, RunState } from "../core/advance.ts";
import { TRIGGER_ID } from "../core/definition.ts";
import { MASK } from "../executor/mask.ts";
import { readJournal } from "./journal-text.ts";

/** Which version a replay runs: the one the run had, the newest that is published, or one by number. */
export type ReplayVersion = "own" | "newest" | number;

/** A run that ended, as far as running it again needs it. */
export interface PastRun {
  readonly id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly published_version: number | null;
  readonly event_id: string;
  readonly event_at: Date;
  /** Whether what started it is still kept. */
  readonly kept: boolean;
  /** Only where outputs are to be pinned. */
  readonly journal: readonly JournalEntry[] | null;
  readonly data: Json;
}

/** Why a run cannot be run again as asked. */
export type ReplayRefusal =
  | { readonly code: "event-gone" | "version-gone" }
  | { readonly code: "step-gone"; readonly version: number }
  | { readonly code: "step-not-reached" }
  /** What a step gave was cut, or a secret was taken out of it: it is not kept whole. */
  | { readonly code: "output-gone"; readonly stepId: string };

/** What goes into the queue to run a run again. */
export interface PlannedReplay {
  readonly version: number;
  readonly pinned: { readonly state: RunState; readonly stepId: string } | null;
}

/** Versions that are there; true where they have the step that is asked for. */
export type KnownVersions = ReadonlyMap<string, boolean>;

const keyOf = (workflowId: string, version: number): string => `${workflowId}/${version}`;

/** The number of the version to run; null when nothing is published. */
const wantedVersion = (run: PastRun, version: ReplayVersion): number | null =>
  version === "own" ? run.version : version === "newest" ? run.published_version : version;

/** Looks up the versions that runs are to be run again with, in one query. */
export async function knownVersions(
  sql: Sql,
  orgId: string,
  runs: readonly PastRun[],
  { version, fromStep }: { readonly version: ReplayVersion; readonly fromStep?: string | undefined },
): Promise<KnownVersions> {
  const pairs = new Map<string, [string, number]>();
  for (const run of runs) {
    const wanted = wantedVersion(run, version);
    if (wanted !== null) pairs.set(keyOf(run.workflow_id, wanted), [run.workflow_id, wanted]);
  }
  const rows = await sql.all<{ workflow_id: string; version: number; has_step: boolean }>(
    `select v.workflow_id, v.version,
       $4::text is null or exists (select 1 from json_array_elements(v.document->'steps') s where s->>'id' = $4) as has_step
     from workflow.versions v
     where v.org_id = $1 and (v.workflow_id, v.version) in (select * from unnest($2::text[], $3::int[]))`,
    [orgId, [...pairs.values()].map(([id]) => id), [...pairs.values()].map(([, at]) => at), fromStep ?? null],
  );
  return new Map(rows.map((row) => [keyOf(row.workflow_id, row.version), row.has_step]));
}

/** How a run is run again: with which version, and from a step on with what earlier steps gave pinned. */
export function planReplay(
  run: PastRun,
  versions: KnownVersions,
  { version, fromStep }: { readonly version: ReplayVersion; readonly fromStep?: string | undefined },
): PlannedReplay | ReplayRefusal {
  if (!run.kept) return { code: "event-gone" };
  const wanted = wantedVersion(run, version);
  const hasStep = wanted === null ? undefined : versions.get(keyOf(run.workflow_id, wanted));
  if (wanted === null || hasStep === undefined) return { code: "version-gone" };
  if (fromStep === undefined || fromStep === TRIGGER_ID) return { version: wanted, pinned: null };
  if (!hasStep) return { code: "step-gone", version: wanted };
  const state = stateBefore(run, fromStep);
  return "code" in state ? state : { version: wanted, pinned: { state, stepId: fromStep } };
}

/** The state before a step, with what the steps ahead of it gave. */
function stateBefore(run: PastRun, stepId: string): RunState | ReplayRefusal {
  const journal = readJournal(run.journal ?? [], run.data ?? undefined);
  const at = journal.findIndex((entry) => entry.stepId === stepId);
  if (at < 0) return { code: "step-not-reached" };
  const steps: Record<string, Json> = { [TRIGGER_ID]: run.data };
  for (const entry of journal.slice(0, at)) {
    if (entry.output === undefined) {
      if (entry.error) steps[entry.stepId] = {};
    } else if (isWhole(entry.output)) steps[entry.stepId] = entry.output;
    else return { code: "output-gone", stepId: entry.stepId };
  }
  return { steps, journal: journal.slice(0, at), attempt: 0 };
}

const isWhole = (output: Json): boolean =>
  !(
    typeof output === "object" &&
    output !== null &&
    !Array.isArray(output) &&
    output["truncated"] === true
  ) && !JSON.stringify(output).includes(MASK);
