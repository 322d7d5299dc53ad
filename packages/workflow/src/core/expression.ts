import type { Json } from "@hark/kernel";
import type { Environment, Scope } from "./context.ts";
import { type ExpressionFunction, findFunction } from "./functions.ts";
import { readPath, splitPath } from "./path.ts";
import { parseTemplate, type Template } from "./templates.ts";

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

/**
 * Reads the form of a value. A text is a reference or a function only as a whole: `"Order /#steps.1.id"` is literal. Lists
 * and objects are read member by member by {@link compileValue}.
 */
export function parseExpression(value: Json): Expression {
  if (typeof value !== "string") return { kind: "literal", value };
  if (value.startsWith("/#fn:")) {
    const [name = "", path, ...args] = value.slice("/#fn:".length).split(",");
    return { kind: "function", name, path, args };
  }
  if (value.startsWith("/#") && !/\s/.test(value)) return { kind: "reference", path: value.slice(2) };
  return value.includes("{{") ? { kind: "template", text: value } : { kind: "literal", value };
}

/** The text (or value) that reads as this expression. */
export function printExpression(expression: Expression): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "reference":
      return `/#${expression.path}`;
    case "function":
      return `/#fn:${[expression.name, ...(expression.path === undefined ? [] : [expression.path]), ...expression.args].join(",")}`;
    case "template":
      return expression.text;
  }
}

/** A value that is ready to be resolved, again and again. */
export type Resolver = (scope: Scope, environment: Environment) => Json | undefined;

/** Compiles a value once: a params tree, an operand. Members that resolve to nothing are left out of objects. */
export function compileValue(value: Json): Resolver {
  if (Array.isArray(value)) {
    const entries = value.map(compileValue);
    return (scope, environment) => entries.map((entry) => entry(scope, environment) ?? null);
  }
  if (typeof value === "object" && value !== null) return compileObject(Object.entries(value));
  return compileExpression(parseExpression(value));
}

function compileObject(members: readonly [string, Json][]): Resolver {
  const compiled = members.map(([name, member]) => [name, compileValue(member)] as const);
  return (scope, environment) => {
    const result: { [key: string]: Json } = {};
    for (const [name, member] of compiled) {
      const resolved = member(scope, environment);
      if (resolved !== undefined && name !== "__proto__") result[name] = resolved;
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
  const keys = splitPath(path);
  const [root, ...rest] = keys;
  if (root === "steps") return (scope) => readPath(scope.steps, rest);
  if (root === "variables") return (scope) => readPath(scope.variables, rest);
  if (root === "error") return (scope) => readPath(scope.error, rest);
  return () => undefined;
}

function compileFunction(
  found: ExpressionFunction | undefined,
  call: Expression & { kind: "function" },
): Resolver {
  if (!found) return () => undefined;
  const argument = compileReference(call.path ?? "");
  return (scope, environment) => {
    try {
      return found.run(argument(scope, environment), call.args, environment);
    } catch {
      // A value no function was made for resolves to nothing, like a path that leads nowhere.
      return undefined;
    }
  };
}

function compileTemplate(text: string): Resolver {
  const parsed = parseTemplate(text);
  const template: Template = parsed.ok ? parsed.template : () => "";
  return template;
}

/** The paths that a value refers to, such as `steps.1.attributes.data`, with the functions it calls. */
export function referencesOf(value: Json): {
  readonly paths: string[];
  readonly functions: string[];
  readonly templates: string[];
} {
  const paths: string[] = [];
  const functions: string[] = [];
  const templates: string[] = [];
  const visit = (part: Json): void => {
    if (Array.isArray(part)) for (const entry of part) visit(entry);
    else if (typeof part === "object" && part !== null) for (const entry of Object.values(part)) visit(entry);
    else {
      const expression = parseExpression(part);
      if (expression.kind === "reference") paths.push(expression.path);
      if (expression.kind === "function") {
        functions.push(expression.name);
        if (expression.path) paths.push(expression.path);
      }
      if (expression.kind === "template") {
        templates.push(expression.text);
        for (const found of expression.text.matchAll(/\b(?:steps|variables)\.[\w.@[\]-]+/g))
          paths.push(found[0].replace(/[.\]]+$/, (end) => (end.includes("]") ? "]" : "")));
      }
    }
  };
  visit(value);
  return { paths, functions, templates };
}
