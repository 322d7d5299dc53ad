import { createGatherer, type Gatherer, SECOND, toError } from "@hark/kernel";
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
const IN_FLIGHT = 320;
/** Room that is worth a claim, and how long one waits for it (ms). */
const WORTHWHILE = 64;
const MAX_WAIT_MS = 50;
// While some are under way, few that come up are claimed together: a claim costs as much as sending several. So does writing down how
// attempts went.
const APART_MS = 10;
// Organisations that nobody spoke of are asked for so often, for what was put off until now or told by a message that got lost.
const ASK_EVERY_MS = 100;
// No endpoint takes more than half of the room, or one that hangs would leave none to the others.
const PER_ENDPOINT = IN_FLIGHT / 2;

const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;

/** Claims, sends and writes back; many deliveries are under way at once, and one that hangs holds up nobody. */
export class Sending {
  readonly #options: DelivererOptions;
  readonly #secrets: DeliverySecrets;
  readonly #settled: Gatherer<SettledAttempt, void>;
  readonly #onWork: () => void;
  /** Calls that are being made, by endpoint, and how many there may be. */
  readonly #underWay = new Map<string, { count: number; readonly most: number }>();
  readonly #open = new Set<Promise<void>>();
  /** Organisations that may have something to claim. */
  readonly #hinted = new Set<string>();
  /** Endpoints of which a claim may have left something, since they were at as many calls as they take. */
  readonly #full = new Set<string>();
  #isFull = false;
  /** By the last round. */
  #claimed = 0;
  #roundAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #onRoom: (() => void) | undefined;

  constructor(options: DelivererOptions, onWork: () => void) {
    this.#options = options;
    this.#secrets = createDeliverySecrets(options.secrets);
    this.#settled = createGatherer({
      write: async (batch) => {
        await settleAttempts(options.database, batch);
        return batch.map(() => undefined);
      },
      keyOf: () => "",
      maxEntries: IN_FLIGHT,
      apartMs: APART_MS,
    });
    this.#onWork = onWork;
  }

  /** Says that an organisation may have something to send; without one, that any may. */
  hint(orgId?: string): void {
    if (orgId === undefined) this.#askedAt = Number.NEGATIVE_INFINITY;
    else this.#hinted.add(orgId);
    this.#onWork();
  }

  /** Claims what there is room for and begins to send it; gives how many that were, and whether there may be more right now. */
  async round(): Promise<{ claimed: number; mayBeMore: boolean }> {
    await this.#someRoom();
    if (this.#open.size > 0 && this.#claimed < WORTHWHILE)
      await pause(APART_MS - (performance.now() - this.#roundAt));
    this.#roundAt = performance.now();
    const organisations = await this.#organisations();
    let claimed = 0;
    this.#isFull = false;
    for (const [at, orgId] of organisations.entries()) {
      const room = IN_FLIGHT - this.#open.size;
      this.#isFull = room <= 0;
      if (room > 0) claimed += await this.#claim(orgId, room);
      if (!this.#isFull) continue;
      for (const waiting of organisations.slice(at)) this.#hinted.add(waiting);
      break;
    }
    this.#claimed = claimed;
    return { claimed, mayBeMore: this.#isFull };
  }

  /** Takes what is due of an organisation and begins to send it; gives how many that were. */
  async #claim(orgId: string, room: number): Promise<number> {
    const { database, clock } = this.#options;
    const now = clock.now();
    const underWay = new Map([...this.#underWay].map(([id, { count }]) => [id, count]));
    const deliveries = await claimDeliveries(database, orgId, {
      now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      breakerFailures: BREAKER_FAILURES,
      perEndpoint: PER_ENDPOINT,
      underWay,
      total: room,
    });
    for (const delivery of deliveries) {
      const id = delivery.endpoint_id;
      underWay.set(id, (underWay.get(id) ?? 0) + 1);
      this.#begin(delivery, now);
    }
    // As the claim saw it: a call that ended meanwhile was not taken for room.
    for (const [id, count] of underWay) {
      if (count >= (this.#underWay.get(id)?.most ?? 0)) this.#full.add(id);
      else this.#full.delete(id);
    }
    this.#isFull = deliveries.length >= room;
    return deliveries.length;
  }

  /** Takes the organisations that were spoken of, or now and then all that have something due. */
  async #organisations(): Promise<readonly string[]> {
    const hinted = [...this.#hinted];
    this.#hinted.clear();
    const now = performance.now();
    if (hinted.length > 0 && now - this.#askedAt < ASK_EVERY_MS) return hinted;
    this.#askedAt = now;
    return organisationsWithDue(this.#options.database, this.#options.clock.now());
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
    this.#enter(delivery);
    const attempt = this.#attempt(delivery, claimedAt)
      // The lease runs out by itself and the delivery is claimed again, under the same message id.
      .catch((error: unknown) => {
        this.#options.log.error(
          { err: toError(error), deliveryId: delivery.delivery_id },
          "an attempt could not be written",
        );
        return true;
      })
      .then((mayFreeOthers) => {
        this.#open.delete(attempt);
        if (this.#hasRoom()) this.#onRoom?.();
        if (mayFreeOthers || this.#isFull) this.hint(delivery.org_id);
      });
    this.#open.add(attempt);
  }

  #enter({ endpoint_id: id, concurrency }: ClaimedDelivery): void {
    const count = (this.#underWay.get(id)?.count ?? 0) + 1;
    this.#underWay.set(id, { count, most: Math.min(concurrency, PER_ENDPOINT) });
  }

  #leave({ endpoint_id: id, org_id }: ClaimedDelivery): void {
    const entry = this.#underWay.get(id);
    if (entry && entry.count > 1) entry.count -= 1;
    else this.#underWay.delete(id);
    if (this.#full.delete(id)) this.hint(org_id);
  }

  /** Makes an attempt and writes down how it went; gives whether another delivery may go because of it. */
  async #attempt(delivery: ClaimedDelivery, claimedAt: Date): Promise<boolean> {
    const { clock, random, log } = this.#options;
    const startedAt = clock.now();
    const isLate = startedAt.getTime() - claimedAt.getTime() > BEGIN_WITHIN_MS;
    const result = isLate ? undefined : await this.#send(delivery, startedAt);
    // An endpoint is asked to bear so many calls at once; writing down how one went is no call.
    this.#leave(delivery);
    if (!result) return false;
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
    await this.#settled.add({
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
    const others = this.#underWay.get(delivery.endpoint_id)?.count ?? 0;
    const spent = bucketSpentUntil(result.headers, others, clock.now());
    if (spent) await holdEndpoint(this.#options.database, delivery.org_id, delivery.endpoint_id, spent);
    await noteHealth(this.#options, delivery, result);
    return delivery.ordered || delivery.failures > 0 || next.state === "pending";
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
}
