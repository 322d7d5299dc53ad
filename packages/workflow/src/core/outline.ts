import { isJsonObject, type Json } from "@hark/kernel";
import { type Comparisons, nearestName } from "./nearest.ts";

/** One value that later steps can refer to, with those inside it. */
export interface OutlineNode {
  /** Full path, such as `steps.1.attributes.data.reviewerEmail`. */
  readonly path: string;
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "null" | "list" | "object";
  readonly sample: Json;
  readonly children: readonly OutlineNode[];
}

const MAX_DEPTH = 8;
const MAX_ENTRIES = 60;

// Among more paths a suggestion would be luck.
const MAX_CANDIDATES = 500;

/** The tree of values in a step's output, for the dropdown of variables. */
export function outline(stepId: string, output: Json): OutlineNode[] {
  return childrenOf(`steps.${stepId}`, output, 0, { nodes: Number.POSITIVE_INFINITY });
}

/** As much of that tree as a suggestion is looked for in. */
export function shortOutline(stepId: string, output: Json): OutlineNode[] {
  return childrenOf(`steps.${stepId}`, output, 0, { nodes: MAX_CANDIDATES });
}

function childrenOf(path: string, value: Json, depth: number, left: { nodes: number }): OutlineNode[] {
  if (depth >= MAX_DEPTH) return [];
  const nodes: OutlineNode[] = [];
  for (const [name, entry] of entriesOf(value)) {
    if (left.nodes <= 0) break;
    left.nodes -= 1;
    const at = `${path}.${name}`;
    const children = childrenOf(at, entry, depth + 1, left);
    nodes.push({ path: at, name, type: typeOf(entry), sample: entry, children });
  }
  return nodes;
}

/** The first entries of a list, or members of an object. */
function entriesOf(value: Json): [string, Json][] {
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((entry, index) => [String(index), entry]);
  const entries: [string, Json][] = [];
  if (!isJsonObject(value)) return entries;
  // Listing the names of a large object takes longer than to walk as far as is shown.
  for (const name in value) {
    if (entries.length >= MAX_ENTRIES) break;
    if (Object.hasOwn(value, name)) entries.push([name, value[name] ?? null]);
  }
  return entries;
}

function typeOf(value: Json): OutlineNode["type"] {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

/** All nodes of a tree in reading order. */
export function flatten(nodes: readonly OutlineNode[]): OutlineNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)]);
}

/**
 * The path nearest to one that leads nowhere: one that ends in the same name, else the one with the fewest changes, of which
 * `atMost` may be given.
 */
export function nearestPath(
  path: string,
  nodes: readonly OutlineNode[],
  atMost?: number,
  comparisons?: Comparisons,
): string | undefined {
  const all = flatten(nodes)
    .slice(0, MAX_CANDIDATES)
    .map((node) => node.path);
  const last = lastName(path);
  const sameName = atMost === undefined ? all.find((candidate) => lastName(candidate) === last) : undefined;
  return sameName ?? nearestName(path, all, atMost ?? Math.max(3, path.length / 4), comparisons);
}

const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
