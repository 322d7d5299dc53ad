import { type JournalEntry, TRIGGER_ID, type WorkflowDocument } from "@hark/workflow/core";

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
