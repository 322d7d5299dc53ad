import { api } from "@hark/ui";
import type { JournalEntry } from "@hark/workflow/core";
import type { Change } from "../changes/change.ts";
import type { Run } from "./run.ts";

/** One step of two runs beside each other; null on the side that never came to it. */
export interface ComparedStep {
  readonly stepId: string;
  readonly action: string | null;
  readonly a: JournalEntry | null;
  readonly b: JournalEntry | null;
  readonly changes: readonly Change[];
  /** Changes that are not listed. */
  readonly more: number;
}

/** Two runs of a workflow side by side. */
export interface ComparedRuns {
  readonly a: Run;
  readonly b: Run;
  readonly same: boolean;
  /** Differences of what came in. */
  readonly trigger: readonly Change[];
  /** The step after which they went different ways. */
  readonly partsAt: string | null;
  readonly steps: readonly ComparedStep[];
}

export const comparisonKey = (a: string, b: string) => ["run", a, "compare", b] as const;
export const compareRuns = (a: string, b: string): Promise<{ readonly data: ComparedRuns }> =>
  api.get(`/v1/runs/${a}/compare/${b}`);

/** Whether nothing tells the two sides of a step apart. */
export const isSameStep = ({ a, b, changes, more }: ComparedStep): boolean =>
  a !== null && b !== null && changes.length + more === 0;

/** How the two sides of a step stand to each other, in words. */
export function stepWords(step: ComparedStep): string {
  if (step.a === null) return "Only the second came here";
  if (step.b === null) return "Only the first came here";
  const count = step.changes.length + step.more;
  return count === 0
    ? "The same"
    : count === 1
      ? "1 difference"
      : `${count.toLocaleString("en")} differences`;
}
