import { type ActionDescription, catalogueOf, knownOutputs } from "@hark/workflow/core";
import { useDeferredValue, useEffect, useMemo, useReducer, useRef } from "react";
import { useSearchParams } from "react-router";
import { sameJson } from "../../../shared/same-json.ts";
import { exampleOf, inputsOf } from "../model/inputs.ts";
import { problemsOf } from "../model/problems.ts";
import type { Variable } from "../variables/variable.ts";
import type { Editor } from "./editor-context.ts";
import { type Draft, type Edit, editHistory, type History, isChanged, openHistory } from "./history.ts";

/** A draft that is open for editing. */
export interface OpenDraft {
  readonly editor: Editor;
  readonly history: History;
  readonly isChanged: boolean;
  send(edit: Edit): void;
}

/** What a draft is opened with. */
export interface DraftOptions {
  readonly workflowId: string;
  /** As the server has it. */
  readonly draft: Draft;
  readonly descriptions: readonly ActionDescription[];
  /** Names of the events that hooks give; undefined while they are not known. */
  readonly hookEvents: ReadonlySet<string> | undefined;
  /** The workflow's variables, as far as they are loaded. */
  readonly variables: readonly Variable[];
}

/** Opens a draft: holds its history, checks it with the engine's own code, and keeps the selection in the address. */
export function useDraft(options: DraftOptions): OpenDraft {
  const { workflowId, draft, descriptions, hookEvents, variables } = options;
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
  const { document } = history.now;
  const example = exampleFor(history.now);
  const actions = useMemo(() => new Map(descriptions.map((one) => [one.name, one])), [descriptions]);
  const catalogue = useMemo(() => catalogueOf(descriptions), [descriptions]);
  const checked = useDeferredValue(history.now);
  const problems = useMemo(
    () => problemsOf({ ...checked, example: exampleFor(checked) }, catalogue, hookEvents),
    [checked, catalogue, hookEvents],
  );
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
    variables,
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

/** The data that a draft is checked and tried on: of a callable workflow, what its inputs look like. */
function exampleFor({ document: { trigger }, example }: Draft): Draft["example"] {
  return trigger.callable === true ? exampleOf(inputsOf(trigger.schema)) : example;
}
