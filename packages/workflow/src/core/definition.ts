import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { sizeFaults } from "./check-size.ts";
import type { ErrorActionType } from "./error-actions.ts";
import { FORBIDDEN_NAMES } from "./path.ts";

/** A condition: an operator over values, which may be conditions themselves (`and`, `or`). */
export interface Condition {
  readonly op: string;
  readonly values: readonly Json[];
}

/** An edge of the graph: taken when it is the first of its step whose condition holds. */
export interface Transition {
  readonly target: string;
  readonly condition: Condition;
  readonly meta?: JsonObject;
}

/** An answer to a failed step, for failures that its condition matches. */
export interface ErrorCase {
  readonly condition: Condition;
  readonly errorAction: { readonly type?: ErrorActionType };
}

/** A node: an action with params, or without an action a pure branch. */
export interface Step {
  readonly id: string;
  readonly action?: string;
  readonly appVersion?: string;
  readonly params?: JsonObject;
  readonly transitions: readonly Transition[];
  readonly errorCases?: readonly ErrorCase[];
  readonly meta?: JsonObject;
}

/** What starts a run. Its id is always "1". */
export interface Trigger {
  readonly id: string;
  readonly eventName?: string;
  readonly callable?: boolean;
  readonly schema?: JsonObject;
  readonly transitions: readonly Transition[];
  readonly appVersion?: string;
  readonly meta?: JsonObject;
}

/** A workflow document as builders export it. Members that Hark does not know are kept and exported again. */
export interface WorkflowDocument {
  readonly name: string;
  readonly description?: string;
  readonly trigger: Trigger;
  readonly steps: readonly Step[];
  readonly [unknown: string]: unknown;
}

/** The trigger's id in every document. */
export const TRIGGER_ID = "1";

const MAX_STEPS = 500;
const MAX_TRANSITIONS = 50;
// It is told with every problem of its step.
const MAX_ID = 200;
// So many faults are told, the first ones; nobody reads a longer list.
const MAX_FAULTS = 100;

/** A fault of the document's form: where, what, and the cure. */
export interface FormFault {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly message: string;
}

export type ParseResult =
  | { readonly ok: true; readonly document: WorkflowDocument }
  | { readonly ok: false; readonly faults: FormFault[] };

/** Checks the form of a document; says nothing about whether it makes sense (see `checkDocument`). Never throws. */
export function parseDocument(value: unknown): ParseResult {
  const tooMuch = sizeFaults(value);
  if (tooMuch.length > 0) return { ok: false, faults: tooMuch.slice(0, MAX_FAULTS) };
  const faults: FormFault[] = [];
  if (!isJsonObject(value))
    return {
      ok: false,
      faults: [{ pointer: "", message: "a workflow is a JSON object with name, trigger and steps" }],
    };
  if (typeof value["name"] !== "string" || value["name"].trim() === "")
    faults.push({ pointer: "/name", message: "give the workflow a name" });
  parseTrigger(value["trigger"], faults);
  const steps = value["steps"] ?? [];
  if (!Array.isArray(steps)) faults.push({ pointer: "/steps", message: "steps must be a list" });
  else if (steps.length > MAX_STEPS)
    faults.push({ pointer: "/steps", message: `a workflow has at most ${MAX_STEPS} steps; split it` });
  else for (const [index, step] of steps.entries()) parseStep(step, `/steps/${index}`, faults);
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
  // The checks above are the proof of this shape.
  return { ok: true, document: { ...value, steps } as unknown as WorkflowDocument };
}

function parseTrigger(value: Json | undefined, faults: FormFault[]): void {
  if (!isJsonObject(value)) {
    faults.push({ pointer: "/trigger", message: "a workflow needs a trigger object" });
    return;
  }
  if (value["id"] !== TRIGGER_ID)
    faults.push({ pointer: "/trigger/id", message: `the trigger's id must be "${TRIGGER_ID}"` });
  if (value["callable"] !== true && typeof value["eventName"] !== "string") {
    faults.push({
      pointer: "/trigger/eventName",
      message: "name the event that starts the workflow, or make it callable",
    });
  }
  parseTransitions(value["transitions"], "/trigger/transitions", faults);
}

function parseStep(value: Json, pointer: string, faults: FormFault[]): void {
  if (!isJsonObject(value)) {
    faults.push({ pointer, message: "a step is an object with id and transitions" });
    return;
  }
  if (typeof value["id"] !== "string" || value["id"] === "")
    faults.push({ pointer: `${pointer}/id`, message: "give the step an id" });
  else if (value["id"].length > MAX_ID)
    faults.push({ pointer: `${pointer}/id`, message: `an id has at most ${MAX_ID} characters; shorten it` });
  else if (FORBIDDEN_NAMES.has(value["id"]))
    faults.push({ pointer: `${pointer}/id`, message: `${value["id"]} cannot be an id; choose another` });
  if (value["action"] !== undefined && typeof value["action"] !== "string") {
    faults.push({ pointer: `${pointer}/action`, message: "action must be the name of an action" });
  }
  if (value["params"] !== undefined && !isJsonObject(value["params"])) {
    faults.push({ pointer: `${pointer}/params`, message: "params must be an object" });
  }
  parseTransitions(value["transitions"], `${pointer}/transitions`, faults);
  const cases = value["errorCases"] ?? [];
  if (!Array.isArray(cases))
    faults.push({ pointer: `${pointer}/errorCases`, message: "errorCases must be a list" });
  else
    for (const [index, entry] of cases.entries()) {
      const at = `${pointer}/errorCases/${index}`;
      if (!isJsonObject(entry) || !isJsonObject(entry["errorAction"]))
        faults.push({ pointer: at, message: "an error case has a condition and an errorAction" });
      else parseCondition(entry["condition"], `${at}/condition`, faults, 0);
    }
}

function parseTransitions(value: Json | undefined, pointer: string, faults: FormFault[]): void {
  if (!Array.isArray(value)) {
    faults.push({ pointer, message: "transitions must be a list (an empty one ends the run)" });
    return;
  }
  if (value.length > MAX_TRANSITIONS)
    faults.push({ pointer, message: `a step has at most ${MAX_TRANSITIONS} transitions` });
  for (const [index, transition] of value.entries()) {
    const at = `${pointer}/${index}`;
    if (!isJsonObject(transition) || typeof transition["target"] !== "string")
      faults.push({ pointer: `${at}/target`, message: "a transition names the step it leads to" });
    else parseCondition(transition["condition"], `${at}/condition`, faults, 0);
  }
}

const MAX_DEPTH = 32;

function parseCondition(value: Json | undefined, pointer: string, faults: FormFault[], depth: number): void {
  if (!isCondition(value))
    faults.push({
      pointer,
      message: 'a condition is {"op", "values"}; for "always" use {"op":"true","values":[true]}',
    });
  else if (depth > MAX_DEPTH) faults.push({ pointer, message: `conditions nest at most ${MAX_DEPTH} deep` });
  else if (value.op === "and" || value.op === "or")
    for (const [index, inner] of value.values.entries())
      parseCondition(inner, `${pointer}/values/${index}`, faults, depth + 1);
}

/** True for `{op, values}`. */
export function isCondition(value: unknown): value is Condition {
  return isJsonObject(value) && typeof value["op"] === "string" && Array.isArray(value["values"]);
}

/** The conditions inside of an `and` or `or`. */
export function innerConditions(condition: Condition): Condition[] {
  const values: readonly unknown[] = condition.values;
  return values.filter(isCondition);
}
