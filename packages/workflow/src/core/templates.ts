import type { Json, JsonObject } from "@hark/kernel";
import Handlebars from "handlebars";
import type { Environment, Scope } from "./context.ts";
import { readPath } from "./path.ts";
import { type HelperValue, helpers } from "./template-helpers.ts";

/** A parsed template. Rendering is total: it never throws and is bounded in steps and in size. */
export type Template = (scope: Scope, environment: Environment) => string;

export type TemplateResult =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly message: string };

const MAX_OUTPUT = 1_000_000;
const MAX_STEPS = 100_000;

/**
 * Parses a Handlebars template. Hark walks the parsed tree itself: Handlebars' own compiler builds JavaScript from it, which
 * a page with a strict content policy may not run and a server should not.
 */
export function parseTemplate(text: string): TemplateResult {
  try {
    const { body } = Handlebars.parse(quoteSegments(text));
    return { ok: true, template: (scope, environment) => render(body, scope, environment) };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : "";
    return { ok: false, message: `the template cannot be read: ${reason}` };
  }
}

/** Handlebars wants `a.[0]` where builders write `a.0` or `a[0]`, and `a.[@b]` for `a.@b`. Literal numbers stay. */
function quoteSegments(text: string): string {
  return text.replaceAll(/\{\{[^{}]{0,2000}\}\}/g, (mustache) =>
    mustache
      .replaceAll(/(?<=[\w\]])\[(\d+)\]/g, ".[$1]")
      .replaceAll(/(?<=[A-Za-z_][\w-]{0,64}|\])\.(\d+)(?![\w.])/g, ".[$1]")
      .replaceAll(/\.(@[\w-]+)/g, ".[$1]"),
  );
}

interface Frame {
  readonly self: Json | undefined;
  readonly data: Readonly<Record<string, Json>>;
  readonly parent: Frame | undefined;
}

class Rendering {
  output = "";
  steps = 0;
  readonly environment: Environment;
  constructor(environment: Environment) {
    this.environment = environment;
  }
  /** True while there is something left to spend. */
  spend(): boolean {
    this.steps += 1;
    return this.steps <= MAX_STEPS && this.output.length <= MAX_OUTPUT;
  }
  write(text: string): void {
    if (this.output.length < MAX_OUTPUT) this.output += text.slice(0, MAX_OUTPUT - this.output.length);
  }
}

function render(body: readonly hbs.AST.Statement[], scope: Scope, environment: Environment): string {
  const rendering = new Rendering(environment);
  // Variables are values of the run, so a template may name them like any other root.
  const self: Json = {
    steps: scope.steps,
    variables: scope.variables,
    ...(scope.error === undefined ? {} : { error: scope.error }),
  } as JsonObject;
  renderAll(body, { self, data: {}, parent: undefined }, rendering);
  return rendering.output;
}

function renderAll(body: readonly hbs.AST.Statement[], frame: Frame, rendering: Rendering): void {
  for (const statement of body) {
    if (!rendering.spend()) return;
    if (isContent(statement)) rendering.write(statement.value);
    else if (isMustache(statement)) {
      const value = evaluateCall(statement, frame, rendering);
      rendering.write(statement.escaped ? escapeHtml(display(value)) : display(value));
    } else if (isBlock(statement)) renderBlock(statement, frame, rendering);
  }
}

function renderBlock(block: hbs.AST.BlockStatement, frame: Frame, rendering: Rendering): void {
  const subject = block.params[0] ? evaluate(block.params[0], frame, rendering) : undefined;
  const name = isPath(block.path) ? block.path.original : "";
  const main = block.program.body;
  const otherwise = block.inverse?.body ?? [];
  if (name === "if" || name === "unless") {
    renderAll(isTruthy(subject) === (name === "if") ? main : otherwise, frame, rendering);
  } else if (name === "with") {
    if (isTruthy(subject)) renderAll(main, { self: subject, data: frame.data, parent: frame }, rendering);
    else renderAll(otherwise, frame, rendering);
  } else if (name === "each") {
    renderEach(subject, main, otherwise, frame, rendering);
  }
}

function renderEach(
  subject: Json | undefined,
  main: readonly hbs.AST.Statement[],
  otherwise: readonly hbs.AST.Statement[],
  frame: Frame,
  rendering: Rendering,
): void {
  const entries: [string | number, Json][] = Array.isArray(subject)
    ? subject.map((value, index) => [index, value])
    : typeof subject === "object" && subject !== null
      ? Object.entries(subject)
      : [];
  if (entries.length === 0) return renderAll(otherwise, frame, rendering);
  for (const [index, [key, value]] of entries.entries()) {
    if (!rendering.spend()) return;
    const data = { index, key, first: index === 0, last: index === entries.length - 1 };
    renderAll(main, { self: value, data, parent: frame }, rendering);
  }
}

function evaluateCall(
  call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  frame: Frame,
  rendering: Rendering,
): Json | undefined {
  const name = isPath(call.path) && call.path.depth === 0 && !call.path.data ? call.path.original : undefined;
  const isCall =
    call.params.length > 0 || (call.hash?.pairs.length ?? 0) > 0 || call.type === "SubExpression";
  const helper = name === undefined ? undefined : helpers.get(name);
  if (helper && (isCall || helper.takesNothing)) {
    const args = call.params.map((param) => evaluate(param, frame, rendering));
    const named: Record<string, HelperValue> = {};
    for (const pair of call.hash?.pairs ?? []) named[pair.key] = evaluate(pair.value, frame, rendering);
    return helper.run(args, named, rendering.environment);
  }
  return isCall ? undefined : evaluate(call.path, frame, rendering);
}

function evaluate(node: hbs.AST.Expression, frame: Frame, rendering: Rendering): Json | undefined {
  if (!rendering.spend()) return undefined;
  if (isPath(node)) return evaluatePath(node, frame);
  if (node.type === "SubExpression") return evaluateCall(node as hbs.AST.SubExpression, frame, rendering);
  if (node.type === "StringLiteral" || node.type === "NumberLiteral" || node.type === "BooleanLiteral") {
    return (node as hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral).value;
  }
  return undefined;
}

function evaluatePath(path: hbs.AST.PathExpression, frame: Frame): Json | undefined {
  let at: Frame | undefined = frame;
  for (let up = 0; up < path.depth; up += 1) at = at?.parent;
  if (path.data) return at?.data[path.parts[0] ?? ""];
  const found = readPath(at?.self, path.parts);
  // Inside a loop the roots stay reachable, as builders expect of `steps.…`.
  if (
    found === undefined &&
    path.depth === 0 &&
    at?.parent &&
    ["steps", "variables", "error"].includes(path.parts[0] ?? "")
  ) {
    return evaluatePath(path, at.parent);
  }
  return found;
}

function display(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(display).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isTruthy = (value: Json | undefined): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"'`=]/g, (found) => entities[found] ?? found);

const isContent = (node: hbs.AST.Statement): node is hbs.AST.ContentStatement =>
  node.type === "ContentStatement";
const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === "MustacheStatement";
const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement => node.type === "BlockStatement";
const isPath = (node: hbs.AST.Expression): node is hbs.AST.PathExpression => node.type === "PathExpression";
