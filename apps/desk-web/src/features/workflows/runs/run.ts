import type { Json } from "@hark/kernel";
import { api } from "@hark/ui";
import type { JournalEntry, StepError } from "@hark/workflow/core";
import type { Many, One, Resource } from "../../../shared/resource.ts";

export type RunState = "pending" | "waiting" | "completed" | "failed" | "canceled";

/** A run as it is listed. */
export interface RunAttributes {
  readonly state: RunState;
  readonly version: number;
  readonly waitingFor: string | null;
  readonly dueAt: string | null;
  readonly error: (StepError & { readonly stepId?: string }) | null;
  readonly stepCount: number | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly createdAt: string;
}
export type Run = Resource<RunAttributes>;

/** A run with what each step got and gave. */
export interface RunDetailAttributes extends RunAttributes {
  readonly journal: readonly JournalEntry[];
  /** Step 1's output. */
  readonly trigger: Json;
}

export const runsKey = (workflowId: string) => ["runs", workflowId] as const;
export const runKey = (runId: string) => ["run", runId] as const;

export const listRuns = (workflowId: string, state: RunState | null): Promise<Many<RunAttributes>> =>
  api.get(`/v1/workflows/${workflowId}/runs?pageSize=50${state === null ? "" : `&state=${state}`}`);
export const getRun = (runId: string): Promise<One<RunDetailAttributes>> => api.get(`/v1/runs/${runId}`);
