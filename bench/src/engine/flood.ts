// Keeps one organisation's queue deep, in a process of its own: what the other's events wait for is then the engine, not their sender.
import { createLiveBus, openDatabase } from "@hark/postgres";
import { QUEUE_TOPIC } from "@hark/workflow";
import { sleep } from "./steady.ts";
import { publishReviews, strangers } from "./workflow.ts";

/** Whom to flood from now on; null ends it. */
export interface FloodOrder {
  readonly orgId: string | null;
}

/** Runs that are queued all the time: many batches. */
const DEPTH = 2_000;
/** Events of one transaction: as many as a hook gathers in 5 ms at 5,000 a second. */
const CHUNK = 25;
const LOOK_MS = 50;

const database = openDatabase({ url: process.env["DATABASE_URL"] ?? "", applicationName: "bench flood" });
const live = createLiveBus(database);
let flooded: string | null = null;
let flooding = Promise.resolve();

async function flood(orgId: string): Promise<void> {
  while (flooded === orgId) {
    const { count } = await database.one<{ count: number }>(
      "select count(*) as count from workflow.queue where org_id = $1",
      [orgId],
    );
    for (let missing = DEPTH - count; missing > 0 && flooded === orgId; missing -= CHUNK) {
      await publishReviews(database, orgId, strangers(CHUNK));
      live.publish(orgId, QUEUE_TOPIC);
    }
    await sleep(LOOK_MS);
  }
}

process.on("message", ({ orgId }: FloodOrder) => {
  flooded = orgId;
  if (orgId !== null) flooding = flood(orgId);
  void (orgId === null ? flooding : Promise.resolve()).then(() => process.send?.({}));
});
process.on("disconnect", () => {
  void (async () => {
    flooded = null;
    await flooding;
    await live.stop();
    await database.close();
    process.exit(0);
  })();
});
await live.start();
process.send?.({});
