import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { dryRun } from "../model/dry-run.ts";
import { outcomesOf, takenEdges } from "../runs/outcomes.ts";
import { BottomDrawer, type DrawerTab } from "./bottom-drawer.tsx";
import { Canvas } from "./canvas.tsx";
import { EditorContext, useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { Inspector } from "./inspector.tsx";
import { TestContext } from "./test-context.ts";

// Fixed, so that a test says the same twice.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };

/** The canvas with its panel and its drawer; while the drawer shows a test, the canvas shows the way it took. */
export function EditorTabPanel() {
  const editor = useEditor();
  const [params, setParams] = useSearchParams();
  const [findsRecords, setFindsRecords] = useState(true);
  const drawer: DrawerTab | null =
    params.get("drawer") === "test" ? "test" : params.get("drawer") === "problems" ? "problems" : null;
  const { document, example, catalogue } = editor;
  const isTesting = drawer === "test";
  const result = useMemo(
    () =>
      isTesting && example !== null
        ? dryRun(document, { catalogue, example, findsRecords, environment })
        : null,
    [isTesting, document, example, catalogue, findsRecords],
  );
  const open = (tab: DrawerTab | null): void =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (tab === null) next.delete("drawer");
        else next.set("drawer", tab);
        return next;
      },
      { replace: true },
    );
  const shown = result ? { ...editor, outcomes: outcomesOf(document, result.journal) } : editor;
  return (
    <EditorContext value={shown}>
      <TestContext value={{ result, findsRecords, setFindsRecords }}>
        <div className={classes["main"]}>
          <div className={classes["canvas"]}>
            <Canvas
              document={document}
              taken={result ? takenEdges(result.journal) : undefined}
              fitOn={`${drawer ?? ""} ${String(editor.selected !== null)}`}
            />
          </div>
          <Inspector />
        </div>
        <BottomDrawer open={drawer} onOpen={open} />
      </TestContext>
    </EditorContext>
  );
}
