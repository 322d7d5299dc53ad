import { migrations as accountsMigrations } from "@hark/accounts";
import { migrations as deskMigrations } from "@hark/desk-server";
import { maintainPartitions, migrations as workflowMigrations } from "@hark/workflow";
import { makeWorld, type World } from "../world.ts";

/** A database server with Desk's tables and this week's partitions, and settings beyond the product's. */
export async function makeEngineWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = await makeWorld([accountsMigrations, workflowMigrations, deskMigrations], settings);
  await maintainPartitions(world.database, new Date(), 90);
  return world;
}
