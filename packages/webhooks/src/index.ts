import type { MigrationLine } from "@hark/postgres";

export * from "./address-filter.ts";
export * from "./client.ts";
export * from "./content-filter.ts";
export * from "./curl.ts";
export * from "./deliverer.ts";
export * from "./delivery.ts";
export * from "./delivery-store.ts";
export * from "./endpoint-headers.ts";
export * from "./endpoint-stats.ts";
export * from "./endpoint-store.ts";
export { eraseSubject } from "./erasure-store.ts";
export { envelopeOf, messageId, type NewEvent, publish, publishAll } from "./outbox.ts";
export { maintainPartitions } from "./outbox-store.ts";
export {
  cancelReplay,
  countReplay,
  createReplay,
  findReplay,
  listReplays,
  type NewReplay,
  REPLAY_RATE,
  type ReplayableState,
  type ReplayCount,
  type ReplayFilter,
  type ReplayRow,
} from "./replay-store.ts";
export { replayWords } from "./replay-words.ts";
export * from "./replayer.ts";
export { requestFacts } from "./request-facts.ts";
export * from "./secrets.ts";
export * from "./signing.ts";
export * from "./signing-key-store.ts";
export * from "./url.ts";
export * from "./verify.ts";
export * from "./words.ts";

/** The tables of endpoints, events and deliveries. */
export const migrations: MigrationLine = {
  schema: "webhooks",
  directory: new URL("../migrations/", import.meta.url),
};
