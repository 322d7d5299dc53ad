import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { PlacedEdge } from "../model/layout.ts";
import { AddStepButton } from "./add-step-button.tsx";
import classes from "./condition-edge.module.css";
import { useEditor } from "./editor-context.ts";

/** What an edge is drawn from. */
export type ConditionEdgeData = PlacedEdge & { readonly isTaken: boolean; readonly [more: string]: unknown };

/** An edge with its condition in words, its number among its step's edges, and the button that puts a step on it. */
export function ConditionEdge({ id, data }: EdgeProps<Edge<ConditionEdgeData>>) {
  const { select, isReadOnly } = useEditor();
  if (!data) return null;
  const { label, words, index, isNumbered, from, isTaken } = data;
  return (
    <>
      <BaseEdge
        id={id}
        path={data.path}
        style={isTaken ? { stroke: "var(--hark-brand)", strokeWidth: 2.5 } : { strokeWidth: 1.4 }}
      />
      <EdgeLabelRenderer>
        <div
          className={classes["label"]}
          data-taken={isTaken || undefined}
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
        >
          {words !== "" && (
            <button type="button" className={classes["words"]} title={words} onClick={() => select(from)}>
              {isNumbered && <span className={classes["number"]}>{index + 1}</span>}
              <span className={classes["text"]}>{words}</span>
            </button>
          )}
          {!isReadOnly && <AddStepButton place={{ after: from, edge: index }} label="Add a step here" />}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
