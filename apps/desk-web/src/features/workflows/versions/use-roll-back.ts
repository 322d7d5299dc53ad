import { toastDone, toastError, toastUndo } from "@hark/ui";
import type { WorkflowDocument } from "@hark/workflow/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeWorkflow, WORKFLOWS, type Workflow } from "../workflow.ts";
import { restoreVersion } from "./version.ts";

interface Undo {
  /** The version that was published before. */
  readonly before: number | null;
  /** What the draft had that no version holds. */
  readonly replacedDraft: WorkflowDocument | null;
}

/**
 * Publishes an earlier version's document as the newest version. Undo publishes again what was published before, and puts
 * back what the draft had.
 */
export function useRollBack(workflow: Workflow): { readonly isPending: boolean; run(version: number): void } {
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: WORKFLOWS });
  const undo = useMutation({
    // What was before is handed over: when Undo is pressed, the page knows the version after already.
    mutationFn: async ({ before, replacedDraft }: Undo) => {
      if (before !== null) await restoreVersion(workflow.id, before);
      if (replacedDraft) await changeWorkflow(workflow.id, replacedDraft);
    },
    onSuccess: () => toastDone("What was published before runs again"),
    onError: toastError,
    onSettled: refresh,
  });
  const rollBack = useMutation({
    mutationFn: async (version: number) => {
      const before = workflow.attributes.version;
      return { ...(await restoreVersion(workflow.id, version)), before };
    },
    onSuccess: ({ version: made, replacedDraft, before }, version) =>
      toastUndo(`Version ${version} runs again, as version ${made ?? ""}`, () =>
        undo.mutate({ before, replacedDraft: replacedDraft ?? null }),
      ),
    onError: toastError,
    onSettled: refresh,
  });
  return { isPending: rollBack.isPending || undo.isPending, run: (version) => rollBack.mutate(version) };
}
