import { setTimeout } from "node:timers/promises";

/** How entries are written together. */
export interface GathererWork<Entry, Result> {
  /** Writes a batch whole or not at all; gives the result of each entry, in the same order. */
  write(batch: readonly Entry[]): Promise<readonly Result[]>;
  /** Only entries with the same key share a batch; batches of different keys are written side by side. */
  keyOf(entry: Entry): string;
  readonly maxEntries: number;
  /** What an entry adds to the weight of its batch, such as its bytes; a single one may be heavier than the most. */
  weightOf?(entry: Entry): number;
  readonly maxWeight?: number;
  /** Batches of a key begin at least so far apart (ms). A single entry that finds its key at rest waits for nothing. */
  readonly apartMs?: number;
}

/** Gathers entries that come up at the same time and writes them together. */
export interface Gatherer<Entry, Result> {
  /** Resolves once the batch with the entry is written, never before. */
  add(entry: Entry): Promise<Result>;
}

interface Waiting<Entry, Result> {
  readonly entry: Entry;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * What arrives while the last batch of its key is under way, or before the next may begin, is written in the next one: a single entry waits
 * for nobody, a thousand at once share one commit. When a batch fails, one entry may have broken it for all: each then goes alone, in
 * order, and only whoever added that one hears of it.
 */
export function createGatherer<Entry, Result>(work: GathererWork<Entry, Result>): Gatherer<Entry, Result> {
  const lines = new Map<string, Waiting<Entry, Result>[]>();

  const write = async (batch: readonly Waiting<Entry, Result>[]): Promise<void> => {
    let results: readonly Result[];
    try {
      results = await work.write(batch.map(({ entry }) => entry));
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length === 0) first?.reject(error);
      else for (const waiting of batch) await write([waiting]);
      return;
    }
    for (const [at, result] of results.entries()) batch[at]?.resolve(result);
  };

  const flush = async (key: string, line: Waiting<Entry, Result>[]): Promise<void> => {
    while (line.length > 0) {
      const rest = work.apartMs ? setTimeout(work.apartMs) : undefined;
      await write(line.splice(0, countOf(work, line)));
      await rest;
    }
    lines.delete(key);
  };

  return {
    add: (entry) =>
      new Promise((resolve, reject) => {
        const key = work.keyOf(entry);
        const line = lines.get(key);
        const waiting = { entry, resolve, reject };
        if (line) {
          line.push(waiting);
          return;
        }
        const started = [waiting];
        lines.set(key, started);
        void flush(key, started);
      }),
  };
}

/** How many of the first in line go together. */
function countOf<Entry, Result>(
  work: GathererWork<Entry, Result>,
  line: readonly Waiting<Entry, Result>[],
): number {
  let weight = 0;
  let count = 0;
  for (const { entry } of line) {
    weight += work.weightOf?.(entry) ?? 0;
    if (count > 0 && (count >= work.maxEntries || weight > (work.maxWeight ?? Number.POSITIVE_INFINITY)))
      break;
    count += 1;
  }
  return count;
}
