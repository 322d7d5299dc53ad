import { api } from "@hark/ui";

/** Why runs of a replay were passed over. */
export const skipWords: Readonly<Record<string, string>> = {
  "event-gone": "what started them is no longer kept",
  "version-gone": "their version is not there any more",
  "step-gone": "the version has no such step",
  "step-not-reached": "they never came to the step",
  "output-gone": "what an earlier step gave is not kept whole",
};

/** Many runs that are run again in the background. */
export interface Replay {
  readonly id: string;
  readonly state: "running" | "done" | "canceled";
  readonly version: "own" | "newest" | number;
  readonly fromStep: string | null;
  readonly total: number;
  /** Put back so far. */
  readonly queued: number;
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly skipped: number;
  readonly skippedBecause: Readonly<Record<string, number>>;
  /** How it stands, in a sentence. */
  readonly words: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** Which runs are run again, and how. */
export interface ReplayRequest {
  readonly workflow?: string;
  readonly state?: "completed" | "failed" | "canceled";
  readonly from?: string;
  readonly to?: string;
  readonly version: "own" | "newest";
  readonly fromStep?: string;
  readonly [condition: string]: unknown;
}

/** How many runs a replay would run again. */
export interface ReplayCount {
  readonly total: number;
  readonly byState: Readonly<Record<"completed" | "failed" | "canceled", number>>;
  /** Of them, those whose event is no longer kept: they are passed over. */
  readonly gone: number;
}

export const REPLAYS = ["replays"] as const;
export const listReplays = (): Promise<{ readonly data: readonly Replay[] }> => api.get("/v1/replays");
export const countReplay = (request: ReplayRequest): Promise<ReplayCount> =>
  api.post("/v1/replays", { ...request, dryRun: true });
export const startReplay = (request: ReplayRequest): Promise<{ readonly data: Replay }> =>
  api.post("/v1/replays", request);
export const cancelReplay = (id: string): Promise<unknown> => api.post(`/v1/replays/${id}/cancel`, {});
