import type { Keys } from "./action.ts";

/** What admitting a run to an action means for the batch. Runs are named by their place in arrival order. */
export interface Verdict {
  /** False: an earlier run wrote what this one touches; it must go after that one's end, in a later batch. */
  readonly admitted: boolean;
  /** Later runs that have seen or written what this one now writes or reads; they must go after it. */
  readonly overtaken: readonly number[];
}

interface Touch {
  readonly readers: Set<number>;
  readonly writers: Set<number>;
}

/**
 * Keeps a batch equal to its runs going singly in arrival order. It remembers who read and wrote which key; a run may not
 * touch a key that an earlier run of the batch wrote (that run might write it again), nor one that a later run wrote, and
 * may not write a key that a later run has read.
 */
export class ConflictLedger {
  readonly #touches = new Map<string, Touch>();

  /** Asks for run `index` to touch `keys`, and notes it when it is admitted. */
  admit(index: number, keys: Keys): Verdict {
    const overtaken = new Set<number>();
    for (const key of [...keys.reads, ...keys.writes]) {
      for (const writer of this.#touches.get(key)?.writers ?? []) {
        if (writer < index) return { admitted: false, overtaken: [] };
        if (writer > index) overtaken.add(writer);
      }
    }
    for (const key of keys.writes) {
      for (const reader of this.#touches.get(key)?.readers ?? []) if (reader > index) overtaken.add(reader);
    }
    for (const key of keys.reads) this.#touchOf(key).readers.add(index);
    for (const key of keys.writes) this.#touchOf(key).writers.add(index);
    return { admitted: true, overtaken: [...overtaken] };
  }

  /** Forgets a run that was set aside without having written anything. */
  forget(index: number): void {
    for (const touch of this.#touches.values()) {
      touch.readers.delete(index);
      touch.writers.delete(index);
    }
  }

  #touchOf(key: string): Touch {
    const known = this.#touches.get(key);
    if (known) return known;
    const fresh = { readers: new Set<number>(), writers: new Set<number>() };
    this.#touches.set(key, fresh);
    return fresh;
  }
}
