import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, type MigrationLine, migrate, openDatabase } from "@hark/postgres";
import { startEmbedded } from "@hark/postgres/embedded";

/** A database server of the bench's own, as durable as the product's. */
export interface World {
  readonly database: Database;
  close(): Promise<void>;
}

/** Starts one with the given lines applied, and with settings beyond the product's. */
export async function makeWorld(
  lines: readonly MigrationLine[],
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "hark-bench-"));
  const server = await startEmbedded({ directory: join(directory, "postgres"), settings });
  const database = openDatabase({ url: server.url, poolSize: 10, applicationName: "hark bench" });
  await migrate(database, lines);
  return {
    database,
    close: async () => {
      await database.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
