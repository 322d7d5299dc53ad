import type { Json, JsonObject } from "@hark/kernel";
import { type ActionCatalogue, catalogueOf } from "../../core/catalogue.ts";
import type { Condition, ErrorCase, Step, Transition, WorkflowDocument } from "../../core/definition.ts";
import type { ErrorActionType } from "../../core/error-actions.ts";
import type { Dice } from "../dice.ts";

/** The action that leaves the system; its answer comes later. */
export const OUTSIDE = "sim.outside";
/** The actions that stay inside. */
export const INNER = ["sim.one", "sim.two"] as const;
const UNKNOWN = "sim.nobody-knows";

/** Codes of the errors that simulated actions end with. */
export const errorCodes = ["sim-a", "sim-b"] as const;

const text = { type: "string", title: "Text" } as const;
const number = { type: "number", title: "Number" } as const;

/** What is known of the simulated actions. The last of the three wants something that is often not there. */
export const catalogue: ActionCatalogue = catalogueOf(
  [...INNER, OUTSIDE].map((name) => ({
    name,
    label: name,
    group: "Simulation",
    purpose: "",
    input: {
      type: "object" as const,
      properties: { text, number, any: { type: "any" as const, title: "Any" } },
      ...(name === "sim.two" ? { required: ["number"] } : {}),
    },
    exampleOutput: {},
  })),
);

/** A document with a random graph: branches, pure branch steps, error cases; at times with cycles, and edges that lead nowhere. */
export function randomDocument(dice: Dice): WorkflowDocument {
  const ids = Array.from({ length: 1 + dice.int(7) }, (_, at) => `s${at + 1}`);
  const isWild = dice.chance(0.2);
  const from = (at: number): readonly string[] =>
    isWild ? [...ids, ...ids, "nowhere"] : ids.slice(at, at + 3);
  return {
    name: "Simulated",
    trigger: { id: "1", eventName: "simulated", transitions: transitionsOf(dice, from(0), ids) },
    steps: ids.map((id, at) => stepOf(dice, id, { targets: from(at + 1), ids, isWild })),
  };
}

interface Graph {
  readonly targets: readonly string[];
  readonly ids: readonly string[];
  readonly isWild: boolean;
}

function stepOf(dice: Dice, id: string, { targets, ids, isWild }: Graph): Step {
  const transitions = transitionsOf(dice, targets, ids);
  if (dice.chance(0.2)) return { id, transitions };
  const action = dice.chance(0.05)
    ? UNKNOWN
    : dice.pick([...INNER, ...INNER, isWild && dice.chance(0.8) ? INNER[0] : OUTSIDE]);
  // In a cycle a step that leaves the system may do so a thousand times, which takes long and shows nothing new.
  const params: JsonObject = {};
  for (const name of ["text", "number", "any"]) if (dice.chance(0.7)) params[name] = paramOf(dice, name, ids);
  const errorCases = Array.from({ length: dice.int(3) }, () => errorCaseOf(dice, ids));
  return { id, action, params, transitions, errorCases };
}

/** Mostly what the schema asks for: a run whose every step is refused does not come far. */
function paramOf(dice: Dice, name: string, ids: readonly string[]): Json {
  if (name === "any" || dice.chance(0.1)) return valueOf(dice, ids);
  const step = dice.pick(["1", ...ids]);
  if (name === "text") return `{{steps.${step}.deep.text}} after ${step}`;
  return dice.pick<Json>([dice.int(9), "7", `/#steps.${step}.list.length`]);
}

function transitionsOf(dice: Dice, targets: readonly string[], ids: readonly string[]): Transition[] {
  const [first, ...others] = targets;
  if (first === undefined) return [];
  if (dice.chance(0.1)) return [];
  const edge = (condition: Condition): Transition => ({ target: dice.pick([first, ...others]), condition });
  const tried = Array.from({ length: dice.int(3) }, () => edge(conditionOf(dice, ids, 0)));
  // Mostly with a way out, or few runs would come far.
  return dice.chance(0.85) ? [...tried, edge({ op: "true", values: [true] })] : tried;
}

function errorCaseOf(dice: Dice, ids: readonly string[]): ErrorCase {
  const type: ErrorActionType | undefined = dice.pick([
    "continue",
    "continue",
    "retry-action",
    "retry-workflow",
    "stop-processing",
    undefined,
  ]);
  return {
    condition: dice.chance(0.5)
      ? { op: "eq", values: ["/#error.code", dice.pick(errorCodes)] }
      : conditionOf(dice, ids, 0),
    errorAction: type === undefined ? {} : { type },
  };
}

function conditionOf(dice: Dice, ids: readonly string[], depth: number): Condition {
  if (dice.chance(0.2)) return { op: "true", values: [true] };
  if (depth < 2 && dice.chance(0.2)) {
    const nested = [0, 1].map(() => conditionOf(dice, ids, depth + 1));
    // A condition is plain data, as every document is.
    return { op: dice.pick(["and", "or"]), values: nested as unknown as Json[] };
  }
  const op = dice.pick(["exists", "dne", "eq", "neq", "lt", "gte", "contains", "nobody-knows"]);
  return { op, values: [valueOf(dice, ids), dice.pick<Json>([1, "2", true, "x", ""])] };
}

/** A value of any of the forms there are: literal, reference, function, template, and lists and objects of them. */
function valueOf(dice: Dice, ids: readonly string[]): Json {
  const step = dice.pick(["1", ...ids]);
  const member = dice.pick(["value", "list", "list.0", "list.length", "deep.text", "no.such.path"]);
  return dice.pick<() => Json>([
    () => dice.int(4),
    () => "text",
    () => `/#steps.${step}.${member}`,
    () => `/#steps.${step}.${member}`,
    () => "/#variables.v1",
    () => "/#error.message",
    () => `/#fn:parseInt,steps.${step}.value`,
    () => "/#fn:randomId,,5",
    () => `{{steps.${step}.${member}}} of {{{steps.1.deep.text}}}`,
    () => [dice.int(3), `/#steps.${step}.value`],
    () => ({ inner: `/#steps.${step}.${member}` }),
  ])();
}
