import { useLive } from "@hark/ui";
import type { ActionDescription, WorkflowDocument } from "@hark/workflow/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { HOOKS, listHooks } from "../../hooks/hook.ts";
import { RunNowPanel } from "../calls/run-now-panel.tsx";
import { runsKey } from "../runs/run.ts";
import { RunsTab } from "../runs/runs-tab.tsx";
import { listVariables, type Variable, variablesKey } from "../variables/variable.ts";
import { VariablesTab } from "../variables/variables-tab.tsx";
import { VersionsTab } from "../versions/versions-tab.tsx";
import { type Workflow, workflowKey } from "../workflow.ts";
import { DocumentTab } from "./document-tab.tsx";
import { EditorContext } from "./editor-context.ts";
import { EditorHeader } from "./editor-header.tsx";
import classes from "./editor-page.module.css";
import { type EditorTab, editorTabs } from "./editor-tab.ts";
import { EditorTabPanel } from "./editor-tab-panel.tsx";
import { useDraft } from "./use-draft.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useSaving } from "./use-saving.ts";
import { useShortcuts } from "./use-shortcuts.ts";

interface Props {
  readonly workflow: Workflow;
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
}

/** The page of one workflow around its draft: the canvas with its panel, the runs, the document. */
export function EditorPage({ workflow, document, descriptions }: Props) {
  const queries = useQueryClient();
  const { params, set } = useAddress();
  const { example } = workflow.attributes;
  const served = useMemo(() => ({ document, example }), [document, example]);
  const hookEvents = useHookEvents();
  const variables = useQuery({
    queryKey: variablesKey(workflow.id),
    queryFn: () => listVariables(workflow.id),
  });
  const draft = useDraft({
    workflowId: workflow.id,
    draft: served,
    descriptions,
    hookEvents,
    variables: variables.data?.data ?? NO_VARIABLES,
  });
  const saving = useSaving(workflow, draft);
  const tab: EditorTab = editorTabs.find((one) => one === params.get("tab")) ?? "editor";
  useLeaveGuard(draft.isChanged);
  useShortcuts(draft, saving);
  useLive([`workflow:${workflow.id}`], () => {
    void queries.invalidateQueries({ queryKey: runsKey(workflow.id) });
    void queries.invalidateQueries({ queryKey: workflowKey(workflow.id) });
  });
  return (
    <EditorContext value={draft.editor}>
      <div className={classes["page"]}>
        <EditorHeader workflow={workflow} draft={draft} saving={saving} tab={tab} />
        {tab === "editor" && <EditorTabPanel workflow={workflow} />}
        {tab === "runs" && <RunsTab workflowId={workflow.id} />}
        {tab === "versions" && <VersionsTab workflow={workflow} />}
        {tab === "variables" && <VariablesTab workflowId={workflow.id} />}
        {tab === "json" && <DocumentTab draft={draft} />}
        <RunNowPanel
          workflow={workflow}
          isOpen={params.get("panel") === "run"}
          onClose={() => set({ panel: null })}
        />
      </div>
    </EditorContext>
  );
}

const NO_VARIABLES: readonly Variable[] = [];

/** Names of the events that this organisation's hooks give. */
function useHookEvents(): ReadonlySet<string> | undefined {
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  return useMemo(
    () => hooks.data && new Set(hooks.data.data.map((hook) => hook.attributes.eventName)),
    [hooks.data],
  );
}
