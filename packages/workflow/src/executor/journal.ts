import type { JournalEntry } from "../core/advance.ts";
import { type Masker, unmasked } from "./mask.ts";

/** A run's journal without the secrets of its workflow's variables. */
export function maskedJournal(journal: readonly JournalEntry[], mask: Masker): readonly JournalEntry[] {
  if (mask === unmasked) return journal;
  return journal.map((entry) => ({
    ...entry,
    input: mask(entry.input),
    ...(entry.output === undefined ? {} : { output: mask(entry.output) }),
    ...(entry.error === undefined
      ? {}
      : { error: { ...entry.error, message: maskText(entry.error.message, mask) } }),
  }));
}

const maskText = (text: string, mask: Masker): string => String(mask(text) as string);
