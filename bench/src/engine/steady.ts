import { createLiveBus, type Database } from "@hark/postgres";
import { QUEUE_TOPIC } from "@hark/workflow";
import { type Child, startChild } from "../child.ts";
import { publishReviews, strangers } from "./workflow.ts";

/** An executor in a process of its own, and a source of reviews beside it. */
export interface Running {
  /** Takes reviews in, one by one, so many a second, by the clock: a slow one delays none. Resolves when the last is stored. */
  publishSteadily(orgId: string, perSecond: number, seconds: number): Promise<void>;
  /** Resident memory of the executor's process (MB). */
  rssMb(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one over the database. */
export async function startRunning(database: Database): Promise<Running> {
  const live = createLiveBus(database);
  const worker: Child<object> = await startChild(new URL("worker.ts", import.meta.url), {
    DATABASE_URL: database.url,
  });
  await live.start();
  const publish = async (orgId: string): Promise<void> => {
    await publishReviews(database, orgId, strangers(1));
    live.publish(orgId, QUEUE_TOPIC);
  };
  return {
    publishSteadily: async (orgId, perSecond, seconds) => {
      const startedAt = performance.now();
      const stored: Promise<void>[] = [];
      for (let at = 0; at < perSecond * seconds; at += 1) {
        const early = startedAt + (at * 1_000) / perSecond - performance.now();
        if (early > 1) await sleep(early);
        stored.push(publish(orgId));
      }
      await Promise.all(stored);
    },
    rssMb: async () => (await worker.ask<{ rssMb: number }>("memory")).rssMb,
    stop: async () => {
      await worker.stop();
      await live.stop();
    },
  };
}

/** Waits until no run of the organisation is queued; throws when one still is after `withinMs`. */
export async function untilIdle(database: Database, orgId: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (await database.maybe("select 1 from workflow.queue where org_id = $1 limit 1", [orgId])) {
    if (performance.now() > until)
      throw new Error(`runs were still queued after ${withinMs / 1_000} s; is anything stuck?`);
    await sleep(20);
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
