import { setTimeout } from "node:timers/promises";

/**
 * Runs of a batch, unless told otherwise. The larger, the less a run costs the database and the more it costs JavaScript, since collections of
 * young garbage copy what batches hold: 124 us of the processor with 256, 110 with 128, 104 with 64, and 5,900, 6,300, 5,400 runs a second.
 */
export const WHOLE_BATCH = 128;
/** Batches of one organisation at a time, when it is alone and has more than one: while some are in the database, another is worked out. */
const TOGETHER = 4;
/** Lanes that take batches: those of one organisation's flood, and always one more for whoever comes by. */
export const LANES = TOGETHER + 1;

// So small that others hardly wait. Only a flood pays for it that is not alone with other floods: beside 20 runs a second of another it made
// 1,900 a second in batches of 32 (of which the other's p99 was 2.2 times its quiet one), 1,400 of 16 (1.8 times), 900 of 8 (1.5 times).
const SHARED_BATCH = 8;
/** An organisation is in company while another had work within this time (ms). */
const COMPANY_MS = 5_000;
/** A flood's batch lets those that come singly go first, before it begins and before each of its statements, but waits no longer in all (ms). */
const MAX_COURTESY_MS = 50;

/** An organisation's turn: one batch. */
export interface Turn {
  readonly orgId: string;
  /** Resolves once nobody else is to go first; absent when nobody goes before it. */
  readonly giveWay?: () => Promise<void>;
}

/** Whose turn it is: how large a batch may be, and how many an organisation may have under way. */
export class Turns {
  readonly #wholeBatch: number;
  readonly #wakeLanes: () => void;
  /** Organisations that have work, as was said, and had no turn since. */
  readonly #called = new Set<string>();
  /** Those of them that were called while a batch of theirs was under way, which may have come too early for it. */
  readonly #again = new Set<string>();
  readonly #underWay = new Map<string, number>();
  /** When organisations last had work (ms). */
  readonly #seenAt = new Map<string, number>();
  /** Organisations whose last batch was about as large as it might be, so that there is more, with the runs of their largest. */
  readonly #floods = new Map<string, number>();
  /** All batches under way, */
  readonly #going = new Set<Promise<unknown>>();
  /** and those that are of no flood. */
  readonly #single = new Set<Promise<unknown>>();

  /** `wakeLanes` is called when there is work for more lanes than are at it. */
  constructor(wholeBatch: number, wakeLanes: () => void) {
    this.#wholeBatch = wholeBatch;
    this.#wakeLanes = wakeLanes;
  }

  /** Resolves when a batch that is under way ends; undefined when none is. */
  get nextEnd(): Promise<unknown> | undefined {
    return this.#going.size > 0 ? Promise.race([...this.#going].map(settled)) : undefined;
  }

  /** Whether somebody has more work than fits into a batch. */
  get isFlood(): boolean {
    return this.#floods.size > 0;
  }

