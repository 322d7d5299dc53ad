export { type AppBench, appBench } from "./app-bench.ts";
export { type Answer, type Call, callerOf } from "./caller.ts";
