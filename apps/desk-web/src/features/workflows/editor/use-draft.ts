import { isJsonObject, type Json } from "@hark/kernel";
import {
  type ActionDescription,
  catalogueOf,
  checkDocument,
  knownOutputs,
  type Problem,
} from "@hark/workflow/core";
import { useDeferredValue, useEffect, useMemo, useReducer, useRef } from "react";
import { useSearchParams } from "react-router";
import { sameJson } from "../../../shared/same-json.ts";
import type { Editor } from "./editor-context.ts";
import { type Draft, type Edit, editHistory, type History, isChanged, openHistory } from "./history.ts";

/** A draft that is open for editing. */
export interface OpenDraft {
  readonly editor: Editor;
  readonly history: History;
  readonly isChanged: boolean;
  send(edit: Edit): void;
}

/** Opens a draft: holds its history, checks it with the engine's own code, and keeps the selection in the address. */
export function useDraft(
  workflowId: string,
  draft: Draft,
  descriptions: readonly ActionDescription[],
): OpenDraft {
  const [history, send] = useReducer(editHistory, draft, openHistory);
  const latest = useRef(history);
  useEffect(() => {
    latest.current = history;
  });
  const [params, setParams] = useSearchParams();
  const hasChanges = isChanged(history);
  // What was saved elsewhere is taken over, unless there is something here that would be lost.
  useEffect(() => {
    if (!hasChanges && !sameJson(draft, latest.current.saved)) send({ kind: "reload", draft });
  }, [draft, hasChanges]);
  const { document, example } = history.now;
  const actions = useMemo(() => new Map(descriptions.map((one) => [one.name, one])), [descriptions]);
  const catalogue = useMemo(() => catalogueOf(descriptions), [descriptions]);
  const checked = useDeferredValue(history.now);
  const problems = useMemo(() => problemsOf(checked, catalogue), [checked, catalogue]);
  const known = useMemo(
    () => knownOutputs(document, { catalogue, ...(example === null ? {} : { example }) }),
    [document, example, catalogue],
  );
  const editor: Editor = {
    workflowId,
    document,
    example,
    actions,
    catalogue,
    problems,
    known,
    selected: params.get("step"),
    select: (id) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          if (id === null) next.delete("step");
          else next.set("step", id);
          return next;
        },
        { replace: true },
      ),
    edit: (change, merge) =>
      send({
        kind: "change",
        to: (now) => {
          const changed = change(now.document);
          return changed === now.document ? now : { ...now, document: changed };
        },
        ...(merge === undefined ? {} : { merge }),
      }),
    setExample: (value) =>
      send({ kind: "change", to: (now) => ({ ...now, example: value }), merge: "example" }),
  };
  return { editor, history, isChanged: hasChanges, send };
}

function problemsOf({ document, example }: Draft, catalogue: Editor["catalogue"]): readonly Problem[] {
  const problems = checkDocument(document, { catalogue, ...(hasContent(example) ? { example } : {}) });
  const isOpen = document.trigger.callable !== true && !document.trigger.eventName;
  return isOpen ? [NO_TRIGGER, ...problems] : problems;
}

const hasContent = (example: Json | null): example is Json =>
  example !== null && (!isJsonObject(example) || Object.keys(example).length > 0);

const NO_TRIGGER: Problem = {
  severity: "error",
  code: "no-trigger",
  step: "1",
  field: "eventName",
  message: "Nothing starts the workflow yet",
  cure: "choose or create a hook in the trigger",
};
