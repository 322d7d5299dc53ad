import type { Json } from "@hark/kernel";
import type { Environment, Scope } from "./context.ts";
import { type ExpressionFunction, findFunction } from "./functions.ts";
import { COST_OF_TRY, compilePath, type Found, lastTries, splitPath } from "./path.ts";
import { parseTemplate } from "./templates.ts";
import { Work } from "./work.ts";

/** One of the four forms a param, an operand or a header can have. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "reference"; readonly path: string }
  | {
      readonly kind: "function";
      readonly name: string;
      readonly path: string | undefined;
      readonly args: readonly string[];
    }
  | { readonly kind: "template"; readonly text: string };

const FUNCTION = "/#fn:";
const REFERENCE = "/#";
// A path may hold blanks where keys do ("First Name"); prose that happens to begin with /# does not begin with a root.
const ROOTED = /^\/#(?:steps|variables|error)[.[][^\r\n]*$/;

/**
 * Reads the form of a value. A text is a reference or a function only as a whole: `"Order /#steps.1.id"` is literal. Lists
 * and objects are read member by member by {@link compileValue}.
 */
export function parseExpression(value: Json): Expression {
  if (typeof value !== "string") return { kind: "literal", value };
  if (value.startsWith(FUNCTION)) {
    const [name = "", path, ...args] = value.slice(FUNCTION.length).split(",");
    return { kind: "function", name, path, args };
  }
  if (value.startsWith(REFERENCE) && (ROOTED.test(value) || !/\s/.test(value)))
    return { kind: "reference", path: value.slice(REFERENCE.length) };
  return value.includes("{{") ? { kind: "template", text: value } : { kind: "literal", value };
}

/** The text (or value) that reads as this expression. */
export function printExpression(expression: Expression): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "reference":
      return `${REFERENCE}${expression.path}`;
    case "function":
      return `${FUNCTION}${[expression.name, ...(expression.path === undefined ? [] : [expression.path]), ...expression.args].join(",")}`;
    case "template":
      return expression.text;
  }
}

/** A value that is ready to be resolved, again and again. */
export type Resolver = (scope: Scope, environment: Environment) => Json | undefined;

const nothing: Resolver = () => undefined;

/** How deep lists and objects of a document may nest; what lies deeper resolves to nothing. */
export const MAX_NESTING = 100;

/** Compiles a value once: a params tree, an operand. Members that resolve to nothing are left out of objects. */
export function compileValue(value: Json, depth = 0): Resolver {
  if (typeof value !== "object" || value === null) return compileExpression(parseExpression(value));
  if (depth > MAX_NESTING) return nothing;
  if (!Array.isArray(value)) return compileObject(Object.entries(value), depth);
  const entries = value.map((entry) => compileValue(entry, depth + 1));
  const cost = costOfMembers(entries.length);
  return (scope, environment) => {
    scope.work?.spend(cost);
    return entries.map((entry) => entry(scope, environment) ?? null);
  };
}

// A run may come by the same params a thousand times between two actions.
const costOfMembers = (count: number): number => count / 4;

function compileObject(members: readonly [string, Json][], depth: number): Resolver {
  const compiled = members
    .filter(([name]) => name !== "__proto__")
    .map(([name, member]) => ({ name, resolve: compileValue(member, depth + 1) }));
  const cost = costOfMembers(compiled.length);
  return (scope, environment) => {
    scope.work?.spend(cost);
    const result: { [key: string]: Json } = {};
    for (const { name, resolve } of compiled) {
      const resolved = resolve(scope, environment);
      if (resolved !== undefined) result[name] = resolved;
    }
    return result;
  };
}

function compileExpression(expression: Expression): Resolver {
  switch (expression.kind) {
    case "literal":
      return () => expression.value;
    case "reference":
      return compileReference(expression.path);
    case "function":
      return compileFunction(findFunction(expression.name), expression);
    case "template":
      return compileTemplate(expression.text);
  }
}

function compileReference(path: string): Resolver {
  const [root, ...keys] = splitPath(path);
  const read = compilePath(keys);
  const resolver = resolverOf(root, read);
  if (resolver === nothing) return nothing;
  const cost = keys.length / 4;
  return (scope, environment) => {
    if (scope.work?.spend(cost) === false) return undefined;
    const found = resolver(scope, environment);
    // Keys that contain dots can be read in many ways, each of which is looked at.
    if (lastTries() > keys.length) scope.work?.spend(lastTries() * COST_OF_TRY);
    return found;
  };
}

function resolverOf(root: string | undefined, read: (from: Found) => Found): Resolver {
  if (root === "steps") return (scope) => read(scope.steps);
  if (root === "variables") return (scope) => read(scope.variables);
  if (root === "error") return (scope) => read(scope.error);
  return nothing;
}

// Paths among the arguments are read anew at each call.
const ARG_CHARS_PER_UNIT = 4;

function compileFunction(
  found: ExpressionFunction | undefined,
  call: Expression & { kind: "function" },
): Resolver {
  if (!found) return nothing;
  const argument = compileReference(call.path ?? "");
  // `inBusinessHours,<days>`: what is no path is an argument where the path may be left out.
  const hasPath = call.path === undefined || !found.isPathOptional || isRooted(call.path);
  const args = hasPath || !call.path ? call.args : [call.path, ...call.args];
  const costOfArgs = args.reduce((sum, arg) => sum + 1 + arg.length / ARG_CHARS_PER_UNIT, 0);
  return (scope, environment) => {
    const work = scope.work ?? new Work();
    const value = argument(scope, environment);
    const isAfforded = found.spend ? found.spend(work, value, args) : work.spendMaking(value);
    if (!isAfforded || !work.spend(costOfArgs)) return undefined;
    try {
      const result = found.run(value, args, environment, work);
      if (typeof result === "string") work.spendText(result.length);
      else if (Array.isArray(result)) work.spend(result.length / 4);
      return work.isSpent ? undefined : result;
    } catch {
      // A value no function was made for resolves to nothing, like a path that leads nowhere.
      return undefined;
    }
  };
}

/** Whether a path begins at one of the roots there are. */
export const isRooted = (path: string): boolean => /^(?:steps|variables|error)(?:[.[]|$)/.test(path);

function compileTemplate(text: string): Resolver {
  const parsed = parseTemplate(text);
  return parsed.ok ? parsed.template : () => "";
}
