import { Graph, layout } from "@dagrejs/dagre";
import { TRIGGER_ID, type Transition, type WorkflowDocument } from "@hark/workflow/core";
import { edgeWords } from "./words.ts";

/** The size of every card on the canvas (pixels). */
export const NODE = { width: 260, height: 84 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A card's place: its upper left corner. */
export interface PlacedNode extends Point {
  readonly id: string;
}

/** An edge with its path (SVG) and the middle of its label. */
export interface PlacedEdge {
  readonly id: string;
  readonly from: string;
  readonly index: number;
  readonly target: string;
  readonly words: string;
  /** Whether the edge is one of several and shows its number. */
  readonly isNumbered: boolean;
  readonly path: string;
  readonly label: Point;
}

/** Where everything stands. */
export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const LETTER = 6.6;
const MAX_LABEL = 220;

/** Places a document's nodes from top to bottom, with room for what stands on the edges. */
export function placeNodes(document: WorkflowDocument): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 44, ranksep: 44, edgesep: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = [document.trigger, ...document.steps];
  const ids = new Set(nodes.map((node) => node.id));
  for (const id of ids) graph.setNode(id, { ...NODE });
  const edges = nodes.flatMap((node) =>
    node.transitions.flatMap((transition, index) =>
      ids.has(transition.target) ? [edgeOf(node.id, node.transitions, transition, index)] : [],
    ),
  );
  for (const edge of edges)
    graph.setEdge(edge.from, edge.target, { width: labelWidth(edge), height: 26, labelpos: "c" }, edge.id);
  layout(graph);
  const side = isMirrored(graph, edges) ? -1 : 1;
  const center = (id: string): Point => {
    const { x = 0, y = 0 } = graph.node(id) ?? {};
    return { x: x * side, y };
  };
  const origin = center(TRIGGER_ID);
  return {
    nodes: [...ids].map((id) => ({
      id,
      x: center(id).x - origin.x - NODE.width / 2,
      y: center(id).y - origin.y - NODE.height / 2,
    })),
    edges: edges.map((edge) => {
      const { x = 0, y = 0 } = graph.edge({ v: edge.from, w: edge.target, name: edge.id }) ?? {};
      const shift = (point: Point, down: number): Point => ({
        x: point.x - origin.x,
        y: point.y - origin.y + down,
      });
      const label = shift({ x: x * side, y }, 0);
      const start = shift(center(edge.from), NODE.height / 2);
      const end = shift(center(edge.target), -NODE.height / 2);
      return { ...edge, label, path: pathThrough(start, label, end) };
    }),
  };
}

/** Whether the branches mostly run from right to left; they are tried, and should be read, from left to right. */
function isMirrored(graph: Graph, edges: readonly BareEdge[]): boolean {
  let balance = 0;
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1];
    if (next?.from !== edge.from) continue;
    balance += Math.sign((graph.node(next.target)?.x ?? 0) - (graph.node(edge.target)?.x ?? 0));
  }
  return balance < 0;
}

type BareEdge = Omit<PlacedEdge, "path" | "label">;

function edgeOf(from: string, all: readonly Transition[], transition: Transition, index: number): BareEdge {
  const { target } = transition;
  return {
    id: `${from}>${index}`,
    from,
    index,
    target,
    words: edgeWords(transition, index),
    isNumbered: all.length > 1,
  };
}

const labelWidth = ({ words, isNumbered }: BareEdge): number =>
  words === "" ? 28 : Math.min(MAX_LABEL, words.length * LETTER) + (isNumbered ? 70 : 50);

/** Down from the start, across to the label, down through it, across to the end. */
function pathThrough(start: Point, label: Point, end: Point): string {
  const first = start.y + Math.max(10, (label.y - start.y) * 0.35);
  const second = end.y - Math.max(12, (end.y - label.y) * 0.35);
  return rounded([
    start,
    { x: start.x, y: first },
    { x: label.x, y: first },
    { x: label.x, y: second },
    { x: end.x, y: second },
    end,
  ]);
}

const RADIUS = 8;

/** A line through points with round corners. */
function rounded(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return "";
  let path = `M ${start.x} ${start.y}`;
  for (const [index, corner] of rest.entries()) {
    const next = rest[index + 1];
    const before = points[index] ?? start;
    if (!next) return `${path} L ${corner.x} ${corner.y}`;
    const into = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, next) / 2);
    const from = towards(corner, before, into);
    const to = towards(corner, next, into);
    path += ` L ${from.x} ${from.y} Q ${corner.x} ${corner.y} ${to.x} ${to.y}`;
  }
  return path;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
