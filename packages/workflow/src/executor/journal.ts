import type { Breath } from "@hark/kernel";
import type { JournalEntry } from "../core/advance.ts";
import { type Masker, unmasked } from "./mask.ts";

/** A run's journal without the secrets of its workflow's variables. */
export async function maskedJournal(
  journal: readonly JournalEntry[],
  mask: Masker,
  breath: Breath,
): Promise<readonly JournalEntry[]> {
  if (mask === unmasked) return journal;
  const masked: JournalEntry[] = [];
  for (const entry of journal) {
    masked.push(maskedEntry(entry, mask));
    await breath.take();
  }
  return masked;
}

const maskedEntry = (entry: JournalEntry, mask: Masker): JournalEntry => ({
  ...entry,
  input: mask(entry.input),
  ...(entry.output === undefined ? {} : { output: mask(entry.output) }),
  ...(entry.error === undefined
    ? {}
    : { error: { ...entry.error, message: maskText(entry.error.message, mask) } }),
});

const maskText = (text: string, mask: Masker): string => String(mask(text) as string);
