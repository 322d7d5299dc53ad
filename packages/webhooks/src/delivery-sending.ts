import { SECOND, toError } from "@hark/kernel";
import type { DelivererOptions } from "./deliverer.ts";
import { type AttemptResult, BREAKER_FAILURES, bucketSpentUntil, nextStep, outcomeOf } from "./delivery.ts";
import { noteHealth } from "./delivery-health.ts";
import { createDeliverySecrets, type DeliverySecrets } from "./delivery-secrets.ts";
import { holdEndpoint } from "./endpoint-health-store.ts";
import { envelopeOf, messageId } from "./outbox.ts";
import { type SettledAttempt, settleAttempts } from "./outbox-settle-store.ts";
import { type ClaimedDelivery, claimDeliveries, organisationsWithDue } from "./outbox-store.ts";

// Longer than any attempt can take, and as long as a delivery waits when the process that had it died.
const LEASE_MS = 25 * SECOND;
// A process that slept after its claim must not begin an attempt that would outlive the lease: a later event of the same key may
// be out by then.
const BEGIN_WITHIN_MS = 5 * SECOND;
const IN_FLIGHT = 256;
/** Room that is worth a claim, and how long one waits for it (ms). */
const WORTHWHILE = 64;
const MAX_WAIT_MS = 50;
// No endpoint takes more than half of the room, or one that hangs would leave none to the others.
const PER_ENDPOINT = IN_FLIGHT / 2;

/** Claims, sends and writes back; many deliveries are under way at once, and one that hangs holds up nobody. */
export class Sending {
  readonly #options: DelivererOptions;
  readonly #secrets: DeliverySecrets;
  readonly #onDone: () => void;
  readonly #underWay = new Map<string, number>();
  readonly #open = new Set<Promise<void>>();
  #settled: SettledAttempt[] = [];
  #writing: Promise<void> | undefined;
  #onRoom: (() => void) | undefined;

  constructor(options: DelivererOptions, onDone: () => void) {
    this.#options = options;
    this.#secrets = createDeliverySecrets(options.secrets);
    this.#onDone = onDone;
  }

  /** Claims what there is room for and begins to send it; gives how many that were. */
  async round(): Promise<number> {
    const { database, clock } = this.#options;
    let claimed = 0;
    await this.#someRoom();
    for (const orgId of await organisationsWithDue(database, clock.now())) {
      const room = IN_FLIGHT - this.#open.size;
      if (room <= 0) break;
      const now = clock.now();
      const limits = {
        now,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
        breakerFailures: BREAKER_FAILURES,
        perEndpoint: PER_ENDPOINT,
        underWay: this.#underWay,
        total: room,
      };
      for (const delivery of await claimDeliveries(database, orgId, limits)) {
        claimed += 1;
        this.#begin(delivery, now);
      }
    }
    return claimed;
  }

  // Claiming one for each that ends would be a statement for each. What hangs must not keep the others waiting for long, though.
  async #someRoom(): Promise<void> {
    if (this.#hasRoom()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, MAX_WAIT_MS);
      this.#onRoom = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onRoom = undefined;
  }

  #hasRoom(): boolean {
    return IN_FLIGHT - this.#open.size >= WORTHWHILE;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  #begin(delivery: ClaimedDelivery, claimedAt: Date): void {
    this.#count(delivery.endpoint_id, 1);
    const attempt = this.#attempt(delivery, claimedAt)
      // The lease runs out by itself and the delivery is claimed again, under the same message id.
      .catch((error: unknown) =>
        this.#options.log.error(
          { err: toError(error), deliveryId: delivery.delivery_id },
          "an attempt could not be written",
        ),
      )
      .finally(() => {
        this.#count(delivery.endpoint_id, -1);
        this.#open.delete(attempt);
        if (this.#hasRoom()) this.#onRoom?.();
        this.#onDone();
      });
    this.#open.add(attempt);
  }

  #count(endpointId: string, by: number): void {
    const count = (this.#underWay.get(endpointId) ?? 0) + by;
    if (count > 0) this.#underWay.set(endpointId, count);
    else this.#underWay.delete(endpointId);
  }

  async #attempt(delivery: ClaimedDelivery, claimedAt: Date): Promise<void> {
    const { clock, random, log } = this.#options;
    const startedAt = clock.now();
    if (startedAt.getTime() - claimedAt.getTime() > BEGIN_WITHIN_MS) return;
    const result = await this.#send(delivery, startedAt);
    const number = delivery.attempt_count + 1;
    const delays = delivery.retry_delays_ms ?? undefined;
    const next = nextStep(number - delivery.tried_before, result, clock.now(), random, delays);
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
      reason: next.state === "failed" ? next.reason : null,
      statusCode: result.statusCode ?? null,
      error: result.error ?? null,
      response: result.body,
      durationMs: result.durationMs,
      startedAt,
      dueAt: next.state === "pending" ? next.dueAt : null,
    });
    const others = (this.#underWay.get(delivery.endpoint_id) ?? 1) - 1;
    const spent = bucketSpentUntil(result.headers, others, clock.now());
    if (spent) await holdEndpoint(this.#options.database, delivery.org_id, delivery.endpoint_id, spent);
    await noteHealth(this.#options, delivery, result);
  }

  async #send(delivery: ClaimedDelivery, now: Date): Promise<AttemptResult> {
    const body =
      delivery.kind === "generic"
        ? envelopeOf({ type: delivery.type, createdAt: delivery.event_at, body: delivery.body })
        : delivery.body;
    let headers: Record<string, string>;
    try {
      headers = this.#headersOf(delivery, body, now);
    } catch (error) {
      this.#options.log.error(
        { err: toError(error), endpointId: delivery.endpoint_id },
        "an endpoint's secrets could not be opened; is HARK_SECRET another one than when they were saved?",
      );
      const reason = "its key could not be read here; save it once more";
      return { statusCode: undefined, error: reason, headers: {}, body: "", durationMs: 0 };
    }
    return this.#options.client.post({ url: delivery.url, headers, body });
  }

  #headersOf(delivery: ClaimedDelivery, body: string, now: Date): Record<string, string> {
    const id = messageId(delivery.delivery_id);
    const timestamp = Math.floor(now.getTime() / SECOND);
    const key = this.#secrets.bearerOf(delivery);
    const signature = this.#secrets.signatureOf(delivery, { id, timestamp, body });
    return {
      ...this.#secrets.headersOf(delivery),
      "content-type": "application/json",
      "user-agent": this.#options.userAgent,
      "webhook-id": id,
      "webhook-timestamp": String(timestamp),
      ...(signature === undefined ? {} : { "webhook-signature": signature }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
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
