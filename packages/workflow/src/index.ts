export * from "./executor/action.ts";
export * from "./executor/executor.ts";
export * from "./store/events.ts";
export { migrations } from "./store/migrations.ts";
export * from "./store/partitions.ts";
export * from "./store/runs.ts";
export * from "./store/workflows.ts";
