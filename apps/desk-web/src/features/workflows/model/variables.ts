import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import {
  ancestorsOf,
  compileValue,
  type OutlineNode,
  outline,
  TRIGGER_ID,
  type WorkflowDocument,
} from "@hark/workflow/core";
import { maskedValues, pathOf, type Variable } from "../variables/variable.ts";
import { type Actions, shortPath, titleOfId } from "./words.ts";

/** What one step puts out, as the dropdown offers it. */
export interface VariableGroup {
  readonly stepId: string;
  readonly title: string;
  readonly nodes: readonly OutlineNode[];
}

/** Where in a step a value is asked for: behind it its own output is there, after its failure the error. */
export type ValuePlace = "fields" | "transitions" | "errors";

/** What a step can refer to: the trigger and every step that may have run before, the nearest last. */
export function variablesFor(
  document: WorkflowDocument,
  at: { readonly stepId: string; readonly place: ValuePlace },
  known: JsonObject,
  actions: Actions,
): readonly VariableGroup[] {
  const before = ancestorsOf(document, at.stepId);
  const isThere = (id: string): boolean => before.has(id) || (at.place === "transitions" && id === at.stepId);
  const ids = [TRIGGER_ID, ...document.steps.map((step) => step.id)].filter(isThere);
  const groups = ids.flatMap((id) => {
    const output = known[id];
    if (output === undefined) return [];
    const nodes = id === TRIGGER_ID ? triggerNodes(output) : outline(id, output);
    return [{ stepId: id, title: titleOfId(document, id, actions), nodes }];
  });
  return at.place === "errors" ? [errorGroup, ...groups] : groups;
}

const errorNode = (name: string, sample: string): OutlineNode => ({
  path: `error.${name}`,
  name,
  type: "string",
  sample,
  children: [],
});

const errorGroup: VariableGroup = {
  stepId: "error",
  title: "What went wrong",
  nodes: [errorNode("code", "badparam"), errorNode("message", "must be …"), errorNode("field", "email")],
};

/** The workflow's own variables as the dropdown offers them, by name and masked. */
export function variableGroup(variables: readonly Variable[]): readonly VariableGroup[] {
  if (variables.length === 0) return [];
  const nodes = variables.map((variable): OutlineNode => {
    const { name, type, value } = variable.attributes;
    return { path: pathOf(variable), name, type, sample: value, children: [] };
  });
  return [{ stepId: "variables", title: "Variables", nodes }];
}

/** What a chip shows for a path: a variable by its name, as its id says nothing. */
export function pathLabel(path: string, variables: readonly Variable[]): string {
  const [root, id] = path.split(".");
  if (root !== "variables") return shortPath(path);
  const variable = variables.find((one) => one.id === id);
  return variable ? `variable · ${variable.attributes.name}` : "a variable that was deleted";
}

/** What came in stands at the top; the envelope around it below. */
function triggerNodes(output: Json): OutlineNode[] {
  const nodes = outline(TRIGGER_ID, output);
  const attributes = nodes.find((node) => node.name === "attributes");
  const data = attributes?.children.find((node) => node.name === "data");
  if (!attributes || !data) return nodes;
  const rest = attributes.children.filter((node) => node !== data);
  const others = nodes.filter((node) => node !== attributes);
  return [...data.children, { ...data, name: "everything that came in", children: [] }, ...rest, ...others];
}

/** How a row of the tree is shown: a node with its depth. */
export interface VariableRow {
  readonly node: OutlineNode;
  readonly depth: number;
}

/** The rows of a tree whose nodes in `opened` (paths) are open; with words, every node that has them all, flat. */
export function rowsOf(
  nodes: readonly OutlineNode[],
  opened: ReadonlySet<string>,
  search: string,
  depth = 0,
): VariableRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return nodes.flatMap((node) => {
    const isHit = words.length > 0 && words.every((word) => haystack(node).includes(word));
    if (words.length > 0)
      return [...(isHit ? [{ node, depth: 0 }] : []), ...rowsOf(node.children, opened, search)];
    const below = opened.has(node.path) ? rowsOf(node.children, opened, search, depth + 1) : [];
    return [{ node, depth }, ...below];
  });
}

const haystack = (node: OutlineNode): string =>
  `${node.path} ${node.name} ${typeof node.sample === "object" ? "" : String(node.sample)}`.toLowerCase();

/** A sample in few characters: "4", "9 fields", "2 items". */
export function sampleWords(node: OutlineNode): string {
  const { sample } = node;
  if (Array.isArray(sample)) return `${sample.length} ${sample.length === 1 ? "item" : "items"}`;
  if (isJsonObject(sample)) {
    const count = Object.keys(sample).length;
    return `${count} ${count === 1 ? "field" : "fields"}`;
  }
  return String(sample);
}

// Fixed, as in the check: the preview of a random id must not flicker while one types.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };

/** What a value becomes on the example; undefined when it leads nowhere. */
export function resolveOn(
  value: Json,
  known: JsonObject,
  variables: readonly Variable[] = [],
): Json | undefined {
  return compileValue(value)({ steps: known, variables: maskedValues(variables) }, environment);
}

/** What a field holds once a variable was picked: alone in an empty field it keeps its type, inside of text it is a template. */
export function insertPath(
  text: string,
  path: string,
  at: number,
): { readonly text: string; readonly caret: number } {
  const begin = text.slice(0, at).replace(/\/#[\w.@[\]-]*$/, "");
  // Also where one reference takes the place of another.
  if (`${begin}${text.slice(at)}`.trim() === "") return { text: `/#${path}`, caret: path.length + 2 };
  const inserted = `{{{${path}}}}`;
  return { text: `${begin}${inserted}${text.slice(at)}`, caret: begin.length + inserted.length };
}
