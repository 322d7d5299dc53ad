export * from "./actor.ts";
export * from "./cors.ts";
export * from "./error-answer.ts";
export * from "./json-body.ts";
export * from "./server.ts";
export * from "./spa.ts";
export * from "./sse.ts";
