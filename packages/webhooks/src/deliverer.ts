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
import {
  type AttemptResult,
  BREAKER_FAILURES,
  isReceiverFailure,
  nextStep,
  openUntil,
  outcomeOf,
} from "./delivery.ts";
import { messageId } from "./outbox.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  maintainPartitions,
  nextDue,
  noteFailure,
  noteRecovery,
  openBreaker,
  organisationsWithDue,
  type SettledAttempt,
  settleAttempts,
} from "./outbox-store.ts";
import type { SecretBox } from "./secrets.ts";

/** What the deliverer says about itself; pino fits. */
export interface DelivererLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface DelivererOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly client: OutgoingClient;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly random: RandomFraction;
  readonly log: DelivererLog;
  readonly userAgent: string;
  readonly retentionDays: number;
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

// Longer than any attempt can take, and as long as a delivery waits when the process that had it died.
const LEASE_MS = 25 * SECOND;
const IN_FLIGHT = 128;
const PER_ENDPOINT = 32;
const POLL_MS = SECOND;
// Work that comes up in between wakes the loop; this only bounds how often it looks for what its own claims leave out.
const PAUSE_MS = 100;
const CHORE_MS = 60 * MINUTE;

/** Makes a deliverer; nothing is sent before `start` (or `drain`). */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { database, live, log, clock } = options;
  const sending = new Sending(options, () => loop.wake());
  const loop = createLoop({
    round: () => sending.round(),
    pause: async () => {
      const due = await nextDue(database).catch(() => undefined);
      return due ? Math.min(POLL_MS, Math.max(PAUSE_MS, due.getTime() - clock.now().getTime())) : POLL_MS;
    },
    failed: (error) => log.error({ err: toError(error) }, "a round of deliveries failed; trying again"),
  });
  const maintain = (): Promise<void> => maintainPartitions(database, clock.now(), options.retentionDays);
  let unsubscribe: (() => void) | undefined;
  let chore: NodeJS.Timeout | undefined;

  return {
    wake: loop.wake,
    drain: async () => {
      let total = 0;
      for (let claimed = await sending.round(); claimed > 0; claimed = await sending.round()) {
        total += claimed;
        await sending.idle();
      }
      return total;
    },
    start: async () => {
      await maintain();
      unsubscribe ??= live.subscribeAll((message) => {
        if (message.topic === OUTBOX_TOPIC) loop.wake();
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

/** Claims, sends and writes back; many deliveries are under way at once, and one that hangs holds up nobody. */
class Sending {
  readonly #options: DelivererOptions;
  readonly #onDone: () => void;
  readonly #underWay = new Map<string, number>();
  readonly #open = new Set<Promise<void>>();
  #settled: SettledAttempt[] = [];
  #writing: Promise<void> | undefined;

  constructor(options: DelivererOptions, onDone: () => void) {
    this.#options = options;
    this.#onDone = onDone;
  }

  /** Claims what there is room for and begins to send it; gives how many that were. */
  async round(): Promise<number> {
    const { database, clock } = this.#options;
    let claimed = 0;
    for (const orgId of await organisationsWithDue(database, clock.now())) {
      const room = IN_FLIGHT - this.#open.size;
      if (room <= 0) break;
      const now = clock.now();
      const busy = [...this.#underWay]
        .filter(([, count]) => count >= PER_ENDPOINT)
        .map(([endpoint]) => endpoint);
      const limits = {
        now,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
        breakerFailures: BREAKER_FAILURES,
        perEndpoint: PER_ENDPOINT,
        busy,
        total: room,
      };
      for (const delivery of await claimDeliveries(database, orgId, limits)) {
        claimed += 1;
        this.#begin(delivery);
      }
    }
    return claimed;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  #begin(delivery: ClaimedDelivery): void {
    const count = (by: number): void =>
      void this.#underWay.set(delivery.endpoint_id, (this.#underWay.get(delivery.endpoint_id) ?? 0) + by);
    count(1);
    const attempt = this.#attempt(delivery)
      // The lease runs out by itself and the delivery is claimed again, under the same message id.
      .catch((error: unknown) =>
        this.#options.log.error(
          { err: toError(error), deliveryId: delivery.delivery_id },
          "an attempt could not be written",
        ),
      )
      .finally(() => {
        count(-1);
        this.#open.delete(attempt);
        this.#onDone();
      });
    this.#open.add(attempt);
  }

  async #attempt(delivery: ClaimedDelivery): Promise<void> {
    const { client, clock, random, log } = this.#options;
    const startedAt = clock.now();
    const result = await client.post({
      url: delivery.url,
      headers: this.#headersOf(delivery, startedAt),
      body: delivery.body,
    });
    const number = delivery.attempt_count + 1;
    const next = nextStep(number, result, clock.now(), random);
    log.info(
      {
        orgId: delivery.org_id,
        deliveryId: delivery.delivery_id,
        endpointId: delivery.endpoint_id,
        attempt: number,
        status: result.statusCode,
        error: result.error,
        ms: result.durationMs,
        next: next.state,
      },
      "delivery attempted",
    );
    await this.#write({
      claimed: delivery,
      outcome: outcomeOf(result),
      state: next.state,
      statusCode: result.statusCode ?? null,
      error: result.error ?? null,
      response: result.body,
      durationMs: result.durationMs,
      startedAt,
      dueAt: next.state === "pending" ? next.dueAt : null,
    });
    await this.#noteHealth(delivery, result);
  }

  #headersOf(delivery: ClaimedDelivery, now: Date): Record<string, string> {
    const key = delivery.secret ? this.#options.secrets.open(delivery.secret, delivery.org_id) : undefined;
    return {
      "content-type": "application/json",
      "user-agent": this.#options.userAgent,
      "webhook-id": messageId(delivery.delivery_id),
      "webhook-timestamp": String(Math.floor(now.getTime() / SECOND)),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
  }

  async #noteHealth(delivery: ClaimedDelivery, result: AttemptResult): Promise<void> {
    const { database, clock, live } = this.#options;
    const { org_id: orgId, endpoint_id: endpointId } = delivery;
    const now = clock.now();
    if (isReceiverFailure(result)) {
      const wasProbe = delivery.failures >= BREAKER_FAILURES;
      const until = openUntil(await noteFailure(database, orgId, endpointId, { now, wasProbe }), now);
      if (until) await openBreaker(database, orgId, endpointId, until);
    } else if (delivery.failures > 0) {
      await noteRecovery(database, orgId, endpointId, now);
    }
    live.publish(orgId, "deliveries", { type: "delivery", id: delivery.delivery_id });
  }

  /** Answers that come in while one statement is under way are written together by the next. */
  async #write(settled: SettledAttempt): Promise<void> {
    this.#settled.push(settled);
    while (this.#settled.includes(settled)) {
      if (this.#writing) {
        await this.#writing.catch(() => {});
        continue;
      }
      const batch = this.#settled;
      this.#settled = [];
      this.#writing = settleAttempts(this.#options.database, batch);
      try {
        await this.#writing;
      } finally {
        this.#writing = undefined;
      }
      return;
    }
    await this.#writing;
  }
}
