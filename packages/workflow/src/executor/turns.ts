import { setTimeout } from "node:timers/promises";

/** Lanes that take batches: two for one organisation's flood, and always one more for whoever comes by. */
export const LANES = 3;

// An eighth of a whole batch, so that others wait for less. What it costs (a quarter of the pace of 64, beside 20 runs a second of
// another), only a flood pays that is not alone with other floods.
const SHARED_BATCH = 32;
/** An organisation is in company while another had work within this time (ms). */
const COMPANY_MS = 5_000;
/** Batches of one organisation at a time, when it is alone and has more than one: while one is in the database, the other is worked out. */
const TOGETHER = 2;
/** The next batch of a flood lets those that come singly go first, but waits no longer (ms). */
const MAX_COURTESY_MS = 50;

/** Whose turn it is: how large a batch may be, and how many an organisation may have under way. */
export class Turns {
  readonly #wholeBatch: number;
  readonly #underWay = new Map<string, number>();
  /** When organisations last had work (ms). */
  readonly #seenAt = new Map<string, number>();
  /** Organisations whose last batch was about as large as it might be: there is more. */
  readonly #floods = new Set<string>();
  /** Batches under way of all the others. */
  readonly #single = new Set<Promise<unknown>>();

  constructor(wholeBatch: number) {
    this.#wholeBatch = wholeBatch;
  }

  /** Whether a batch of anybody's is under way. */
  get isAnybodys(): boolean {
    return this.#underWay.size > 0;
  }

  /** Whether somebody has more work than fits into a batch. */
  get isFlood(): boolean {
    return this.#floods.size > 0;
  }

  /** Notes who has work at `now` (ms): all who have any. A flood that is over is none. */
  note(organisations: readonly string[], now: number): void {
    for (const orgId of this.#floods) if (!organisations.includes(orgId)) this.#floods.delete(orgId);
    for (const orgId of organisations) this.#seenAt.set(orgId, now);
    for (const [orgId, at] of this.#seenAt) if (at < now - COMPANY_MS) this.#seenAt.delete(orgId);
  }

  /** Large batches are the fastest, small ones make others wait less: so large while nobody comes singly beside a flood. */
  batchSize(): number {
    for (const orgId of this.#seenAt.keys())
      if (!this.#floods.has(orgId) && this.#isCompany) return Math.min(this.#wholeBatch, SHARED_BATCH);
    return this.#wholeBatch;
  }

  /** Does one batch of the organisation if it is its turn; undefined if it has as many under way as it may. `batch` gives how many runs ended. */
  async take(orgId: string, batch: () => Promise<number>): Promise<number | undefined> {
    const count = this.#underWay.get(orgId) ?? 0;
    if (count >= this.#mostOf(orgId)) return undefined;
    this.#underWay.set(orgId, count + 1);
    try {
      return await this.#inTurn(orgId, batch);
    } finally {
      const left = (this.#underWay.get(orgId) ?? 1) - 1;
      if (left > 0) this.#underWay.set(orgId, left);
      else this.#underWay.delete(orgId);
    }
  }

  async #inTurn(orgId: string, batch: () => Promise<number>): Promise<number> {
    const isFlood = this.#floods.has(orgId);
    if (isFlood && this.#single.size > 0)
      await Promise.race([Promise.allSettled(this.#single), setTimeout(MAX_COURTESY_MS)]);
    const size = this.batchSize();
    const going = batch();
    if (!isFlood) this.#single.add(going);
    try {
      const ended = await going;
      // Runs that were set aside do not count: more of them at once would be set aside as well.
      if (ended >= size / 2) this.#floods.add(orgId);
      else this.#floods.delete(orgId);
      return ended;
    } finally {
      this.#single.delete(going);
    }
  }

  // Runs that go singly are asked to: two at a time would not be one after the other.
  #mostOf(orgId: string): number {
    return this.#floods.has(orgId) && !this.#isCompany && this.#wholeBatch >= SHARED_BATCH ? TOGETHER : 1;
  }

  get #isCompany(): boolean {
    return this.#seenAt.size > 1;
  }
}