  /**
   * Notes that an organisation has work. Gives whether a lane is wanted for it: not while it has as many batches under way as it may, for the
   * lane that ends one takes the next.
   */
  call(orgId: string): boolean {
    this.#called.add(orgId);
    if (this.#countOf(orgId) > 0) this.#again.add(orgId);
    return this.#mayTake(orgId);
  }

  /** Those who were called by `now` (ms) and may take a batch; who comes singly stands before the floods. */
  called(now: number): string[] {
    const ready = [...this.#called].filter((orgId) => this.#mayTake(orgId));
    for (const orgId of ready) this.#seenAt.set(orgId, now);
    return ready.toSorted((a, b) => Number(this.#floods.has(a)) - Number(this.#floods.has(b)));
  }

  /** Notes who has work at `now` (ms): all who have any. A flood that is over is none. */
  note(organisations: readonly string[], now: number): void {
    for (const orgId of this.#floods.keys()) if (!organisations.includes(orgId)) this.#endFlood(orgId);
    for (const orgId of organisations) {
      this.#called.add(orgId);
      this.#seenAt.set(orgId, now);
    }
    for (const [orgId, at] of this.#seenAt) if (at < now - COMPANY_MS) this.#seenAt.delete(orgId);
  }

  /** Large batches are the fastest, small ones make others wait less: so large while nobody comes singly beside a flood. */
  batchSize(): number {
    for (const orgId of this.#seenAt.keys())
      if (!this.#floods.has(orgId) && this.#isCompany) return Math.min(this.#wholeBatch, SHARED_BATCH);
    return this.#wholeBatch;
  }

  /** Does one batch of the organisation, if it may take one. `batch` gives how many runs ended. */
  async take(orgId: string, batch: (turn: Turn) => Promise<number>): Promise<number> {
    if (!this.#mayTake(orgId)) return 0;
    this.#underWay.set(orgId, this.#countOf(orgId) + 1);
    // Whatever it was called for is there already. What comes from now on may be there too late.
    this.#called.delete(orgId);
    this.#again.delete(orgId);
    let ended = 0;
    try {
      ended = await this.#inTurn(orgId, batch);
      return ended;
    } finally {
      const left = this.#countOf(orgId) - 1;
      if (left > 0) this.#underWay.set(orgId, left);
      else this.#underWay.delete(orgId);
      // A lane that found nothing goes to sleep. What only a look found is no reason to wake: it may be runs that wait for one another.
      if (this.#again.delete(orgId) && ended === 0) this.#wakeLanes();
    }
  }

  async #inTurn(orgId: string, batch: (turn: Turn) => Promise<number>): Promise<number> {
    const isFlood = this.#floods.has(orgId);
    const turn: Turn = isFlood ? { orgId, giveWay: this.#courtesy() } : { orgId };
    if (turn.giveWay) await turn.giveWay();
    const size = this.batchSize();
    const going = batch(turn);
    this.#going.add(going);
    if (!isFlood) this.#single.add(going);
    try {
      const ended = await going;
      // Runs that were set aside do not count: more of them at once would be set aside as well.
      if (ended < size / 2) this.#endFlood(orgId);
      else {
        const isNew = !this.#floods.has(orgId);
        this.#floods.set(orgId, Math.max(ended, this.#floods.get(orgId) ?? 0));
        // Its next batch needs nobody to look whether there is one.
        this.#called.add(orgId);
        if (isNew) this.#wakeLanes();
      }
      return ended;
    } finally {
      this.#going.delete(going);
      this.#single.delete(going);
    }
  }

  /** Who had much work and has none is no company, or the next flood would go in small batches for nobody; who had a handful may be back at once. */
  #endFlood(orgId: string): void {
    const largest = this.#floods.get(orgId) ?? 0;
    this.#floods.delete(orgId);
    if (largest >= this.#wholeBatch / 2) this.#seenAt.delete(orgId);
  }

  /** How one batch gives way. In the middle of one that waits for the processor anyway, it costs little and saves others half of their time. */
  #courtesy(): () => Promise<void> {
    let leftMs = MAX_COURTESY_MS;
    return async () => {
      // Timers know whole milliseconds.
      if (this.#single.size === 0 || leftMs < 1) return;
      const since = performance.now();
      await Promise.race([Promise.allSettled(this.#single), setTimeout(leftMs)]);
      leftMs -= performance.now() - since;
    };
  }

  #mayTake(orgId: string): boolean {
    return this.#countOf(orgId) < this.#mostOf(orgId);
  }

  #countOf(orgId: string): number {
    return this.#underWay.get(orgId) ?? 0;
  }

  // Runs that go singly are asked to: two at a time would not be one after the other.
  #mostOf(orgId: string): number {
    return this.#floods.has(orgId) && !this.#isCompany && this.#wholeBatch > 1 ? TOGETHER : 1;
  }

  get #isCompany(): boolean {
    return this.#seenAt.size > 1;
  }
}

const settled = (promise: Promise<unknown>): Promise<unknown> => Promise.allSettled([promise]);
