import { isJsonObject, type Json } from "@hark/kernel";
import { nearestName } from "./nearest.ts";

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

/** The tree of values in a step's output, for the dropdown of variables. */
export function outline(stepId: string, output: Json): OutlineNode[] {
  return childrenOf(`steps.${stepId}`, output, 0);
}

function childrenOf(path: string, value: Json, depth: number): OutlineNode[] {
  if (depth >= MAX_DEPTH) return [];
  const entries: [string, Json][] = Array.isArray(value)
    ? value.map((entry, index) => [String(index), entry])
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return entries.slice(0, MAX_ENTRIES).map(([name, entry]) => ({
    path: `${path}.${name}`,
    name,
    type: typeOf(entry),
    sample: entry,
    children: childrenOf(`${path}.${name}`, entry, depth + 1),
  }));
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

// Among more paths a suggestion would be luck.
const MAX_CANDIDATES = 500;

/**
 * The path nearest to one that leads nowhere: one that ends in the same name, else the one with the fewest changes, of which
 * `atMost` may be given.
 */
export function nearestPath(
  path: string,
  nodes: readonly OutlineNode[],
  atMost?: number,
): string | undefined {
  const all = flatten(nodes)
    .slice(0, MAX_CANDIDATES)
    .map((node) => node.path);
  const last = path.split(".").at(-1);
  const sameName =
    atMost === undefined ? all.find((candidate) => candidate.split(".").at(-1) === last) : undefined;
  return sameName ?? nearestName(path, all, atMost ?? Math.max(3, path.length / 4));
}
