import type { Json, JsonObject } from "@hark/kernel";
import type { ActionCatalogue, Problem, WorkflowDocument } from "@hark/workflow/core";
import { createContext, useContext } from "react";
import type { Actions } from "../model/words.ts";
import type { StepOutcome, StepValues } from "../runs/outcomes.ts";
import type { Variable } from "../variables/variable.ts";

/** What everything in the editor works with. */
export interface Editor {
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  readonly example: Json | null;
  readonly actions: Actions;
  readonly catalogue: ActionCatalogue;
  readonly problems: readonly Problem[];
  /** Outputs by step as far as they can be foreseen. */
  readonly known: JsonObject;
  /** The workflow's variables, as far as they are loaded. */
  readonly variables: readonly Variable[];
  /** Set where a run or a version is looked at: nothing can be added. */
  readonly isReadOnly?: boolean;
  /** How each step of the run that is looked at went. */
  readonly outcomes?: ReadonlyMap<string, StepOutcome>;
  /** What each step of that run got and gave. */
  readonly values?: ReadonlyMap<string, StepValues>;
  /** How each node differs from the document that this one is compared with. */
  readonly marks?: ReadonlyMap<string, "added" | "removed" | "changed">;
  /** The node whose panel is open, or null. */
  readonly selected: string | null;
  select(id: string | null): void;
  /** Changes the document. Edits in a row with the same `merge` are undone as one. */
  edit(change: (document: WorkflowDocument) => WorkflowDocument, merge?: string): void;
  setExample(example: Json | null): void;
}

export const EditorContext = createContext<Editor | null>(null);

/** The editor around a component. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor was called outside of an editor");
  return editor;
}
