import type { Keys } from "./action.ts";

/** What admitting a run to an action means for the batch. Runs are named by their place in arrival order. */
export interface Verdict {
  /** False: an earlier run wrote what this one touches; it must go after that one's end, in a later batch. */
  readonly admitted: boolean;
  /** Later runs that have seen or written what this one now writes or reads; they must go after it. */
  readonly overtaken: readonly number[];
}

interface Touch {
  readonly readers: Riders;
  readonly writers: Riders;
}

/** Numbers of runs. Nearly every key is touched by a single one, so a set is made for the second only. */
class Riders {
  #only = -1;
  #more: Set<number> | undefined;

  add(index: number): void {
    if (this.#more) this.#more.add(index);
    else if (this.#only < 0) this.#only = index;
    else if (this.#only !== index) this.#more = new Set([this.#only, index]);
  }

  delete(index: number): void {
    if (this.#more) this.#more.delete(index);
    else if (this.#only === index) this.#only = -1;
  }

  get isAnybody(): boolean {
    return this.#more ? this.#more.size > 0 : this.#only >= 0;
  }

  /** Calls `visit` with each until it says false. */
  each(visit: (index: number) => boolean): void {
    if (!this.#more) {
      if (this.#only >= 0) visit(this.#only);
      return;
    }
    for (const index of this.#more) if (!visit(index)) return;
  }
}

const nobody: readonly number[] = [];

/** The ledgers of an organisation's batches that are under way in this process. */
export class Ledgers {
  readonly #open = new Map<string, Set<ConflictLedger>>();

  /** A ledger for one more batch; it is held against the others until it is closed, which is when its transaction ended. */
  open(orgId: string): ConflictLedger {
    const beside = this.#open.get(orgId) ?? new Set();
    this.#open.set(orgId, beside);
    const ledger = new ConflictLedger(beside);
    beside.add(ledger);
    return ledger;
  }

  close(orgId: string, ledger: ConflictLedger): void {
    const beside = this.#open.get(orgId);
    beside?.delete(ledger);
    if (beside?.size === 0) this.#open.delete(orgId);
  }
}

/**
 * Keeps a batch equal to its runs going singly in arrival order. It remembers who read and wrote which key; a run may not
 * touch a key that an earlier run of the batch wrote (that run might write it again), nor one that a later run wrote, and
 * may not write a key that a later run has read. What a batch beside it touches is as good as touched by an earlier run: whoever
 * comes second goes after the other's commit.
 */
export class ConflictLedger {
  readonly #touches = new Map<string, Touch>();
  readonly #beside: ReadonlySet<ConflictLedger>;

  constructor(beside: ReadonlySet<ConflictLedger> = new Set()) {
    this.#beside = beside;
  }

  /** Asks for run `index` to touch `keys`, and notes it when it is admitted. */
  admit(index: number, keys: Keys): Verdict {
    for (const other of this.#beside)
      if (other !== this && other.#isAgainst(keys)) return { admitted: false, overtaken: nobody };
    let overtaken: Set<number> | undefined;
    let admitted = true;
    const later = (other: number): boolean => {
      if (other > index) (overtaken ??= new Set()).add(other);
      return true;
    };
    const writer = (other: number): boolean => {
      if (other < index) admitted = false;
      return admitted && later(other);
    };
    for (const key of keys.reads) this.#touches.get(key)?.writers.each(writer);
    for (const key of keys.writes) this.#touches.get(key)?.writers.each(writer);
    if (!admitted) return { admitted, overtaken: nobody };
    for (const key of keys.writes) this.#touches.get(key)?.readers.each(later);
    for (const key of keys.reads) this.#touchOf(key).readers.add(index);
    for (const key of keys.writes) this.#touchOf(key).writers.add(index);
    return { admitted, overtaken: overtaken ? [...overtaken] : nobody };
  }

  /** Forgets a run that was set aside without having written anything. */
  forget(index: number): void {
    for (const touch of this.#touches.values()) {
      touch.readers.delete(index);
      touch.writers.delete(index);
    }
  }

  /** Forgets everybody: the batch was undone. */
  clear(): void {
    this.#touches.clear();
  }

  /** Whether somebody of this batch touched `keys` so that a run of another may not. */
  #isAgainst({ reads, writes }: Keys): boolean {
    if (this.#touches.size === 0) return false;
    for (const key of reads) if (this.#touches.get(key)?.writers.isAnybody) return true;
    for (const key of writes) {
      const touch = this.#touches.get(key);
      if (touch && (touch.writers.isAnybody || touch.readers.isAnybody)) return true;
    }
    return false;
  }

  #touchOf(key: string): Touch {
    const known = this.#touches.get(key);
    if (known) return known;
    const fresh = { readers: new Riders(), writers: new Riders() };
    this.#touches.set(key, fresh);
    return fresh;
  }
}
