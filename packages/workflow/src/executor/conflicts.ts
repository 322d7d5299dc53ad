import type { Keys } from "./action.ts";

/** What admitting a run to an action means for the batch. Runs are named by their place in arrival order. */
export interface Verdict {
  /** False: an earlier run wrote what this one touches; it must go after that one's end, in a later batch. */
  readonly admitted: boolean;
  /** Later runs that have seen or written what this one now writes or reads; they must go after it. */
  readonly overtaken: readonly number[];
}

/** Who touched a key. Most keys are only read or only written. */
interface Touch {
  readers?: Riders;
  writers?: Riders;
  /** Who reads it is not about the same as others who do. */
  isCommon?: boolean;
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

  /** Gives whether it was there. */
  delete(index: number): boolean {
    if (this.#more) return this.#more.delete(index);
    if (this.#only !== index) return false;
    this.#only = -1;
    return true;
  }

  get count(): number {
    if (this.#more) return this.#more.size;
    return this.#only >= 0 ? 1 : 0;
  }

  get isAnybody(): boolean {
    return this.count > 0;
  }

  /** Whether anybody but `index` is there. */
  isNot(index: number): boolean {
    return this.#more
      ? this.#more.size > 1 || !this.#more.has(index)
      : this.#only >= 0 && this.#only !== index;
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
const nothing: readonly string[] = [];
const free: Verdict = { admitted: true, overtaken: nobody };

/** What more runs of a batch read than this is not what they are about, whoever says so. */
const COMMON_GROUND = 32;

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
 * may not write a key that a later run has read. A run that is set aside will touch what it touched again, in a later batch: until
 * then it stands there as a writer, or a run that came after it would pass it by. What a batch beside it touches is as good as touched by
 * an earlier run: whoever comes second goes after the other's commit.
 */
export class ConflictLedger {
  readonly #touches = new Map<string, Touch>();
  readonly #beside: ReadonlySet<ConflictLedger>;

  constructor(beside: ReadonlySet<ConflictLedger> = new Set()) {
    this.#beside = beside;
  }

  /** Asks for run `index` to touch `keys`, and notes it. One that is not admitted is to be set aside. */
  admit(index: number, keys: Keys): Verdict {
    for (const other of this.#beside)
      if (other !== this && other.#isAgainst(keys)) return this.#refuse(index, keys);
    if (this.#isUntouched(index, keys)) {
      this.#note(index, keys);
      return free;
    }
    let overtaken: Set<number> | undefined;
    let admitted = true;
    const overtake = (other: number): boolean => {
      if (other > index) (overtaken ??= new Set()).add(other);
      return true;
    };
    const writer = (other: number): boolean => {
      if (other < index) admitted = false;
      return admitted && overtake(other);
    };
    for (const key of keys.reads) this.#touches.get(key)?.writers?.each(writer);
    for (const key of keys.common ?? nothing) this.#touches.get(key)?.writers?.each(writer);
    for (const key of keys.writes) this.#touches.get(key)?.writers?.each(writer);
    if (!admitted) return this.#refuse(index, keys);
    for (const key of keys.writes) this.#touches.get(key)?.readers?.each(overtake);
    this.#note(index, keys);
    return { admitted, overtaken: overtaken ? [...overtaken] : nobody };
  }

  /**
   * Notes that a run leaves the batch, to go in a later one. Gives those that came after it and touched what it read: it will read it again,
   * and they would reach before it what it comes to further on.
   */
  setAside(index: number): readonly number[] {
    const behind = new Set<number>();
    for (const touch of this.#touches.values()) {
      if (!touch.readers?.delete(index)) continue;
      later(index, touch, behind, touch.isCommon ? 0 : COMMON_GROUND);
      if (!touch.isCommon) (touch.writers ??= new Riders()).add(index);
    }
    return [...behind];
  }

  /** Forgets what a batch touched that was undone, but for what those touched that are not to ride in its next attempt. */
  restart(aside: readonly number[]): void {
    for (const [key, { writers }] of this.#touches) {
      const left = new Riders();
      writers?.each((index) => {
        if (aside.includes(index)) left.add(index);
        return true;
      });
      if (left.isAnybody) this.#touches.set(key, { writers: left });
      else this.#touches.delete(key);
    }
  }

  /** Whether nobody else touched `keys` in a way that matters, which is nearly always so. */
  #isUntouched(index: number, { reads, writes, common = nothing }: Keys): boolean {
    for (const key of reads) if (this.#touches.get(key)?.writers?.isNot(index)) return false;
    for (const key of common) if (this.#touches.get(key)?.writers?.isNot(index)) return false;
    for (const key of writes) {
      const touch = this.#touches.get(key);
      if (touch?.writers?.isNot(index) || touch?.readers?.isNot(index)) return false;
    }
    return true;
  }

  #note(index: number, { reads, writes, common = nothing }: Keys): void {
    for (const key of reads) this.#read(key, index);
    for (const key of common) this.#read(key, index).isCommon = true;
    for (const key of writes) this.#write(key, index);
  }

  /** Those that came after it and touched what it was refused are to go after it. */
  #refuse(index: number, { reads, writes }: Keys): Verdict {
    const behind = new Set<number>();
    for (const key of reads) later(index, this.#touches.get(key), behind, COMMON_GROUND);
    for (const key of writes) later(index, this.#touches.get(key), behind, Number.POSITIVE_INFINITY);
    for (const key of reads) this.#write(key, index);
    for (const key of writes) this.#write(key, index);
    return { admitted: false, overtaken: [...behind] };
  }

  #read(key: string, index: number): Touch {
    const touch = this.#touchOf(key);
    (touch.readers ??= new Riders()).add(index);
    return touch;
  }

  #write(key: string, index: number): void {
    (this.#touchOf(key).writers ??= new Riders()).add(index);
  }

  /** Whether somebody of this batch touched `keys` so that a run of another may not. */
  #isAgainst({ reads, writes, common = nothing }: Keys): boolean {
    if (this.#touches.size === 0) return false;
    for (const key of common) if (this.#touches.get(key)?.writers?.isAnybody) return true;
    for (const key of reads) if (this.#touches.get(key)?.writers?.isAnybody) return true;
    for (const key of writes) {
      const touch = this.#touches.get(key);
      if (touch?.writers?.isAnybody || touch?.readers?.isAnybody) return true;
    }
    return false;
  }

  #touchOf(key: string): Touch {
    const known = this.#touches.get(key);
    if (known) return known;
    const fresh: Touch = {};
    this.#touches.set(key, fresh);
    return fresh;
  }
}

/** Adds those that came after a run and touched a key; readers only of what no more than so many read. */
function later(index: number, touch: Touch | undefined, found: Set<number>, mostReaders: number): void {
  const visit = (other: number): boolean => {
    if (other > index) found.add(other);
    return true;
  };
  touch?.writers?.each(visit);
  if (touch?.readers && touch.readers.count <= mostReaders) touch.readers.each(visit);
}
