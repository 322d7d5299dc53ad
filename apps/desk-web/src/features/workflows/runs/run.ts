import type { Json, JsonObject } from "@hark/kernel";
import { api } from "@hark/ui";
import type { JournalEntry, StepError, WorkflowDocument } from "@hark/workflow/core";
import type { Many, One, Resource } from "../../../shared/resource.ts";

export type RunState = "pending" | "waiting" | "completed" | "failed" | "canceled";

/** A run as it is listed. */
export interface RunAttributes {
  readonly state: RunState;
  readonly version: number;
  readonly waitingFor: string | null;
  readonly dueAt: string | null;
  readonly error: (StepError & { readonly step?: string }) | null;
  readonly stepCount: number | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  /** The run that it runs again. */
  readonly replayOf: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}
export type Run = Resource<RunAttributes>;

/** A run with what each step got and gave. */
export interface RunDetailAttributes extends RunAttributes {
  readonly journal: readonly JournalEntry[];
  /** Step 1's output; null when it is no longer kept. */
  readonly trigger: Json;
}
export type RunDetail = Resource<RunDetailAttributes>;

/** A page of runs that a search found, and how far it looked. */
export interface FoundRuns {
  readonly data: readonly Run[];
  readonly meta: { readonly lookedBackTo: string | null; readonly complete: boolean };
  readonly links: { readonly next: string | null };
}

/** Which version a run is run again with. */
export type ReplayVersion = "own" | "newest" | number;

/** How a run is run again: from the start, or from a step with what was before it. */
export interface ReplayChoice {
  readonly version: ReplayVersion;
  readonly fromStep?: string;
}

/** A call to the outside that a dry run did not make. */
export interface OutsideCall {
  readonly stepId: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: JsonObject;
    readonly body?: Json;
  };
}

/** What a run without effect came to. */
export interface DryRun {
  readonly state: "completed" | "failed" | "waiting";
  readonly error: (StepError & { readonly step?: string }) | null;
  readonly waitingFor: string | null;
  readonly journal: readonly JournalEntry[];
  readonly outsideCalls: readonly OutsideCall[];
}

/** What a dry run runs on. */
export type DryRunData =
  | { readonly data: Json }
  | { readonly transaction: string }
  | { readonly run: string };

export const RUNS = ["runs"] as const;
export const runsKey = (workflowId: string) => ["runs", workflowId] as const;
export const runKey = (runId: string) => ["run", runId] as const;

export const listRuns = (workflowId: string, state: RunState | null): Promise<Many<RunAttributes>> =>
  api.get(`/v1/workflows/${workflowId}/runs?pageSize=50${state === null ? "" : `&state=${state}`}`);
export const getRun = (runId: string): Promise<One<RunDetailAttributes>> => api.get(`/v1/runs/${runId}`);
export const searchRuns = (query: string): Promise<FoundRuns> => api.get(`/v1/runs?${query}`);
export const cancelRun = (runId: string): Promise<{ readonly callUnderWay: boolean }> =>
  api.post(`/v1/runs/${runId}/cancel`, {});
export const replayRun = (runId: string, choice: ReplayChoice): Promise<{ readonly id: string }> =>
  api.post(`/v1/runs/${runId}/replay`, choice);
export const dryRun = (
  workflowId: string,
  body: DryRunData & { readonly document: WorkflowDocument },
): Promise<DryRun> => api.post(`/v1/workflows/${workflowId}/dry-run`, body);
export const callWorkflow = (
  workflowId: string,
  call: { readonly inputs: JsonObject; readonly at?: string },
): Promise<{ readonly id: string }> => api.post(`/v1/workflows/${workflowId}/call`, call);

/** The workflow that a run belongs to. */
export const workflowOf = (run: Pick<Run, "relationships">): string =>
  run.relationships?.["workflow"]?.data?.id ?? "";

/** Whether a run goes on by itself. */
export const isOpen = ({ state }: { readonly state: RunState }): boolean =>
  state === "pending" || state === "waiting";
