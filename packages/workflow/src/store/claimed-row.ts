import { Breath, inParts, type Json } from "@hark/kernel";
import type { QueuedRun, Resume } from "./queue.ts";

/** A claimed run as it is read, its documents still texts. */
export interface ClaimedRow extends Omit<QueuedRun, "readData" | "resume"> {
  readonly data: string | null;
  readonly resume: string | null;
}

/**
 * Documents of one batch, in characters: all of them stay in memory until it ended, and whatever is alive is copied by each collection of
 * garbage. A claim gives fewer, unless they were stored as a tenth of what they are.
 */
const MOST_READ = 8_000_000;

/**
 * Reads what claimed runs go on with; others have their turn in between. The driver would read all that came in at once, which may be two
 * megabytes, in one piece.
 */
export async function readClaimed<Row extends ClaimedRow>(
  rows: readonly Row[],
): Promise<(Omit<Row, "data" | "resume"> & Pick<QueuedRun, "readData" | "resume">)[]> {
  const runs = [];
  const breath = new Breath();
  for (const row of rows) {
    const pause = breath.take();
    if (pause) await pause;
    // Both were written by this package.
    const resume = row.resume === null ? null : (JSON.parse(row.resume) as Resume);
    // A text that is kept is copied by each collection of garbage, as long as the batch goes on.
    runs.push({ ...row, resume, data: null, readData: later(row.data) });
  }
  return runs;
}

/**
 * JSON that is read once, when it is first asked for: read for a whole batch ahead, the values of the first are out of the processor's cache by
 * the time its run begins.
 */
function later(text: string | null): () => Json {
  let unread = text;
  let value: Json = null;
  return () => {
    if (unread !== null) value = JSON.parse(unread) as Json;
    unread = null;
    return value;
  };
}

/** The first of some rows, as many as one batch may hold; one at least. */
export function firstRows<Row extends ClaimedRow>(rows: readonly Row[]): readonly Row[] {
  const [first = []] = inParts(
    rows,
    ({ data, resume }) => (data?.length ?? 0) + (resume?.length ?? 0),
    MOST_READ,
  );
  return first;
}
