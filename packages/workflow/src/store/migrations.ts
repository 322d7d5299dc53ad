import type { MigrationLine } from "@hark/postgres";

/** The tables of workflows, events and runs. */
export const migrations: MigrationLine = {
  schema: "workflow",
  directory: new URL("../../migrations/", import.meta.url),
};
