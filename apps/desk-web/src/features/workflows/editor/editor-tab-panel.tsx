import { useMemo } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { outcomesOf, takenEdges, valuesOf } from "../runs/outcomes.ts";
import { workflowOf } from "../runs/run.ts";
import { RunCanvas } from "../runs/run-canvas.tsx";
import { useWholeRun } from "../runs/use-run.ts";
import type { Workflow } from "../workflow.ts";
import { BottomDrawer, type DrawerTab, drawerTabs } from "./bottom-drawer.tsx";
import { Canvas } from "./canvas.tsx";
import { EditorContext, useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { Inspector } from "./inspector.tsx";
import { TestContext } from "./test-context.ts";
import { useDryRun } from "./use-dry-run.ts";

/** The canvas with its panel and its drawer; while the drawer shows a test or a run, the canvas shows the way it took. */
export function EditorTabPanel({ workflow }: { readonly workflow: Workflow }) {
  const editor = useEditor();
  const { params, replace } = useAddress();
  const drawer = drawerTabs.find((tab) => tab === params.get("drawer")) ?? null;
  const test = useDryRun(editor, drawer === "test");
  const { document } = editor;
  const result = drawer === "test" ? test.result : undefined;
  const shown = useMemo(
    () =>
      result
        ? {
            ...editor,
            outcomes: outcomesOf(document, result.journal),
            values: valuesOf(result.journal, test.trigger),
          }
        : editor,
    [editor, document, result, test.trigger],
  );
  const open = (tab: DrawerTab | null): void => {
    const next = new URLSearchParams(params);
    for (const name of ["drawer", "run", "replay"]) next.delete(name);
    if (tab !== null) next.set("drawer", tab);
    replace(next);
  };
  const runId = drawer === "runs" ? params.get("run") : null;
  return (
    <EditorContext value={shown}>
      <TestContext value={test}>
        <div className={classes["main"]}>
          <div className={classes["canvas"]}>
            {runId !== null ? (
              <RunOnCanvas key={runId} runId={runId} />
            ) : (
              <Canvas
                document={document}
                taken={result ? takenEdges(result.journal) : undefined}
                fitOn={`${drawer ?? ""} ${String(editor.selected !== null)} ${String(result !== undefined)}`}
              />
            )}
          </div>
          {runId === null && <Inspector />}
        </div>
        <BottomDrawer stats={workflow.attributes.stats} open={drawer} onOpen={open} />
      </TestContext>
    </EditorContext>
  );
}

/** A run in the place of the draft: the document it went through, with its way. */
function RunOnCanvas({ runId }: { readonly runId: string }) {
  const { run, document, actions } = useWholeRun(runId);
  if (!run.data || !document.data || !actions.data) return null;
  const { journal, trigger } = run.data.data.attributes;
  return (
    <RunCanvas
      workflowId={workflowOf(run.data.data)}
      document={document.data}
      descriptions={actions.data.data}
      journal={journal}
      trigger={trigger}
      isSmall
    />
  );
}
