import type { Database } from "@hark/postgres";
import { type NewEvent, publishEvents } from "@hark/workflow";

/** Takes transactions in; resolves with the id once the transaction is durable, never before. */
export interface Intake {
  accept(event: NewEvent): Promise<string>;
}

interface Waiting {
  readonly event: NewEvent;
  resolve(id: string): void;
  reject(error: unknown): void;
}

const MAX_ROWS = 1_000;
const MAX_BYTES = 4_000_000;

/**
 * Gathers what arrives while the last statement is under way and writes it in the next one: a single POST waits for nobody,
 * a thousand at once share one commit. `onStored` is called behind each commit.
 */
export function createIntake(database: Database, onStored: (events: readonly NewEvent[]) => void): Intake {
  let waiting: Waiting[] = [];
  let flushing = false;

  const flush = async (): Promise<void> => {
    if (flushing) return;
    flushing = true;
    while (waiting.length > 0) {
      const { batch, rest } = cut(waiting);
      waiting = rest;
      await write(batch);
    }
    flushing = false;
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const ids = await publishEvents(
        database,
        batch.map((entry) => entry.event),
      );
      for (const [index, entry] of batch.entries()) entry.resolve(ids[index] ?? entry.event.id);
      onStored(batch.map((entry) => entry.event));
    } catch (error) {
      // One event may have broken the statement for all: each then goes alone, and only that one's sender hears of it.
      if (batch.length > 1) for (const entry of batch) await write([entry]);
      else for (const entry of batch) entry.reject(error);
    }
  };

  return {
    accept: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        void flush();
      }),
  };
}

function cut(waiting: readonly Waiting[]): { batch: Waiting[]; rest: Waiting[] } {
  let bytes = 0;
  let count = 0;
  for (const { event } of waiting) {
    bytes += event.data.length;
    if (count > 0 && (count >= MAX_ROWS || bytes > MAX_BYTES)) break;
    count += 1;
  }
  return { batch: waiting.slice(0, count), rest: waiting.slice(count) };
}
