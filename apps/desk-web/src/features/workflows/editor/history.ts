import type { Json } from "@hark/kernel";
import type { WorkflowDocument } from "@hark/workflow/core";
import { sameJson } from "../../../shared/same-json.ts";

/** What is edited: the document, and the example data its steps are checked on. */
export interface Draft {
  readonly document: WorkflowDocument;
  readonly example: Json | null;
}

/** A draft with what it was before and after. */
export interface History {
  readonly past: readonly Draft[];
  readonly now: Draft;
  readonly future: readonly Draft[];
  /** As the server has it. */
  readonly saved: Draft;
  /** Edits in a row with the same name are one step back, so that undo takes a field and not a letter. */
  readonly merge: string | undefined;
}

/** What can happen to a draft. */
export type Edit =
  | { readonly kind: "change"; readonly to: (now: Draft) => Draft; readonly merge?: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "saved"; readonly draft: Draft }
  | { readonly kind: "reload"; readonly draft: Draft };

const MAX_PAST = 100;

/** A draft that was just opened. */
export const openHistory = (draft: Draft): History => ({
  past: [],
  now: draft,
  future: [],
  saved: draft,
  merge: undefined,
});

/** Applies one edit. */
export function editHistory(history: History, edit: Edit): History {
  switch (edit.kind) {
    case "change": {
      const now = edit.to(history.now);
      if (now === history.now) return history;
      const isSame = edit.merge !== undefined && edit.merge === history.merge;
      const past = isSame ? history.past : [...history.past, history.now].slice(-MAX_PAST);
      return { ...history, past, now, future: [], merge: edit.merge };
    }
    case "undo": {
      const before = history.past.at(-1);
      if (!before) return history;
      const past = history.past.slice(0, -1);
      return { ...history, past, now: before, future: [history.now, ...history.future], merge: undefined };
    }
    case "redo": {
      const [after, ...future] = history.future;
      if (!after) return history;
      return { ...history, past: [...history.past, history.now], now: after, future, merge: undefined };
    }
    case "saved":
      return { ...history, saved: edit.draft, merge: undefined };
    case "reload":
      return openHistory(edit.draft);
  }
}

/** Whether there is something to save. */
export const isChanged = ({ now, saved }: History): boolean => now !== saved && !sameJson(now, saved);
