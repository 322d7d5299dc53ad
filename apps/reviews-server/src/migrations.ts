import type { MigrationLine } from "@hark/postgres";

/** The tables of the `reviews` schema. */
export const migrations: MigrationLine = {
  schema: "reviews",
  directory: new URL("../migrations/", import.meta.url),
};
