import { migrations as accountsMigrations } from "@hark/accounts";
import { migrations as deskMigrations } from "@hark/desk-server";
import type { Database } from "@hark/postgres";
import { maintainPartitions, migrations as workflowMigrations } from "@hark/workflow";
import { makeWorld, type World } from "../world.ts";

/** Files of the write-ahead log (16 MB each) that are there from the beginning. */
const LOG_FILES = 64;

/**
 * A database server with Desk's tables and this week's partitions, and settings beyond the product's. Its log has the files of one that
 * has run for a while and writes over old ones: each that has to be made holds every commit up, for 50 ms, twice a second in a flood.
 */
export async function makeEngineWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = await makeWorld([accountsMigrations, workflowMigrations, deskMigrations], {
    min_wal_size: "1GB",
    ...settings,
  });
  await maintainPartitions(world.database, new Date(), 90);
  await makeLogFiles(world.database);
  return world;
}

async function makeLogFiles(database: Database): Promise<void> {
  for (let at = 0; at < LOG_FILES; at += 1) {
    await database.run("select pg_logical_emit_message(false, 'bench', 'one more file')");
    await database.run("select pg_switch_wal()");
  }
  await database.run("checkpoint");
}
