import { Breath, inParts, type Json } from "@hark/kernel";
import type { QueuedRun, Resume } from "./queue.ts";

/** A claimed run as it is read, its documents still texts. */
export interface ClaimedRow extends Omit<QueuedRun, "data" | "resume"> {
  readonly data: string | null;
  readonly resume: string | null;
}

/**
 * Documents of one batch, in characters: all of them stay in memory until it ended, and whatever is alive is copied by each collection of
 * garbage. A claim gives fewer, unless they were stored as a tenth of what they are.
 */
const MOST_READ = 8_000_000;

/**
 * Reads the documents of claimed runs; others have their turn in between. The driver would read all that came in at once, which may be two
 * megabytes, in one piece.
 */
export async function readClaimed<Row extends ClaimedRow>(
  rows: readonly Row[],
): Promise<(Omit<Row, "data" | "resume"> & Pick<QueuedRun, "data" | "resume">)[]> {
  const runs = [];
  const breath = new Breath();
  for (const row of rows) {
    const pause = breath.take();
    if (pause) await pause;
    // Both were written by this package.
    const resume = row.resume === null ? null : (JSON.parse(row.resume) as Resume);
    const data = row.data === null ? null : (JSON.parse(row.data) as Json);
    runs.push({ ...row, resume, data });
  }
  return runs;
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
