import { atOnce, type Json, type Pieces } from "@hark/kernel";
import { type Expression, isRooted, MAX_NESTING, parseExpression } from "./expression.ts";
import { findHelper } from "./template-helpers.ts";
import {
  type CallNode,
  hasArguments,
  helperNameOf,
  type PathNode,
  type TemplateNode,
  type ValueNode,
} from "./template-tree.ts";
import { parseTemplate } from "./templates.ts";

/** A function call as it is written in a document. */
export type FunctionCall = Expression & { readonly kind: "function" };

/** All that a value refers to. */
export interface References {
  /** Such as `steps.1.attributes.data`, each once. */
  readonly paths: readonly string[];
  readonly calls: readonly FunctionCall[];
  /** Names of helpers that templates call and nobody knows. */
  readonly unknownHelpers: readonly string[];
  /** What is wrong with templates that cannot be read. */
  readonly faults: readonly string[];
}

/** What a value refers to, anywhere in it. Total: a value that is nested too deeply is looked at so far down. */
export function referencesOf(value: Json): References {
  return atOnce(referencePieces(value));
}

/** What {@link referencesOf} does, one template after the other. */
export function* referencePieces(value: Json): Pieces<References> {
  const found = new Found();
  yield* found.value(value, 0);
  return {
    paths: [...found.paths],
    calls: found.calls,
    unknownHelpers: [...found.unknownHelpers],
    faults: found.faults,
  };
}

const BLOCKS = new Set(["if", "unless", "each", "with"]);

/** The block parameters in force: they shadow helpers and roots. */
interface Names {
  readonly own: ReadonlySet<string>;
  readonly outer: Names | undefined;
}

function isNamed(root: string, names: Names | undefined): boolean {
  for (let at = names; at; at = at.outer) if (at.own.has(root)) return true;
  return false;
}

class Found {
  readonly paths = new Set<string>();
  readonly calls: FunctionCall[] = [];
  readonly unknownHelpers = new Set<string>();
  readonly faults: string[] = [];

  *value(value: Json, depth: number): Pieces<void> {
    if (typeof value === "object" && value !== null) {
      if (depth <= MAX_NESTING) for (const entry of Object.values(value)) yield* this.value(entry, depth + 1);
      return;
    }
    const expression = parseExpression(value);
    if (expression.kind === "reference") this.paths.add(expression.path);
    else if (expression.kind === "template") yield* this.template(expression.text);
    else if (expression.kind === "function") {
      this.calls.push(expression);
      if (expression.path !== undefined && isRooted(expression.path)) this.paths.add(expression.path);
    }
  }

  private *template(text: string): Pieces<void> {
    yield;
    const parsed = parseTemplate(text);
    yield;
    if (parsed.ok) this.nodes(parsed.nodes, undefined);
    else this.faults.push(parsed.message);
  }

  private nodes(nodes: readonly TemplateNode[], names: Names | undefined): void {
    for (const node of nodes) {
      if (node.kind === "output") this.call(node.call, names, false);
      if (node.kind !== "block") continue;
      this.call(node.call, names, true);
      const inner = node.names.length === 0 ? names : { own: new Set(node.names), outer: names };
      this.nodes(node.main, inner);
      this.nodes(node.otherwise, names);
    }
  }

  private call(call: CallNode, names: Names | undefined, isBlock: boolean): void {
    const name = helperNameOf(call);
    const isKnown = name !== undefined && (isBlock ? BLOCKS.has(name) : findHelper(name) !== undefined);
    if (hasArguments(call)) {
      const written = call.head.kind === "path" ? call.head.original : String(call.head.value);
      if (!isKnown) this.unknownHelpers.add(written);
    } else if (!isKnown && call.head.kind === "path") this.path(call.head, names);
    for (const param of call.params) this.part(param, names);
    for (const [, value] of call.named) this.part(value, names);
  }

  private part(node: ValueNode, names: Names | undefined): void {
    if (node.kind === "path") this.path(node, names);
    else if (node.kind === "call") this.call(node, names, false);
  }

  private path(path: PathNode, names: Names | undefined): void {
    const [root = ""] = path.keys;
    // From within a loop a path means what is there, which no check can know; the roots are the same everywhere.
    const isRoot = !path.isData && path.up === 0 && !path.isScoped && !isNamed(root, names);
    const keys = path.isData && root === "root" ? path.keys.slice(1) : path.keys;
    const written = keys.join(".");
    if ((isRoot || (path.isData && root === "root")) && isRooted(written)) this.paths.add(written);
  }
}
