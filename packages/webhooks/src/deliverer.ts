import {
  type Clock,
  createLoop,
  MINUTE,
  type RandomFraction,
  SECOND,
  type Service,
  toError,
} from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import type { OutgoingClient } from "./client.ts";
import { Sending } from "./delivery-sending.ts";
import type { StoppedReason } from "./endpoint-store.ts";
import { maintainPartitions, nextDue } from "./outbox-store.ts";
import type { SecretBox } from "./secrets.ts";

/** What the deliverer says about itself; pino fits. */
export interface DelivererLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Who is told what an owner should know. */
export interface DelivererNotices {
  /** An endpoint was stopped without anybody's doing. Called once for each time, by the process that did it. */
  endpointStopped(orgId: string, endpointId: string, reason: StoppedReason): Promise<void>;
}

export interface DelivererOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly client: Pick<OutgoingClient, "post">;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly random: RandomFraction;
  readonly log: DelivererLog;
  readonly userAgent: string;
  readonly retentionDays: number;
  readonly notices?: DelivererNotices;
}

/** Sends what is in the outbox. */
export interface Deliverer extends Service {
  /** Says that there may be work. Cheap; call it after every commit that published something. */
  wake(): void;
  /** Sends what is due and waits for all of it; gives the number of attempts. For tests, which drive the loop themselves. */
  drain(): Promise<number>;
}

/** Topic of the message that tells other processes about new deliveries. */
export const OUTBOX_TOPIC = "webhooks:outbox";

const POLL_MS = SECOND;
// Work that comes up in between wakes the loop; this only bounds how often it looks for what its own claims leave out, and how often it
// asks when the next is due.
const PAUSE_MS = 100;
const CHORE_MS = 60 * MINUTE;

/** Makes a deliverer; nothing is sent before `start` (or `drain`). */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { database, live, log, clock } = options;
  const sending = new Sending(options, () => loop.wake());
  let lookedAt = Number.NEGATIVE_INFINITY;
  const loop = createLoop({
    round: async () => {
      const { claimed, mayBeMore } = await sending.round();
      return mayBeMore ? claimed : 0;
    },
    pause: async () => {
      if (performance.now() - lookedAt < PAUSE_MS) return PAUSE_MS;
      lookedAt = performance.now();
      const due = await nextDue(database).catch(() => undefined);
      const wait = due ? due.getTime() - clock.now().getTime() : POLL_MS;
      return Math.min(POLL_MS, wait > 0 ? wait : PAUSE_MS);
    },
    failed: (error) => log.error({ err: toError(error) }, "a round of deliveries failed; trying again"),
  });
  const maintain = (): Promise<void> => maintainPartitions(database, clock.now(), options.retentionDays);
  let unsubscribe: (() => void) | undefined;
  let chore: NodeJS.Timeout | undefined;

  return {
    wake: () => sending.hint(),
    drain: async () => {
      let total = 0;
      for (;;) {
        const { claimed } = await sending.round();
        if (claimed === 0) return total;
        total += claimed;
        await sending.idle();
      }
    },
    start: async () => {
      await maintain();
      unsubscribe ??= live.subscribeAll((message) => {
        if (message.topic === OUTBOX_TOPIC) sending.hint(message.orgId);
      });
      const report = (error: unknown): void =>
        log.error({ err: toError(error) }, "partitions could not be made ahead");
      chore ??= setInterval(() => void maintain().catch(report), CHORE_MS);
      await loop.start();
    },
    stop: async () => {
      clearInterval(chore);
      unsubscribe?.();
      chore = undefined;
      unsubscribe = undefined;
      await loop.stop();
      await sending.idle();
    },
  };
}
