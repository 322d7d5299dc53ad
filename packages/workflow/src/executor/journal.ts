import type { Json } from "@hark/kernel";
import type { JournalEntry } from "../core/advance.ts";

/** Inputs and outputs up to this many characters are kept whole. */
const MAX_VALUE = 16_000;

/** A run's journal as JSON text; values that are too large are cut and say so. */
export function journalText(journal: readonly JournalEntry[]): string {
  return JSON.stringify(
    journal.map((entry) => ({
      ...entry,
      input: cap(entry.input),
      ...(entry.output === undefined ? {} : { output: cap(entry.output) }),
    })),
  );
}

function cap(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length <= MAX_VALUE
    ? value
    : { truncated: true, characters: text.length, beginning: text.slice(0, 2_000) };
}
