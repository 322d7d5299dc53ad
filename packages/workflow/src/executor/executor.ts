import { setTimeout } from "node:timers/promises";
import { createLoop, MINUTE, SECOND, type Service, toError } from "@hark/kernel";
import { maintainPartitions } from "../store/partitions.ts";
import { createCaller } from "./caller.ts";
import { type DryRun, type DryRunRequest, dryRun } from "./dry-run.ts";
import type { ExecutorOptions } from "./options.ts";
import { LANES } from "./turns.ts";
import { createVersionCache } from "./versions.ts";
import { Work } from "./work.ts";

/** Runs workflows in the background. */
export interface Executor extends Service {
  /** Says that there may be work. Cheap; call it after every commit that queued a run. */
  wake(): void;
  /** Works until nothing is ready; gives the number of runs that ended. For tests, which drive the loop themselves. */
  drain(): Promise<number>;
  /** Runs a workflow on data without lasting effect: all is undone, and calls to the outside are shown, not made. */
  dryRun(request: DryRunRequest): Promise<DryRun>;
}

/** Topic of the message that tells other processes about queued runs. */
export const QUEUE_TOPIC = "workflow:queue";

const POLL_MS = SECOND;
// The word that another organisation has work may be twenty milliseconds on its way.
const BESIDE_FLOOD_MS = 2;
const PARTITION_CHORE_MS = 60 * MINUTE;

/** Makes an executor; nothing runs before `start` (or `drain`). */
export function createExecutor(options: ExecutorOptions): Executor {
  const { live, log } = options;
  const versions = createVersionCache(options.catalogue);
  const wake = (): void => {
    for (const lane of lanes) lane.wake();
  };
  const caller = createCaller({ ...options, versions, onAnswer: wake });
  const work = new Work(options, versions, caller.wake);
  const lanes = Array.from({ length: LANES }, () =>
    createLoop({
      round: () => work.round(),
      pause: () => (work.isFlooded ? BESIDE_FLOOD_MS : POLL_MS),
      failed: (error) => log.error({ err: toError(error) }, "a round of runs failed; trying again"),
    }),
  );
  const maintain = (): Promise<void> =>
    maintainPartitions(options.database, options.clock.now(), options.retentionDays);
  let unsubscribe: (() => void) | undefined;
  let chore: NodeJS.Timeout | undefined;

  return {
    wake,
    drain: async () => {
      let total = 0;
      const lane = async (): Promise<void> => {
        for (;;) {
          const ended = await work.round();
          total += ended;
          if (ended > 0) continue;
          if (!work.isUnderWay) return;
          await setTimeout(BESIDE_FLOOD_MS);
        }
      };
      do await Promise.all(lanes.map(lane));
      while ((await caller.drain()) > 0);
      return total;
    },
    start: async () => {
      await maintain();
      unsubscribe ??= live.subscribeAll((message) => {
        if (message.topic === QUEUE_TOPIC) wake();
      });
      const report = (error: unknown): void =>
        log.error({ err: toError(error) }, "partitions could not be made ahead");
      chore ??= setInterval(() => void maintain().catch(report), PARTITION_CHORE_MS);
      for (const lane of lanes) await lane.start();
      await caller.start();
    },
    stop: async () => {
      clearInterval(chore);
      unsubscribe?.();
      chore = undefined;
      unsubscribe = undefined;
      await caller.stop();
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
    dryRun: (request) => dryRun(request, options),
  };
}
