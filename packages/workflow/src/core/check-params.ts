import { isJsonObject, type Json } from "@hark/kernel";
import { castValue } from "./cast.ts";
import type { ActionDescription, InputProperty } from "./catalogue.ts";
import type { CheckContext } from "./check-context.ts";
import type { Step } from "./definition.ts";
import { compileValue, MAX_NESTING, parseExpression } from "./expression.ts";
import { shortJson } from "./json-text.ts";
import { nearestName } from "./nearest.ts";
import type { Problem } from "./problem.ts";

/** Checks a step's params against what its action takes. */
export function checkParams(step: Step, description: ActionDescription, context: CheckContext): Problem[] {
  return [
    ...missing(step, description),
    ...unknown(step, description),
    ...literals(step, description),
    ...(context.options.example === undefined ? [] : resolved(step, description, context)),
  ];
}

const fieldOf = (step: Step, name: string) => ({ step: step.id, field: `params.${name}` });

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

function unknown(step: Step, { input, label }: ActionDescription): Problem[] {
  const names = Object.keys(input.properties);
  // An action that names no field takes whatever comes.
  if (names.length === 0) return [];
  return Object.keys(step.params ?? {})
    .filter((name) => !Object.hasOwn(input.properties, name))
    .map((name): Problem => {
      const nearest = nearestName(name, names);
      return {
        severity: "warning",
        code: "unknown-param",
        ...fieldOf(step, name),
        message: `${label} has no field ${name.slice(0, 80)}`,
        cure: nearest === undefined ? "remove it, or see which fields there are" : `did you mean ${nearest}?`,
      };
    });
}

/** Values that stand in the document as they are: what cannot be cast now cannot be cast in any run. */
function literals(step: Step, { input }: ActionDescription): Problem[] {
  return Object.entries(step.params ?? {}).flatMap(([name, value]): Problem[] => {
    const property = Object.hasOwn(input.properties, name) ? input.properties[name] : undefined;
    if (!property || value === null || value === "" || !isLiteral(value, 0)) return [];
    if (castValue(value, property) === undefined)
      return [
        {
          severity: "error",
          code: "type-clash",
          ...fieldOf(step, name),
          message: `${property.title} must be ${kindOf(property)}, not ${shortJson(value)}`,
          cure: `write ${exampleOf(property)}`,
        },
      ];
    const options = property.enum?.map((option) => option.toLowerCase());
    if (!options || typeof value !== "string" || options.includes(value.toLowerCase())) return [];
    return [
      {
        severity: "warning",
        code: "bad-value",
        ...fieldOf(step, name),
        message: `${property.title} does not know ${shortJson(value)}`,
        cure: `use one of ${property.enum?.join(", ")}`,
      },
    ];
  });
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
function resolved(step: Step, description: ActionDescription, context: CheckContext): Problem[] {
  const { known, work, options } = context;
  const params = compileValue(step.params ?? {})({ steps: known, variables: {}, work }, environment);
  if (work.isSpent || !isJsonObject(params)) return [];
  const { properties } = description.input;
  const clashes = Object.entries(params).flatMap(([name, value]): Problem[] => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const given = step.params?.[name] ?? null;
    if (!property || value === null || isLiteral(given, 0) || castValue(value, property) !== undefined)
      return [];
    return [
      {
        severity: "warning",
        code: "type-clash",
        ...fieldOf(step, name),
        message: `${property.title} wants ${kindOf(property)}, and the example gives ${shortJson(value)}`,
        cure: `pick a value that is ${kindOf(property)}`,
      },
    ];
  });
  const faults = (options.catalogue.checkParams?.(description.name, params) ?? []).map(
    (fault): Problem => ({
      severity: "warning",
      code: "bad-value",
      ...fieldOf(step, fault.field),
      message: fault.message,
      cure: fault.cure,
    }),
  );
  return [...clashes, ...faults];
}

// A fixed instant and no randomness: a check must say the same today and tomorrow.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
