import type { Json, JsonObject, Pieces } from "@hark/kernel";
import { castValue } from "./cast.ts";
import type { ActionDescription, InputProperty } from "./catalogue.ts";
import type { CheckContext, Findings } from "./check-context.ts";
import type { Scope } from "./context.ts";
import type { Step } from "./definition.ts";
import { compileValue, MAX_NESTING, parseExpression } from "./expression.ts";
import { shortJson } from "./json-text.ts";
import type { Place, Problem } from "./problem.ts";
import { Work } from "./work.ts";

/** Checks a step's params against what its action takes. */
export function* checkParams(step: Step, description: ActionDescription, context: CheckContext): Findings {
  yield* missing(step, description);
  yield* unknown(step, description, context);
  yield* literals(step, description);
  if (context.options.example !== undefined) yield* resolved(step, description, context);
}

const MAX_SHOWN_NAME = 200;

/** Where a param stands. A name that is no field of any action may be as long as it likes; it is told with every problem. */
export const fieldOf = (step: Step, name: string): Place => ({
  step: step.id,
  field: `params.${name.slice(0, MAX_SHOWN_NAME)}`,
});

function missing(step: Step, { input }: ActionDescription): Problem[] {
  return (input.required ?? []).flatMap((name): Problem[] => {
    const given = step.params?.[name];
    if (given !== undefined && given !== "" && given !== null) return [];
    const title = input.properties[name]?.title ?? name;
    return [
      {
        severity: "error",
        code: "missing-param",
        ...fieldOf(step, name),
        message: `${title} is empty`,
        cure: `fill in ${title}`,
      },
    ];
  });
}

function* unknown(step: Step, { input, label }: ActionDescription, context: CheckContext): Findings {
  const names = Object.keys(input.properties);
  // An action that names no field takes whatever comes.
  if (names.length === 0) return;
  for (const name of Object.keys(step.params ?? {})) {
    if (Object.hasOwn(input.properties, name)) continue;
    const nearest = context.nearest(name, names);
    yield {
      severity: "warning",
      code: "unknown-param",
      ...fieldOf(step, name),
      message: `${label} has no field ${name.slice(0, 80)}`,
      cure: nearest === undefined ? "remove it, or see which fields there are" : `did you mean ${nearest}?`,
    };
  }
}

/** Values that stand in the document as they are: what cannot be cast now cannot be cast in any run. */
function* literals(step: Step, { input }: ActionDescription): Findings {
  for (const [name, value] of Object.entries(step.params ?? {})) {
    const property = Object.hasOwn(input.properties, name) ? input.properties[name] : undefined;
    if (!property || value === null || value === "" || !isLiteral(value, 0)) continue;
    yield literalFault(value, property, fieldOf(step, name));
  }
}

function literalFault(value: Json, property: InputProperty, at: Place): Problem | undefined {
  if (isClash(value, property))
    return {
      severity: "error",
      code: "type-clash",
      ...at,
      message: `${property.title} must be ${kindOf(property)}, not ${shortJson(value)}`,
      cure: `write ${exampleOf(property)}`,
    };
  const options = property.enum?.map((option) => option.toLowerCase());
  if (!options || typeof value !== "string" || options.includes(value.toLowerCase())) return undefined;
  return {
    severity: "warning",
    code: "bad-value",
    ...at,
    message: `${property.title} does not know ${shortJson(value)}`,
    cure: `use one of ${property.enum?.join(", ")}`,
  };
}

// What one param may take: about 10 ms. A run may spend five times as much between two actions.
const ALLOWANCE = 20_000;

/** Whether a value cannot be cast to its property's type, as far as finding out is little work. */
function isClash(value: Json, property: InputProperty): boolean {
  const work = new Work(ALLOWANCE);
  return castValue(value, property, work) === undefined && !work.isSpent;
}

function isLiteral(value: Json, depth: number): boolean {
  if (typeof value !== "object" || value === null) return parseExpression(value).kind === "literal";
  return depth < MAX_NESTING && Object.values(value).every((entry) => isLiteral(entry, depth + 1));
}

const kindOf = ({ type }: InputProperty): string =>
  type === "array"
    ? "a list"
    : type === "object" || type === "integer" || type === "any"
      ? `an ${type}`
      : `a ${type}`;

function exampleOf({ type }: InputProperty): string {
  const examples = { number: "42", integer: "42", boolean: "true or false", array: "[…]", object: "{…}" };
  return type === "string" || type === "any" ? "a text" : examples[type];
}

/** Resolves a step's params on the example and looks at what comes out: types first, then the action's own rules. */
function* resolved(step: Step, description: ActionDescription, context: CheckContext): Findings {
  const { properties } = description.input;
  const params: JsonObject = {};
  for (const [name, given] of Object.entries(step.params ?? {})) {
    const lent = Math.min(ALLOWANCE, context.work.left);
    const own = new Work(lent);
    const value = yield* resolvedValue(given, { steps: context.known, variables: {}, work: own });
    context.work.spend(lent - Math.max(own.left, 0));
    // What a run would work out is not known then, and this check is no place to do as much.
    if (own.isSpent) return;
    if (value !== undefined && name !== "__proto__") params[name] = value;
  }
  for (const [name, value] of Object.entries(params)) {
    yield;
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const given = step.params?.[name] ?? null;
    if (!property || value === null || isLiteral(given, 0) || !isClash(value, property)) continue;
    yield {
      severity: "warning",
      code: "type-clash",
      ...fieldOf(step, name),
      message: `${property.title} wants ${kindOf(property)}, and the example gives ${shortJson(value)}`,
      cure: `pick a value that is ${kindOf(property)}`,
    };
  }
  for (const fault of context.options.catalogue.checkParams?.(description.name, params) ?? [])
    yield {
      severity: "warning",
      code: "bad-value",
      ...fieldOf(step, fault.field),
      message: fault.message,
      cure: fault.cure,
    };
}

/** What a value of the document gives, like the resolver it is compiled to: made of its parts, one after the other. */
function* resolvedValue(given: Json, scope: Scope, depth = 1): Pieces<Json | undefined> {
  if (typeof given !== "object" || given === null) {
    yield;
    const resolve = compileValue(given);
    yield;
    return resolve(scope, environment);
  }
  if (depth > MAX_NESTING) return undefined;
  if (Array.isArray(given)) {
    const entries: Json[] = [];
    for (const entry of given) entries.push((yield* resolvedValue(entry, scope, depth + 1)) ?? null);
    return entries;
  }
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(given)) {
    const value = yield* resolvedValue(member, scope, depth + 1);
    if (value !== undefined && name !== "__proto__") members[name] = value;
  }
  return members;
}

// A fixed instant and no randomness: a check must say the same today and tomorrow.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
