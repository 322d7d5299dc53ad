import type { MigrationLine } from "@hark/postgres";

export * from "./address-filter.ts";
export * from "./client.ts";
export * from "./deliverer.ts";
export * from "./delivery.ts";
export * from "./delivery-store.ts";
export * from "./endpoint-store.ts";
export { messageId, type NewEvent, publish } from "./outbox.ts";
export { maintainPartitions } from "./outbox-store.ts";
export * from "./secrets.ts";
export * from "./signing.ts";
export * from "./url.ts";
export * from "./words.ts";

/** The tables of endpoints, events and deliveries. */
export const migrations: MigrationLine = {
  schema: "webhooks",
  directory: new URL("../migrations/", import.meta.url),
};
