import type { Json } from "@hark/kernel";
import type { JournalEntry, StepError } from "../core/advance.ts";
import type { TakenTransition } from "../core/compile.ts";

/**
 * A journal's entry as it stands in the record of a run that ended. The names of its members are short, and what is null is left out, which makes
 * the record a tenth shorter, so that a fourth finds room on a page of the database. An open run has its entries in full, and so have records from
 * before this was so.
 */
export interface KeptEntry {
  readonly step: string;
  readonly do?: string;
  readonly ms?: number;
  readonly error?: StepError;
  readonly to?: KeptTransition;
  readonly in?: Json;
  readonly out?: Json;
}

type KeptTransition = readonly [index: number, target: string, name?: string];

/** The entry in full. */
export function entryOf(kept: KeptEntry | JournalEntry): JournalEntry {
  if ("stepId" in kept) return kept;
  const { step, do: action = null, ms, error, to, in: input = null, out } = kept;
  return {
    stepId: step,
    action,
    input,
    ...(out === undefined ? {} : { output: out }),
    ...(error === undefined ? {} : { error }),
    transition: to === undefined ? null : transitionOf(to),
    ...(ms === undefined ? {} : { durationMs: ms }),
  };
}

function transitionOf([index, target, name]: KeptTransition): TakenTransition {
  return { index, target, ...(name === undefined ? {} : { name }) };
}

/** What stands in a journal that went through a step, as it is kept and in full: one or the other. */
export const marksOf = (stepId: string): readonly [string, string] => {
  const step = JSON.stringify(stepId);
  return [`{"step":${step}`, `{"stepId":${step}`];
};
