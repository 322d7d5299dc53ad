export * from "./backoff.ts";
export * from "./clock.ts";
export * from "./defined.ts";
export * from "./durations.ts";
export * from "./errors.ts";
export * from "./ids.ts";
export * from "./json.ts";
export * from "./lifecycle.ts";
