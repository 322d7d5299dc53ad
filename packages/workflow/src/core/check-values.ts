import { isJsonObject, type Json } from "@hark/kernel";
import { type CheckContext, checkContext, type Findings } from "./check-context.ts";
import { TRIGGER_ID } from "./definition.ts";
import { isRooted } from "./expression.ts";
import { findFunction, functions } from "./functions.ts";
import { FORBIDDEN_NAMES, type Found, MAX_KEYS, readPath, splitPath } from "./path.ts";
import type { Place, Problem } from "./problem.ts";
import { type FunctionCall, referencePieces } from "./references.ts";
import { blocks, helpers } from "./template-helpers.ts";

/** What can be read where a value stands. */
export interface Reach {
  /** Steps that may have run by then. */
  readonly steps: ReadonlySet<string>;
  /** Whether there can be an error to read. */
  readonly hasError: boolean;
  /** Whether the value is asked whether it is there, so that it may well be missing. */
  readonly mayBeMissing?: boolean;
}

const DOCS = "docs/expressions.md";

/** Checks the references, functions and templates of one value. */
export function* checkValue(value: Json, at: Place, reach: Reach, context: CheckContext): Findings {
  const { paths, calls, unknownHelpers, faults } = yield* referencePieces(value);
  yield;
  for (const path of paths) {
    yield* checkPath(path, at, reach, context);
    yield;
  }
  for (const call of calls) {
    yield* checkCall(call, at, context);
    yield;
  }
  for (const name of unknownHelpers) {
    const nearest = context.nearest(name, helperNames);
    yield {
      severity: "warning",
      code: "unknown-helper",
      ...at,
      message: `there is no helper ${short(name)}; it puts out nothing`,
      cure: nearest === undefined ? `use one of those in ${DOCS}` : `did you mean ${nearest}?`,
    };
  }
  for (const message of faults)
    yield {
      severity: "error",
      code: "broken-template",
      ...at,
      message,
      cure: "close every {{ with }} and every {{#block}} with {{/block}}",
    };
}

const helperNames = [...helpers.keys(), ...blocks.map((block) => block.name)];
const functionNames = functions.map(({ name }) => name);

