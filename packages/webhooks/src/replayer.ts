import { type Clock, createLoop, SECOND, type Service, toError } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import type { DelivererLog } from "./deliverer.ts";
import { type DueReplay, dueReplays, nextChunkAt, queueChunk } from "./replay-chunks.ts";

export interface ReplayerOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly log: DelivererLog;
  /** Wakes the deliverer: there is something in the outbox. */
  wake(): void;
}

/** Carries out replays: puts old deliveries back into the outbox, at their rate and only as fast as they leave it. */
export interface Replayer extends Service {
  /** Says that a replay was asked for. Cheap. */
  wake(): void;
  /** Does what may be done at this instant of the clock; gives the number of deliveries put back. For tests. */
  drain(): Promise<number>;
}

/** Topic of the messages that tell screens about progress. */
export const REPLAYS_TOPIC = "replays";

const CHUNKS_PER_SECOND = 4;
const OPEN_PER_ENDPOINT = 200;
const POLL_MS = 2 * SECOND;
const PAUSE_MS = 10;

/** Makes a replayer; nothing is put back before `start` (or `drain`). Several processes may run one each. */
export function createReplayer(options: ReplayerOptions): Replayer {
  const { database, clock, log } = options;
  const round = async (): Promise<number> => {
    let total = 0;
    for (const replay of await dueReplays(database, clock.now())) total += await advance(options, replay);
    return total;
  };
  const loop = createLoop({
    round,
    pause: async () => {
      const at = await nextChunkAt(database).catch(() => undefined);
      return at ? Math.min(POLL_MS, Math.max(PAUSE_MS, at.getTime() - clock.now().getTime())) : POLL_MS;
    },
    failed: (error) => log.error({ err: toError(error) }, "a round of replays failed; trying again"),
  });
  return { wake: loop.wake, drain: round, start: loop.start, stop: loop.stop };
}

/** One chunk of one replay. */
async function advance(options: ReplayerOptions, replay: DueReplay): Promise<number> {
  const { database, live, clock, log } = options;
  const chunk = await queueChunk(database, replay, {
    now: clock.now(),
    size: Math.max(1, Math.round(replay.rate_per_second / CHUNKS_PER_SECOND)),
    openPerEndpoint: OPEN_PER_ENDPOINT,
  });
  if (!chunk) return 0;
  if (chunk.queued > 0) options.wake();
  if (chunk.queued > 0 || chunk.state === "done")
    live.publish(replay.org_id, REPLAYS_TOPIC, { type: "replay", id: replay.id });
  if (chunk.state === "done")
    log.info({ orgId: replay.org_id, replayId: replay.id }, "a replay has put everything back");
  return chunk.queued;
}
