import type { WorkflowRow } from "@hark/workflow";
import { type ActionCatalogue, checkDocument, type Problem } from "@hark/workflow/core";

// More than any screen shows at once.
const KEPT = 300;

/** What the check says of drafts. */
export type DraftChecks = (orgId: string, row: WorkflowRow) => readonly Problem[];

/**
 * Checks drafts, each revision once: a list of a hundred would otherwise check a hundred documents at every look. Each change of a draft
 * or its example makes a new revision. Of so many drafts that were asked for last the answer is kept.
 */
export function createDraftChecks(catalogue: ActionCatalogue, atMost = KEPT): DraftChecks {
  const kept = new Map<string, { readonly rev: number; readonly problems: readonly Problem[] }>();
  return (orgId, { id, rev, draft, example }) => {
    const key = `${orgId}/${id}`;
    const known = kept.get(key);
    const told =
      known?.rev === rev
        ? known
        : { rev, problems: checkDocument(draft, { catalogue, ...(example === null ? {} : { example }) }) };
    // Behind all others: the first of the map was asked for longest ago.
    kept.delete(key);
    kept.set(key, told);
    const [oldest] = kept.keys();
    if (kept.size > atMost && oldest !== undefined) kept.delete(oldest);
    return told.problems;
  };
}
