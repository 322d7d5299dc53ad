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
  /** Says that there may be work, of one organisation or of any. Cheap; call it after every commit that queued a run. */
  wake(orgId?: string): void;
  /** Works until nothing is ready; gives the number of runs that ended. For tests, which drive the loop themselves. */
  drain(): Promise<number>;
  /** Runs a workflow on data without lasting effect: all is undone, and calls to the outside are shown, not made. */
  dryRun(request: DryRunRequest): Promise<DryRun>;
}

/** Topic of the message that tells other processes about queued runs. */
export const QUEUE_TOPIC = "workflow:queue";

const POLL_MS = SECOND;
// What came in through another process may not have been told: it is not to wait a second beside a flood. Each idle lane looks so often, the
// lanes together every 20 ms; when each did that by itself, looking took a tenth of a processor, which those beside the flood felt.
const BESIDE_FLOOD_MS = 20 * LANES;
const PARTITION_CHORE_MS = 60 * MINUTE;

/** Makes an executor; nothing runs before `start` (or `drain`). */
export function createExecutor(options: ExecutorOptions): Executor {
  const { live, log } = options;
  const versions = createVersionCache(options.catalogue);
  const wakeAll = (): void => {
    for (const lane of lanes) lane.wake();
  };
  const wake = (orgId?: string): void => {
    if (orgId === undefined) wakeAll();
    else if (work.call(orgId)) lanes.some((lane) => lane.wake());
  };
  const caller = createCaller({ ...options, versions, onAnswer: wake });
  const work = new Work(options, versions, { onCalls: caller.wake, onMore: wakeAll });
  const lanes = Array.from({ length: LANES }, () =>
    createLoop({
      round: () => work.round(),
      pause: () => (work.isFlooded ? BESIDE_FLOOD_MS : POLL_MS),
      failed: (error) => log.error({ err: toError(error) }, "a round of runs failed; trying again"),
    }),
  );
  const partitions = partitionChore(options);
  let unsubscribe: (() => void) | undefined;

  return {
    wake,
    drain: async () => {
      let total = 0;
      do {
        for (const ended of await Promise.all(lanes.map(() => drainLane(work)))) total += ended;
        // Lanes can set one another's runs aside to the last. What they leave goes with no batch beside it.
        total += await drainLane(work);
      } while ((await caller.drain()) > 0);
      return total;
    },
    start: async () => {
      await partitions.start();
      unsubscribe ??= live.subscribeAll((message) => {
        if (message.topic === QUEUE_TOPIC) wake(message.orgId);
      });
      for (const lane of lanes) await lane.start();
      await caller.start();
    },
    stop: async () => {
      await partitions.stop();
      unsubscribe?.();
      unsubscribe = undefined;
      await caller.stop();
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
    dryRun: (request) => dryRun(request, options),
  };
}

/** Makes the days' partitions ahead, and drops the old ones. */
function partitionChore({ database, clock, retentionDays, log }: ExecutorOptions): Service {
  const maintain = (): Promise<void> => maintainPartitions(database, clock.now(), retentionDays);
  const report = (error: unknown): void =>
    log.error({ err: toError(error) }, "partitions could not be made ahead");
  let timer: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      await maintain();
      timer ??= setInterval(() => void maintain().catch(report), PARTITION_CHORE_MS);
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** One lane's rounds while there is work; what a batch leaves may be for another lane, or be what nobody can do now. */
async function drainLane(work: Work): Promise<number> {
  let total = 0;
  for (let inVain = 0; inVain < 2; ) {
    const ended = await work.round();
    total += ended;
    inVain = ended > 0 ? 0 : inVain + 1;
    if (ended > 0) continue;
    const { nextEnd } = work;
    if (!nextEnd) return total;
    await nextEnd;
  }
  return total;
}
