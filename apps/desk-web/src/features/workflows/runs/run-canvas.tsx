import type { Json } from "@hark/kernel";
import type { ActionDescription, JournalEntry, WorkflowDocument } from "@hark/workflow/core";
import { useMemo } from "react";
import { Canvas } from "../editor/canvas.tsx";
import { type Editor, EditorContext } from "../editor/editor-context.ts";
import { readingEditor } from "../editor/reading-editor.ts";
import { outcomesOf, takenEdges, valuesOf } from "./outcomes.ts";

interface Props {
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
  readonly journal: readonly JournalEntry[];
  readonly trigger: Json;
  readonly isSmall?: boolean;
}

/** The way of a run over its document, with what each step got and gave on its card. */
export function RunCanvas({ workflowId, document, descriptions, journal, trigger, isSmall = false }: Props) {
  const editor = useMemo(
    (): Editor => ({
      ...readingEditor(workflowId, document, descriptions),
      outcomes: outcomesOf(document, journal),
      values: valuesOf(journal, trigger),
    }),
    [workflowId, document, descriptions, journal, trigger],
  );
  return (
    <EditorContext value={editor}>
      <Canvas document={document} taken={takenEdges(journal)} isSmall={isSmall} />
    </EditorContext>
  );
}
