import type { Json } from "@hark/kernel";
import type { JournalEntry } from "../core/advance.ts";
import type { Masker } from "./mask.ts";

/** Inputs and outputs up to this many characters are kept whole. */
const MAX_VALUE = 16_000;

/** A run's journal as it is kept: secrets masked, values that are too large cut, which they say. */
export function keptJournal(journal: readonly JournalEntry[], mask: Masker): JournalEntry[] {
  return journal.map((entry) => ({
    ...entry,
    input: cap(mask(entry.input)),
    ...(entry.output === undefined ? {} : { output: cap(mask(entry.output)) }),
    ...(entry.error === undefined
      ? {}
      : { error: { ...entry.error, message: maskText(entry.error.message, mask) } }),
  }));
}

const maskText = (text: string, mask: Masker): string => String(mask(text) as string);

function cap(value: Json): Json {
  // A value that was cut before is small.
  const text = JSON.stringify(value);
  return text.length <= MAX_VALUE
    ? value
    : { truncated: true, characters: text.length, beginning: text.slice(0, 2_000) };
}
