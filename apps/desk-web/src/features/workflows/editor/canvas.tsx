import "@xyflow/react/dist/style.css";
import type { WorkflowDocument } from "@hark/workflow/core";
import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  BackgroundVariant,
  Controls,
  type Edge,
  MiniMap,
  type Node,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { NODE, placeNodes } from "../model/layout.ts";
import classes from "./canvas.module.css";
import { ConditionEdge, type ConditionEdgeData } from "./condition-edge.tsx";
import { StepNode } from "./step-node.tsx";

const nodeTypes = { step: StepNode };
const edgeTypes = { condition: ConditionEdge };

interface Props {
  readonly document: WorkflowDocument;
  /** Ids of the edges (`<step>>number`) that a run took; they are drawn strong. */
  readonly taken?: ReadonlySet<string> | undefined;
  /** Shown in a small place: all of it fits, without a map. */
  readonly isSmall?: boolean;
  /** Shows all of it again whenever this changes. */
  readonly fitOn?: string;
}

/** The graph of a workflow. Its places follow from the document; nothing is dragged. */
export function Canvas({ document, taken, isSmall = false, fitOn = "" }: Props) {
  const scheme = useComputedColorScheme("light");
  const flow = useRef<ReactFlowInstance<Node, Edge<ConditionEdgeData>> | null>(null);
  const fit = useMemo(() => ({ maxZoom: 1, minZoom: isSmall ? 0.1 : 0.45, padding: 0.08 }), [isSmall]);
  useEffect(() => {
    // After the canvas has its new size.
    const timer = setTimeout(() => void flow.current?.fitView(fit), 60);
    return () => clearTimeout(timer);
  }, [fitOn, fit]);
  const { nodes, edges } = useMemo(() => flowOf(document, taken), [document, taken]);
  return (
    <div className={classes["canvas"]}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={fit}
        onInit={(instance) => {
          flow.current = instance;
        }}
        minZoom={0.1}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        panOnScroll
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1} />
        <Controls showInteractive={false} position="bottom-left" />
        {nodes.length > 6 && !isSmall && <MiniMap pannable zoomable className={classes["map"] ?? ""} />}
      </ReactFlow>
    </div>
  );
}

function flowOf(
  document: WorkflowDocument,
  taken: ReadonlySet<string> | undefined,
): { nodes: Node[]; edges: Edge<ConditionEdgeData>[] } {
  const placed = placeNodes(document);
  return {
    nodes: placed.nodes.map(({ id, x, y }) => ({
      id,
      type: "step",
      position: { x, y },
      ...NODE,
      data: {},
      style: { pointerEvents: "all" as const },
    })),
    edges: placed.edges.map((edge) => ({
      id: edge.id,
      source: edge.from,
      target: edge.target,
      type: "condition",
      data: { ...edge, isTaken: taken?.has(edge.id) ?? false },
    })),
  };
}
