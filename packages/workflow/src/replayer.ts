import { type Clock, createLoop, type RandomBytes, SECOND, type Service, toError } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import { advanceReplay, type OpenReplay, openReplays } from "./store/replay-chunks.ts";

export interface ReplayerOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: { error(facts: object, message: string): void };
  /** Wakes the executor: there are runs in the queue. */
  wake(): void;
}

/** Carries out replays: puts past runs into the queue again, only as fast as it empties. */
export interface Replayer extends Service {
  /** Says that a replay was asked for. Cheap. */
  wake(): void;
  /** Does what may be done now; gives how many replays moved on. For tests. */
  drain(): Promise<number>;
}

/** Topic of the messages that tell screens about progress. */
export const REPLAYS_TOPIC = "replays";

// As many as go in one batch: a live run that comes behind them waits for one batch at most.
const READY = 256;
const OPEN = 2_000;
const LOOKED = 2_000;
const IDLE_MS = 2 * SECOND;
const BUSY_MS = 50;

/** Makes a replayer; nothing is queued before `start` (or `drain`). Several processes may run one each. */
export function createReplayer(options: ReplayerOptions): Replayer {
  const { database, log } = options;
  let pauseMs = IDLE_MS;
  const round = async (): Promise<number> => {
    let moved = 0;
    for (const replay of await openReplays(database)) if (await advance(options, replay)) moved += 1;
    return moved;
  };
  const loop = createLoop({
    // Never without a pause: what was queued has to be worked off first.
    round: async () => {
      const moved = await round();
      pauseMs = moved > 0 ? BUSY_MS : Math.min(IDLE_MS, pauseMs * 2);
      return 0;
    },
    pause: () => pauseMs,
    failed: (error) => log.error({ err: toError(error) }, "a round of replays failed; trying again"),
  });
  return { wake: loop.wake, drain: round, start: loop.start, stop: loop.stop };
}

/** One chunk of one replay; true when that changed anything. */
async function advance(options: ReplayerOptions, replay: OpenReplay): Promise<boolean> {
  const { database, clock, random, live, wake } = options;
  const limits = { now: clock.now(), random, ready: READY, open: OPEN, looked: LOOKED };
  const chunk = await advanceReplay(database, replay, limits);
  if (chunk && chunk.queued > 0) wake();
  if (chunk?.moved) live.publish(replay.org_id, REPLAYS_TOPIC, { type: "replay", id: replay.id });
  return chunk?.moved ?? false;
}
