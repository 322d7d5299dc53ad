import { migrations as deskMigrations } from "@hark/desk-server";
import { maintainPartitions, migrations as workflowMigrations } from "@hark/workflow";
import type { Figure } from "../figure.ts";
import { makeWorld } from "../world.ts";
import { batchOfOne, ceiling } from "./runs.ts";

/** How fast workflows run, beside a program written by hand and beside runs that go singly. */
export async function engine(): Promise<Figure[]> {
  const world = await makeWorld([workflowMigrations, deskMigrations]);
  try {
    const { database } = world;
    await maintainPartitions(database, new Date(), 90);
    return [await ceiling(database), await batchOfOne(database)];
  } finally {
    await world.close();
  }
}
