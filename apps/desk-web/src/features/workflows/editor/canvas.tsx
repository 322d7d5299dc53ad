import "@xyflow/react/dist/style.css";
import type { WorkflowDocument } from "@hark/workflow/core";
import { useComputedColorScheme } from "@mantine/core";
import { Background, BackgroundVariant, Controls, type Edge, MiniMap, type Node, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
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
}

/** The graph of a workflow. Its places follow from the document; nothing is dragged. */
export function Canvas({ document, taken }: Props) {
  const scheme = useComputedColorScheme("light");
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
        fitViewOptions={{ maxZoom: 1, minZoom: 0.4, padding: 0.12 }}
        minZoom={0.2}
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
        {nodes.length > 3 && <MiniMap pannable zoomable className={classes["map"] ?? ""} />}
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
