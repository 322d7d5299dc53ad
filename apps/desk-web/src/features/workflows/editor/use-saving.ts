import { toastDone, toastError } from "@hark/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { One } from "../../../shared/resource.ts";
import {
  changeWorkflow,
  documentKey,
  WORKFLOWS,
  type Workflow,
  type WorkflowAttributes,
  type WorkflowChanges,
  workflowKey,
} from "../workflow.ts";
import type { OpenDraft } from "./use-draft.ts";

/** Saving a draft, and what saving can do beside. */
export interface Saving {
  readonly isBusy: boolean;
  /** Whether errors keep the draft from being published. */
  readonly isBlocked: boolean;
  save(): void;
  /** Saves and makes the draft the version that runs; switches the workflow on when it was off. */
  publish(): void;
  disable(): void;
}

/** Saves the draft of a workflow. Problems the server finds are told; the draft stays as it is. */
export function useSaving(workflow: Workflow, draft: OpenDraft): Saving {
  const queries = useQueryClient();
  const { now } = draft.history;
  const errors = draft.editor.problems.filter((problem) => problem.severity === "error");
  const change = useMutation({
    mutationFn: ({ changes }: { changes: WorkflowChanges; done: string; hasDraft: boolean }) =>
      changeWorkflow(workflow.id, changes),
    onSuccess: (answer, { done, hasDraft }) => {
      if (hasDraft) {
        draft.send({ kind: "saved", draft: now });
        queries.setQueryData(documentKey(workflow.id), now.document);
      }
      queries.setQueryData<One<WorkflowAttributes>>(workflowKey(workflow.id), answer);
      void queries.invalidateQueries({ queryKey: WORKFLOWS, exact: true });
      toastDone(done);
    },
    onError: toastError,
  });
  const content = (): WorkflowChanges => ({
    ...now.document,
    ...(now.example === null ? {} : { example: now.example }),
  });
  return {
    isBusy: change.isPending,
    isBlocked: errors.length > 0,
    save: () => {
      if (draft.isChanged && !change.isPending)
        change.mutate({ changes: content(), done: "Draft saved", hasDraft: true });
    },
    publish: () => {
      const [error] = errors;
      if (error) {
        toastError(new Error(`${error.message}; ${error.cure}.`));
        if (error.step !== undefined) draft.editor.select(error.step);
        return;
      }
      const isOn = workflow.attributes.enabled;
      const done = isOn ? "Published: new events run this version" : "Published and on";
      change.mutate({ changes: { ...content(), enabled: true, publish: true }, done, hasDraft: true });
    },
    disable: () =>
      change.mutate({ changes: { enabled: false }, done: "Off: events start nothing now", hasDraft: false }),
  };
}
