import type { WorkflowRow } from "@hark/workflow";
import type { ActionCatalogue, Problem } from "@hark/workflow/core";
import { problemsOf } from "./document.ts";

// More than any screen shows at once.
const KEPT = 300;

/** What the check says of drafts. */
export type DraftChecks = (orgId: string, row: WorkflowRow) => Promise<readonly Problem[]>;

interface Told {
  readonly rev: number;
  readonly problems: Promise<readonly Problem[]>;
}

/**
 * Checks drafts, each revision once, also when two ask for it at a time: a list of a hundred would otherwise check a hundred documents at
 * every look. Each change of a draft or its example makes a new revision. Of so many drafts that were asked for last the answer is kept.
 */
export function createDraftChecks(catalogue: ActionCatalogue, atMost = KEPT): DraftChecks {
  const kept = new Map<string, Told>();
  const check = (key: string, { rev, draft, example }: WorkflowRow): Told => {
    const told = { rev, problems: problemsOf(draft, catalogue, example ?? undefined) };
    // Whoever asks next may have more luck.
    told.problems.catch(() => {
      if (kept.get(key) === told) kept.delete(key);
    });
    return told;
  };
  return (orgId, row) => {
    const key = `${orgId}/${row.id}`;
    const known = kept.get(key);
    const told = known?.rev === row.rev ? known : check(key, row);
    // Behind all others: the first of the map was asked for longest ago.
    kept.delete(key);
    kept.set(key, told);
    const [oldest] = kept.keys();
    if (kept.size > atMost && oldest !== undefined) kept.delete(oldest);
    return told.problems;
  };
}
