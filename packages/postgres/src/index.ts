export * from "./database.ts";
export * from "./live-bus.ts";
export * from "./migrate.ts";
export * from "./sql.ts";
export * from "./sqlstate.ts";
export { plainArray, textArray } from "./text-array.ts";
