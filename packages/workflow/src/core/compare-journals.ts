import type { Json, JsonObject } from "@hark/kernel";
import type { JournalEntry } from "./advance.ts";
import { type JsonChange, jsonChanges } from "./json-changes.ts";

/** What of a step can differ; `step`: only one of the runs went there. */
export type JournalPart = "step" | "input" | "output" | "error" | "transition";

/** One step of two runs beside each other. */
export interface ComparedStep {
  readonly stepId: string;
  readonly action: string | null;
  /** Null when the run did not go there. */
  readonly a: JournalEntry | null;
  readonly b: JournalEntry | null;
  /** Pointers begin with /input, /output, /error or /transition. */
  readonly changes: readonly JsonChange[];
  /** Changes that were left out, to keep it readable. */
  readonly more: number;
}

/** Two runs beside each other, step by step. How long a step took is no difference. */
export interface JournalComparison {
  readonly same: boolean;
  readonly firstDifference: { readonly stepId: string; readonly part: JournalPart } | null;
  /** The step behind which they went different ways; null when they took the same. */
  readonly partsAt: string | null;
  readonly steps: readonly ComparedStep[];
}

const MAX_CHANGES = 200;
const PARTS = ["input", "output", "error", "transition"] as const;

/** Puts two journals beside each other: the steps that both went through in the same order in one row, the others in rows of their own. */
export function compareJournals(a: readonly JournalEntry[], b: readonly JournalEntry[]): JournalComparison {
  const steps = aligned(a, b).flatMap(([left, right]) => rowOf(left, right));
  const first = steps.find((step) => differenceOf(step) !== null);
  const part = first ? differenceOf(first) : null;
  return {
    same: first === undefined,
    firstDifference: first && part ? { stepId: first.stepId, part } : null,
    partsAt: partingOf(a, b),
    steps,
  };
}

type Side = JournalEntry | null;

/** The longest row of steps that both have in the same order, with what stands between them. */
function aligned(a: readonly JournalEntry[], b: readonly JournalEntry[]): [Side, Side][] {
  const width = b.length + 1;
  // How many steps the rests of both, from `i` and from `j` on, have in common.
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i]?.stepId === b[j]?.stepId ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [Side, Side][] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left && right && left.stepId === right.stepId) {
      pairs.push([left, right]);
      [i, j] = [i + 1, j + 1];
    } else if (left && (!right || at(i + 1, j) >= at(i, j + 1))) {
      pairs.push([left, null]);
      i += 1;
    } else if (right) {
      pairs.push([null, right]);
      j += 1;
    } else return pairs;
  }
}

function rowOf(a: Side, b: Side): ComparedStep[] {
  const entry = a ?? b;
  if (!entry) return [];
  const { stepId, action } = entry;
  const changes =
    a && b ? PARTS.flatMap((part) => jsonChanges(partOf(a, part), partOf(b, part), `/${part}`)) : [];
  const shown = changes.slice(0, MAX_CHANGES);
  return [{ stepId, action, a, b, changes: shown, more: changes.length - shown.length }];
}

// Entries come from JSON and hold nothing else.
const partOf = (entry: JournalEntry, part: (typeof PARTS)[number]): Json | undefined =>
  entry[part] as Json | JsonObject | undefined;

function differenceOf({ a, b, changes }: ComparedStep): JournalPart | null {
  if (!a || !b) return "step";
  const pointer = changes[0]?.pointer;
  return PARTS.find((part) => pointer === `/${part}` || pointer?.startsWith(`/${part}/`)) ?? null;
}

function partingOf(a: readonly JournalEntry[], b: readonly JournalEntry[]): string | null {
  const at = a.findIndex((entry, index) => entry.stepId !== b[index]?.stepId);
  const parting = at >= 0 ? at : a.length < b.length ? a.length : -1;
  return parting < 0 ? null : (a[parting - 1]?.stepId ?? null);
}
