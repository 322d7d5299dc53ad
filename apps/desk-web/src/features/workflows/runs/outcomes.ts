import type { Json } from "@hark/kernel";
import { type JournalEntry, type StepError, TRIGGER_ID, type WorkflowDocument } from "@hark/workflow/core";

/** How a step of a run went. */
export type StepOutcome = "ok" | "failed" | "untouched";

/** How each step went, by its id. */
export function outcomesOf(
  document: WorkflowDocument,
  journal: readonly JournalEntry[],
): ReadonlyMap<string, StepOutcome> {
  const last = new Map<string, StepOutcome>(
    journal.map((entry) => [entry.stepId, entry.error ? "failed" : "ok"]),
  );
  const ids = [TRIGGER_ID, ...document.steps.map((step) => step.id)];
  return new Map(ids.map((id) => [id, last.get(id) ?? "untouched"]));
}

/** The edges a run took, as the canvas calls them. */
export const takenEdges = (journal: readonly JournalEntry[]): ReadonlySet<string> =>
  new Set(journal.flatMap(({ stepId, transition }) => (transition ? [`${stepId}>${transition.index}`] : [])));

/** What a step got and gave. */
export interface StepValues {
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: StepError;
}

/** What each step got and gave when the run came to it last, by its id; the trigger gave what came in. */
export function valuesOf(journal: readonly JournalEntry[], trigger: Json): ReadonlyMap<string, StepValues> {
  return new Map(journal.map((entry) => [entry.stepId, valuesOfStep(entry, trigger)]));
}

/** What one step got and gave; a member is absent when there is nothing to show. */
export function valuesOfStep({ stepId, input, output, error }: JournalEntry, trigger: Json): StepValues {
  if (stepId === TRIGGER_ID) return trigger === null ? {} : { output: trigger };
  return {
    ...(input === null ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(error ? { error } : {}),
  };
}
