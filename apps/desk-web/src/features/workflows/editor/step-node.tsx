import { hookOfEventName, TRIGGER_ID, type Trigger } from "@hark/workflow/core";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useState } from "react";
import { hookKinds } from "../../hooks/kinds.ts";
import { nodeOf } from "../model/document-edits.ts";
import { nodeTitle, tellingParam } from "../model/words.ts";
import { ActionIcon } from "./action-icon.tsx";
import { AddStepButton } from "./add-step-button.tsx";
import { useEditor } from "./editor-context.ts";
import { NodeValues } from "./node-values.tsx";
import classes from "./step-node.module.css";

/** A card on the canvas: what the step is called, what it does, its most telling param, and how many problems it has. */
export function StepNode({ id }: NodeProps) {
  const { document, actions, problems, selected, select, isReadOnly, outcomes, values, marks } = useEditor();
  const [showsValues, setShowsValues] = useState(false);
  const own = values?.get(id);
  const node = nodeOf(document, id);
  if (!node) return null;
  const isTrigger = id === TRIGGER_ID;
  const action = "action" in node ? node.action : undefined;
  const description = action === undefined ? undefined : actions.get(action);
  const faults = problems.filter((problem) => problem.step === id);
  const worst = faults.some((problem) => problem.severity === "error") ? "bad" : "wait";
  const isEnd = node.transitions.length === 0;
  return (
    <div
      className={classes["node"]}
      data-selected={selected === id || undefined}
      data-outcome={outcomes?.get(id)}
      data-mark={marks?.get(id)}
    >
      <Handle type="target" position={Position.Top} className={classes["handle"] ?? ""} />
      <button
        type="button"
        className={classes["card"]}
        aria-pressed={isReadOnly ? undefined : selected === id}
        onClick={() => (isReadOnly ? setShowsValues(own !== undefined) : select(id))}
      >
        <ActionIcon action={action} isTrigger={isTrigger} />
        <span className={classes["words"]}>
          <span className={classes["title"]}>{nodeTitle(node, actions)}</span>
          <span className={classes["action"]}>
            {isTrigger
              ? triggerWords(document.trigger)
              : (description?.label ?? action ?? "Only decides where to go on")}
          </span>
          <span className={classes["param"]}>{isTrigger ? "" : tellingParam(node, description)}</span>
        </span>
        {faults.length > 0 && !isReadOnly && (
          <span
            className={classes["problems"]}
            data-tone={worst}
            title={faults.map((one) => one.message).join("\n")}
          >
            {faults.length}
          </span>
        )}
      </button>
      {own && (
        <NodeValues
          title={nodeTitle(node, actions)}
          values={own}
          isTrigger={isTrigger}
          isOpen={showsValues}
          onOpen={setShowsValues}
        />
      )}
      <Handle type="source" position={Position.Bottom} className={classes["handle"] ?? ""} />
      {!isReadOnly && (
        <span className={classes["add"]} data-end={isEnd || undefined}>
          <AddStepButton place={{ after: id }} label={isEnd ? "Add a step" : "Add a branch"} />
        </span>
      )}
    </div>
  );
}

function triggerWords(node: Trigger): string {
  if (node.callable) return "Trigger · Called by workflows";
  const hook = hookOfEventName(node.eventName ?? "");
  if (hook) return `Trigger · ${hookKinds.find(({ kind }) => kind === hook.kind)?.label}`;
  return node.eventName ? `Trigger · ${node.eventName}` : "Trigger · not chosen yet";
}
