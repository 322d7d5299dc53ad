import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { castValue } from "./cast.ts";
import type { ActionCatalogue } from "./catalogue.ts";
import { checkConditions } from "./check-conditions.ts";
import { ancestorsOf, checkGraph } from "./check-graph.ts";
import type { Step, WorkflowDocument } from "./definition.ts";
import { compileValue, referencesOf } from "./expression.ts";
import { findFunction } from "./functions.ts";
import { nearestPath, outline } from "./outline.ts";
import { readPath, splitPath } from "./path.ts";
import { parseTemplate } from "./templates.ts";

/** Something about a workflow that a person should know: an error keeps it from being enabled, a warning explains. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** The step it concerns; the trigger's is "1". */
  readonly step?: string;
  /** Where in the step, such as `params.email` or `transitions.0`. */
  readonly field?: string;
  readonly message: string;
  readonly cure: string;
}

/** What to check against. */
export interface CheckOptions {
  readonly catalogue: ActionCatalogue;
  /** Step 1's output as example data. Without it paths are not checked. */
  readonly example?: Json;
}

// A fixed instant and no randomness: a check must say the same today and tomorrow.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };

/** Says everything that can be known about a document before it runs. Errors come first. Never throws. */
export function checkDocument(document: WorkflowDocument, options: CheckOptions): Problem[] {
  const problems: Problem[] = [...checkGraph(document), ...checkConditions(document)];
  const known = knownOutputs(document, options);
  for (const step of document.steps) problems.push(...checkStep(step, document, known, options));
  const order = { error: 0, warning: 1 } as const;
  return problems.sort((a, b) => order[a.severity] - order[b.severity]);
}

/** Outputs as far as they can be foreseen: the example for step 1, each action's own example for the others. */
export function knownOutputs(document: WorkflowDocument, options: CheckOptions): JsonObject {
  const known: JsonObject = {};
  if (options.example !== undefined) known["1"] = options.example;
  for (const step of document.steps) {
    const description = step.action === undefined ? undefined : options.catalogue.find(step.action);
    if (description) known[step.id] = description.exampleOutput;
  }
  return known;
}

function checkStep(
  step: Step,
  document: WorkflowDocument,
  known: JsonObject,
  options: CheckOptions,
): Problem[] {
  const problems: Problem[] = [];
  const description = step.action === undefined ? undefined : options.catalogue.find(step.action);
  if (step.action !== undefined && !description) {
    problems.push({
      severity: "error",
      code: "unknown-action",
      step: step.id,
      field: "action",
      message: `there is no action ${step.action}`,
      cure: "pick another action; the step is kept as it is until then",
    });
  }
  for (const name of description?.input.required ?? []) {
    const given = step.params?.[name];
    if (given === undefined || given === "" || given === null) {
      const title = description?.input.properties[name]?.title ?? name;
      problems.push({
        severity: "error",
        code: "missing-param",
        step: step.id,
        field: `params.${name}`,
        message: `${title} is empty`,
        cure: `fill in ${title}`,
      });
    }
  }
  const before = ancestorsOf(document, step.id);
  for (const [name, value] of Object.entries(step.params ?? {})) {
    problems.push(
      ...checkValue(value, { step: step.id, field: `params.${name}` }, { document, known, before }),
    );
  }
  if (description && step.params && options.example !== undefined)
    problems.push(...checkResolved(step, known, options));
  return problems;
}

interface Surroundings {
  readonly document: WorkflowDocument;
  readonly known: JsonObject;
  readonly before: ReadonlySet<string>;
}

/** Checks the references, functions and templates of one value. */
export function checkValue(
  value: Json,
  at: { readonly step: string; readonly field: string },
  around: Surroundings,
): Problem[] {
  const { paths, functions, templates } = referencesOf(value);
  const problems: Problem[] = [];
  for (const path of paths) problems.push(...checkPath(path, at, around));
  for (const name of functions) {
    if (!findFunction(name)) {
      problems.push({
        severity: "warning",
        code: "unknown-function",
        ...at,
        message: `there is no function ${name}`,
        cure: "it gives nothing; use one of those in docs/expressions.md",
      });
    }
  }
  for (const text of templates) {
    const parsed = parseTemplate(text);
    if (!parsed.ok)
      problems.push({
        severity: "error",
        code: "broken-template",
        ...at,
        message: parsed.message,
        cure: "close every {{ with }} and every {{#block}} with {{/block}}",
      });
  }
  return problems;
}

function checkPath(
  path: string,
  at: { readonly step: string; readonly field: string },
  around: Surroundings,
): Problem[] {
  const [root, id, ...rest] = splitPath(path);
  if (root !== "steps" || id === undefined) return [];
  const isStep = id === "1" || around.document.steps.some((step) => step.id === id);
  if (!isStep)
    return [
      {
        severity: "error",
        code: "unknown-step",
        ...at,
        message: `${path} refers to step ${id}, which does not exist`,
        cure: "pick a value from the dropdown",
      },
    ];
  if (id !== "1" && !around.before.has(id)) {
    return [
      {
        severity: "warning",
        code: "step-not-before",
        ...at,
        message: `${path} refers to step ${id}, which cannot have run by then`,
        cure: "refer to a step that stands before this one",
      },
    ];
  }
  const output = around.known[id];
  if (output === undefined || rest.length === 0 || readPath(output, rest) !== undefined) return [];
  const nearest = nearestPath(path, outline(id, output));
  const hint = nearest ? `did you mean ${nearest}?` : "pick a value from the dropdown";
  return [
    {
      severity: "warning",
      code: "path-not-in-example",
      ...at,
      message: `the example data has nothing at ${path}`,
      cure: hint,
    },
  ];
}

/** Resolves a step's params on the example and looks at what comes out: types first, then the action's own rules. */
function checkResolved(step: Step, known: JsonObject, options: CheckOptions): Problem[] {
  const description = options.catalogue.find(step.action ?? "");
  const resolved = compileValue(step.params ?? {})({ steps: known, variables: {} }, environment);
  if (!description || !isJsonObject(resolved)) return [];
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(resolved)) {
    const property = description.input.properties[name];
    if (!property || value === null || castValue(value, property) !== undefined) continue;
    problems.push({
      severity: "warning",
      code: "type-clash",
      step: step.id,
      field: `params.${name}`,
      message: `${property.title} wants ${property.type}, and the example gives ${JSON.stringify(value).slice(0, 60)}`,
      cure: `pick a value that is ${property.type}`,
    });
  }
  for (const fault of options.catalogue.checkParams?.(description.name, resolved) ?? []) {
    problems.push({
      severity: "warning",
      code: "bad-value",
      step: step.id,
      field: `params.${fault.field}`,
      message: fault.message,
      cure: fault.cure,
    });
  }
  return problems;
}
