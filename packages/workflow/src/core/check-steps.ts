import { checkCondition } from "./check-conditions.ts";
import type { CheckContext, Findings } from "./check-context.ts";
import { checkParams, fieldOf } from "./check-params.ts";
import { checkValue } from "./check-values.ts";
import { type Step, TRIGGER_ID, type Transition } from "./definition.ts";
import { errorActions, isErrorAction } from "./error-actions.ts";
import type { Place, Problem } from "./problem.ts";

/** Checks one step after the other: actions, params, transitions, error cases. */
export function* checkSteps(context: CheckContext): Findings {
  const errors = errorReach(context);
  for (const step of context.document.steps) {
    yield;
    yield* checkStep(step, errors, context);
  }
}

function* checkStep(step: Step, errors: ErrorReach, context: CheckContext): Findings {
  const before = context.graph.ancestors(step.id);
  const position = context.graph.position(step.id) ?? -1;
  const inParams = { steps: before, hasError: errors.onEntry.has(position) };
  const behind = new Set([...before, step.id]);
  yield* checkAction(step, context);
  for (const [name, value] of Object.entries(step.params ?? {}))
    yield* checkValue(value, fieldOf(step, name), inParams, context);
  yield* checkTransitions(step.id, step.transitions, behind, errors.onLeaving.has(position), context);
  yield* checkErrorCases(step, before, context);
}

/** Checks the conditions on the edges of a step or of the trigger. */
export function* checkTransitions(
  stepId: string,
  transitions: readonly Transition[],
  steps: ReadonlySet<string>,
  hasError: boolean,
  context: CheckContext,
): Findings {
  for (const [index, { condition }] of transitions.entries())
    yield* checkCondition(
      condition,
      { step: stepId, field: `transitions.${index}` },
      { steps, hasError },
      context,
    );
}

const APP = /^kustomer\.app\.([^.]+)\./;

function* checkAction(step: Step, context: CheckContext): Findings {
  const { action } = step;
  if (action === undefined) return;
  const description = context.options.catalogue.find(action);
  if (description) {
    yield* checkParams(step, description, context);
    return;
  }
  const app = APP.exec(action)?.[1];
  const nearest = context.nearest(action, context.options.catalogue.names?.() ?? []);
  yield {
    severity: "error",
    code: "unknown-action",
    step: step.id,
    field: "action",
    message:
      app === undefined
        ? `there is no action ${action.slice(0, 120)}`
        : `${action.slice(0, 120)} belongs to the app ${app.slice(0, 60)}, which is not here`,
    cure:
      nearest === undefined
        ? "pick another action; the step is kept as it is until then"
        : `did you mean ${nearest}? The step is kept as it is until then`,
  };
}

function* checkErrorCases(step: Step, before: ReadonlySet<string>, context: CheckContext): Findings {
  const cases = step.errorCases ?? [];
  if (cases.length > 0 && step.action === undefined) {
    yield {
      severity: "warning",
      code: "error-case-without-action",
      step: step.id,
      field: "errorCases",
      message: "a step without an action cannot fail, so that its error cases are never asked",
      cure: "move them to the step that can fail, or remove them",
    };
    return;
  }
  for (const [index, { condition, errorAction }] of cases.entries()) {
    const at = { step: step.id, field: `errorCases.${index}` };
    yield* checkCondition(condition, at, { steps: before, hasError: true }, context);
    const type: unknown = errorAction.type;
    if (type === undefined || (typeof type === "string" && isErrorAction(type))) continue;
    yield unknownErrorAction(type, at, context);
  }
}

function unknownErrorAction(type: unknown, at: Place, context: CheckContext): Problem {
  const known = errorActions.map((action) => action.type);
  const named = typeof type === "string" ? context.nearest(type, known) : undefined;
  return {
    severity: "error",
    code: "unknown-error-action",
    ...at,
    message: `there is no error action ${String(JSON.stringify(type)).slice(0, 60)}`,
    cure: named === undefined ? `use one of ${known.join(", ")}` : `did you mean ${named}?`,
  };
}

/** Where an error can be read apart from error cases, by the positions of steps. */
interface ErrorReach {
  /** When the step's params are resolved. */
  readonly onEntry: ReadonlySet<number>;
  /** When its transitions are tried. */
  readonly onLeaving: ReadonlySet<number>;
}

/** Behind an error case that carries on an error stays readable until the next action is done. */
function errorReach({ document, graph }: CheckContext): ErrorReach {
  const onEntry = new Set<number>();
  const onLeaving = new Set<number>();
  const byPosition = new Map(document.steps.map((step) => [graph.position(step.id), step]));
  const open = document.steps
    .filter((step) => step.errorCases?.some(({ errorAction }) => errorAction.type === "continue"))
    .flatMap((step) => graph.position(step.id) ?? []);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (onLeaving.has(at)) continue;
    onLeaving.add(at);
    for (const target of graph.next[at] ?? []) {
      onEntry.add(target);
      if (byPosition.get(target)?.action === undefined) open.push(target);
    }
  }
  return { onEntry, onLeaving };
}

/** The steps that can be read in the trigger's own transitions: itself. */
export const TRIGGER_REACH: ReadonlySet<string> = new Set([TRIGGER_ID]);
