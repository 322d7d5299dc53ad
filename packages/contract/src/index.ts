export * from "./desk/index.ts";
export * from "./errors.ts";
export * from "./hook-transaction.ts";
export * from "./json-schema.ts";
export * from "./lists.ts";
export * from "./published-example.ts";
export * from "./review-event.ts";
export * from "./reviews/index.ts";
