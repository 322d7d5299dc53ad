import { isJsonObject, type Json } from "@hark/kernel";

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

/** The path nearest to one that leads nowhere: one that ends in the same name, else the one with the fewest changes. */
export function nearestPath(path: string, nodes: readonly OutlineNode[]): string | undefined {
  const all = flatten(nodes).map((node) => node.path);
  const last = path.split(".").at(-1);
  const sameName = all.find((candidate) => candidate.split(".").at(-1) === last);
  if (sameName) return sameName;
  let best: { path: string; distance: number } | undefined;
  for (const candidate of all) {
    const distance = editDistance(path, candidate);
    if (!best || distance < best.distance) best = { path: candidate, distance };
  }
  return best && best.distance <= Math.max(3, path.length / 4) ? best.path : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