/** Checks a value that refers to nothing but what started a run, such as a hook's order key. */
export function checkTriggerValue(value: Json, field: string): Problem[] {
  const document = { name: "", trigger: { id: TRIGGER_ID, transitions: [] }, steps: [] };
  const context = checkContext(document, { catalogue: { find: () => undefined } });
  const reach = { steps: new Set<string>(), hasError: false };
  const found = [...checkValue(value, { step: TRIGGER_ID, field }, reach, context)];
  return found.filter((problem) => problem !== undefined);
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function checkCall(call: FunctionCall, at: Place, context: CheckContext): Problem[] {
  const found = findFunction(call.name);
  const problem = (code: string, message: string, cure: string): Problem[] => [
    { severity: "warning", code, ...at, message, cure },
  ];
  if (!found) {
    const trimmed = call.name.trim();
    const nearest = findFunction(trimmed) ? trimmed : context.nearest(trimmed, functionNames);
    return problem(
      "unknown-function",
      `there is no function ${short(call.name)}; it gives nothing`,
      nearest === undefined
        ? `use one of those in ${DOCS}`
        : `did you mean ${nearest}? Write it without blanks`,
    );
  }
  const usage = `/#fn:${[found.name, found.isPathOptional ? "[path]" : "path", ...(found.args ? [found.args] : [])].join(",")}`;
  const hasPath = call.path !== undefined && isRooted(call.path);
  if (!hasPath && !found.isPathOptional) {
    const bare = call.path?.replace(/^\/#/, "");
    return bare !== undefined && isRooted(bare)
      ? problem(
          "function-path",
          `${found.name} is given ${short(call.path ?? "")}`,
          `write the bare path: ${bare}`,
        )
      : problem(
          "function-path",
          `${found.name} is given no path, so that it gives nothing`,
          `write ${usage}`,
        );
  }
  const args = hasPath || !call.path ? call.args : [call.path, ...call.args];
  if (args.length < (found.minArgs ?? 0) || args.length > (found.maxArgs ?? 0))
    return problem(
      "function-args",
      `${found.name} is given ${args.length} argument${args.length === 1 ? "" : "s"} behind its path`,
      `write ${usage}`,
    );
  const fault = found.argsFault?.(args);
  return fault === undefined ? [] : problem("function-args", fault, `see ${found.name} in ${DOCS}`);
}

function checkPath(path: string, at: Place, reach: Reach, context: CheckContext): Problem[] {
  const warn = (code: string, message: string, cure: string): Problem[] => [
    { severity: "warning", code, ...at, message, cure },
  ];
  const keys = splitPath(path);
  const forbidden = keys.find((key) => FORBIDDEN_NAMES.has(key));
  if (forbidden !== undefined)
    return warn(
      "forbidden-name",
      `${short(path)} gives nothing: the name ${forbidden} is out of reach of every expression`,
      "refer to a member of another name",
    );
  if (keys.length > MAX_KEYS)
    return warn(
      "path-too-long",
      `a path has at most ${MAX_KEYS} names in it`,
      "shorten it; longer ones give nothing",
    );
  const [root, ...rest] = keys;
  if (root === "steps") return checkStepPath(path, rest, at, reach, context);
  if (root === "variables") {
    const [id] = rest;
    const isKnown = id === undefined || context.options.variables?.has(id) !== false;
    return isKnown
      ? []
      : warn(
          "unknown-variable",
          `there is no variable ${short(id)}`,
          "make it, or pick another from the dropdown",
        );
  }
  if (root === "error") return checkErrorPath(path, rest, reach, warn);
  return warn(
    "unknown-root",
    `${short(path)} gives nothing: paths begin with steps, variables or error`,
    "pick a value from the dropdown",
  );
}

type Warn = (code: string, message: string, cure: string) => Problem[];

function checkErrorPath(path: string, [member]: readonly string[], reach: Reach, warn: Warn): Problem[] {
  if (!reach.hasError)
    return warn(
      "no-error-here",
      `${short(path)} gives nothing here: an error is readable in error cases, and behind one that carries on`,
      "refer to it from there",
    );
  if (member === undefined || ["code", "message", "field"].includes(member)) return [];
  return warn(
    "path-not-in-example",
    `an error has no ${short(member)}`,
    "use error.message, error.code or error.field",
  );
}

function checkStepPath(
  path: string,
  keys: readonly string[],
  at: Place,
  reach: Reach,
  context: CheckContext,
): Problem[] {
  if (keys.length === 0) return [];
  // An id may hold dots, as any key may.
  const found = keys
    .map((_key, last) => keys.slice(0, last + 1).join("."))
    .findLast((name) => context.graph.position(name) !== undefined);
  if (found === undefined)
    return [
      {
        severity: "error",
        code: "unknown-step",
        ...at,
        message: `${short(path)} refers to step ${short(keys[0] ?? "")}, which does not exist`,
        cure: "pick a value from the dropdown",
      },
    ];
  const warn: Warn = (code, message, cure) => [{ severity: "warning", code, ...at, message, cure }];
  if (found !== TRIGGER_ID && !reach.steps.has(found))
    return warn(
      "step-not-before",
      found === at.step
        ? `${short(path)} refers to the step's own output, which is not there yet`
        : `${short(path)} refers to step ${found}, which cannot have run by then`,
      "refer to a step that stands before this one",
    );
  const rest = keys.slice(found.split(".").length);
  if (rest.length === 0) return [];
  return found === TRIGGER_ID && isUndeclared(rest, context)
    ? undeclared(path, rest[0] ?? "", context, warn)
    : checkExample(path, found, rest, reach, context, warn);
}

const isUndeclared = ([input = ""]: readonly string[], { inputs }: CheckContext): boolean =>
  inputs !== undefined && !inputs.has(input);

function undeclared(path: string, input: string, context: CheckContext, warn: Warn): Problem[] {
  const nearest = context.nearest(input, context.inputs ?? []);
  return warn(
    "undeclared-input",
    `${short(path)} refers to the input ${short(input)}, which the trigger's schema does not declare`,
    nearest === undefined ? "declare it in the trigger's schema" : `did you mean steps.1.${nearest}?`,
  );
}

function checkExample(
  path: string,
  stepId: string,
  keys: readonly string[],
  reach: Reach,
  context: CheckContext,
  warn: Warn,
): Problem[] {
  // A step may be called what every object answers to, such as toString.
  const output = Object.hasOwn(context.known, stepId) ? context.known[stepId] : undefined;
  if (output === undefined || readPath(output, keys) !== undefined) return [];
  if (stepId !== TRIGGER_ID && isOpen(output, keys)) return [];
  // Whoever asks whether something is there knows that it may not be; a slip of the pen is told all the same.
  const nearest = context.suggest(stepId, path, reach.mayBeMissing ? 2 : undefined);
  if (reach.mayBeMissing && nearest === undefined) return [];
  return warn(
    "path-not-in-example",
    stepId === TRIGGER_ID
      ? `the example data has nothing at ${short(path)}`
      : `step ${stepId} usually puts out nothing at ${short(path)}`,
    nearest === undefined ? "pick a value from the dropdown" : `did you mean ${nearest}?`,
  );
}

// What an organisation or a receiver fills as it likes: no example says what will be there.
const FILLED_BY_OTHERS = new Set(["custom", "data", "body", "output", "changes"]);

function isOpen(output: Json, keys: readonly string[]): boolean {
  let at: Found = output;
  for (const key of keys) {
    if (FILLED_BY_OTHERS.has(key) || at === null) return true;
    if (Array.isArray(at)) {
      if (at.length === 0) return true;
      // The others are like the first.
      at = /^\d+$/.test(key) ? at[0] : undefined;
    } else if (isJsonObject(at)) {
      if (Object.keys(at).length === 0) return true;
      at = Object.hasOwn(at, key) ? at[key] : undefined;
    } else return false;
  }
  return at !== undefined;
}
