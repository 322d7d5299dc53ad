export { type ChangedStep, type DocumentDiff, diffPieces } from "./core/compare-documents.ts";
export { type ComparedStep, compareJournals, type JournalComparison } from "./core/compare-journals.ts";
export { type JsonChange, jsonChanges } from "./core/json-changes.ts";
export * from "./executor/action.ts";
export type { DryRun, DryRunRequest } from "./executor/dry-run.ts";
export * from "./executor/executor.ts";
export { createMasker, MASK } from "./executor/mask.ts";
export type { ExecutorLog, ExecutorOptions } from "./executor/options.ts";
export type { OpenVariables } from "./executor/variables.ts";
export * from "./replayer.ts";
export { type CallRequest, type CallVerdict, queueCalls } from "./store/calls.ts";
export * from "./store/cancel.ts";
export * from "./store/events.ts";
export { migrations } from "./store/migrations.ts";
export * from "./store/partitions.ts";
export { type ReplayRequest, replayRun } from "./store/replay.ts";
export type { ReplayVersion } from "./store/replay-plan.ts";
export {
  cancelReplay,
  countReplay,
  createReplay,
  findReplay,
  listReplays,
  type NewReplay,
  type ReplayableState,
  type ReplayCount,
  type ReplayFilter,
  type ReplayRow,
} from "./store/replays.ts";
export { findRetention, KEEP_DAYS, type KeepDays, setRetention } from "./store/retention.ts";
export { queuedAt } from "./store/run-id.ts";
export { type FoundRuns, type RunSearch, type RunTraits, searchRuns } from "./store/run-search.ts";
export {
  findRun,
  listRuns,
  type RunDetailRow,
  type RunFilter,
  type RunRow,
  type RunStats,
  runStats,
  runsOfEvents,
} from "./store/runs.ts";
export * from "./store/variables.ts";
export * from "./store/volume.ts";
export * from "./store/workflows.ts";
