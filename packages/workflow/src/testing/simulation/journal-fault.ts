import type { JournalEntry } from "../../core/advance.ts";
import { TRIGGER_ID, type WorkflowDocument } from "../../core/definition.ts";

/** The trigger, a thousand steps, and the entry that says that these are too many. */
export const LONGEST_JOURNAL = 1_002;

/** Why this journal cannot be one of this document, or undefined: it must be a path of the graph that begins at the trigger. */
export function journalFault(
  document: WorkflowDocument,
  journal: readonly JournalEntry[],
): string | undefined {
  if (journal.length > LONGEST_JOURNAL) return `the journal has ${journal.length} entries`;
  if (journal[0]?.stepId !== TRIGGER_ID) return "the journal does not begin at the trigger";
  const edges = new Map([
    [TRIGGER_ID, document.trigger.transitions],
    ...document.steps.map((step) => [step.id, step.transitions] as const),
  ]);
  for (const [at, { stepId, transition, error }] of journal.entries()) {
    const following = journal[at + 1];
    if (transition) {
      const edge = edges.get(stepId)?.[transition.index];
      if (edge?.target !== transition.target)
        return `entry ${at} takes edge ${transition.index} of ${stepId} to ${transition.target}, which is not there`;
      if (following && following.stepId !== transition.target)
        return `entry ${at} leads to ${transition.target}, but ${following.stepId} comes next`;
    } else if (following && !(error && following.stepId === stepId && isRetried(document, stepId))) {
      return `entry ${at} (${stepId}) leads nowhere, but ${following.stepId} comes next`;
    }
  }
  return undefined;
}

const isRetried = (document: WorkflowDocument, stepId: string): boolean =>
  document.steps
    .find((step) => step.id === stepId)
    ?.errorCases?.some((entry) => entry.errorAction.type === "retry-action") ?? false;
