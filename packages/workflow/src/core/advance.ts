import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { castParams } from "./cast.ts";
import type { CompiledStep, CompiledTransition, CompiledWorkflow } from "./compile.ts";
import type { Environment, Scope } from "./context.ts";
import { TRIGGER_ID } from "./definition.ts";

/** Why a step failed; readable in error cases as `/#error.message`, `/#error.code`, `/#error.field`. */
export interface StepError {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** The edge a run took. */
export interface TakenTransition {
  readonly index: number;
  readonly target: string;
  readonly name?: string;
}

/** What one step of a run got, gave, and where it went. */
export interface JournalEntry {
  readonly stepId: string;
  readonly action: string | null;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: StepError;
  /** Null when no edge matched, which ends the run and is no error. */
  readonly transition: TakenTransition | null;
  /** How long its action took (ms); in a batch, for all runs that stood at it together. Absent of what takes no time of its own. */
  readonly durationMs?: number;
}

/** A run between two steps: plain data, so that a waiting run can be put down and taken up again. */
export interface RunState {
  readonly steps: Readonly<Record<string, Json>>;
  readonly error?: StepError;
  readonly journal: readonly JournalEntry[];
  readonly attempt: number;
}

/** What a run does next. */
export type Next =
  | { readonly kind: "action"; readonly stepId: string; readonly action: string; readonly params: JsonObject }
  | { readonly kind: "completed" }
  | { readonly kind: "failed"; readonly stepId: string; readonly error: StepError }
  | { readonly kind: "retry-action"; readonly stepId: string; readonly error: StepError }
  | { readonly kind: "retry-workflow"; readonly stepId: string; readonly error: StepError };

/** How an action ended. */
export type Outcome = {
  readonly stepId: string;
  readonly params: JsonObject;
  readonly durationMs?: number;
} & ({ readonly output: Json } | { readonly error: StepError });

/** A run and what comes next for it. */
export interface Advanced {
  readonly state: RunState;
  readonly next: Next;
}

const MAX_STEPS = 1_000;

/** Begins a run: step "1" is the trigger, its output what the event carried. */
export function startRun(
  workflow: CompiledWorkflow,
  triggerOutput: Json,
  environment: Environment,
): Advanced {
  const state: RunState = { steps: { [TRIGGER_ID]: triggerOutput }, journal: [], attempt: 1 };
  const transition = firstMatch(workflow.start, state, environment);
  const entry: JournalEntry = { stepId: TRIGGER_ID, action: null, input: null, transition };
  return enter(workflow, { ...state, journal: [entry] }, transition, environment);
}

/**
 * Moves a run on by the outcome of the action it stood at: notes it in the journal, picks the first matching edge (or error
 * case) and walks through pure branches up to the next action or the end.
 */
export function advance(
  workflow: CompiledWorkflow,
  state: RunState,
  outcome: Outcome,
  environment: Environment,
): Advanced {
  const step = workflow.steps.get(outcome.stepId);
  if (!step)
    return fail(
      state,
      outcome.stepId,
      { code: "unknown-step", message: `there is no step ${outcome.stepId}` },
      null,
    );
  const took = outcome.durationMs === undefined ? {} : { durationMs: outcome.durationMs };
  if ("error" in outcome)
    return recover(
      workflow,
      state,
      step,
      { input: outcome.params, error: outcome.error, ...took },
      environment,
    );
  const { error: _past, ...rest } = state;
  return leave(
    workflow,
    { ...rest, steps: { ...state.steps, [step.id]: outcome.output } },
    step,
    { input: outcome.params, output: outcome.output, ...took },
    environment,
  );
}

/** Takes a run up again at a step whose action is to be tried once more. */
export function resumeRun(
  workflow: CompiledWorkflow,
  state: RunState,
  stepId: string,
  environment: Environment,
): Advanced {
  const { error: _past, ...rest } = state;
  const error = letPass(state.journal, stepId);
  const resumed = { ...rest, ...(error ? { error } : {}), attempt: state.attempt + 1 };
  return enter(workflow, resumed, { index: 0, target: stepId }, environment);
}

/** The error that the step's first attempt could read: one that was let pass, when no step behind it has given anything. */
function letPass(journal: readonly JournalEntry[], stepId: string): StepError | undefined {
  let first = journal.length;
  const isAttempt = (entry: JournalEntry | undefined): boolean =>
    entry?.stepId === stepId && entry.error !== undefined && entry.transition === null;
  while (isAttempt(journal[first - 1])) first -= 1;
  for (const { error, output } of journal.slice(0, first).toReversed()) {
    if (error) return error;
    if (output !== undefined) return undefined;
  }
  return undefined;
}

/** Where a run stands that waits at a step for an answer: its params resolved anew. Not a new attempt. */
export function standingAt(
  workflow: CompiledWorkflow,
  state: RunState,
  stepId: string,
  environment: Environment,
): Advanced {
  return enter(workflow, state, { index: 0, target: stepId }, environment);
}

type Told = Pick<JournalEntry, "input" | "output" | "error" | "durationMs">;

function leave(
  workflow: CompiledWorkflow,
  state: RunState,
  step: CompiledStep,
  told: Told,
  environment: Environment,
): Advanced {
  const transition = firstMatch(step.transitions, state, environment);
  const entry: JournalEntry = { stepId: step.id, action: step.action ?? null, ...told, transition };
  return enter(workflow, { ...state, journal: [...state.journal, entry] }, transition, environment);
}

function enter(
  workflow: CompiledWorkflow,
  state: RunState,
  transition: TakenTransition | null,
  environment: Environment,
): Advanced {
  if (!transition) return { state, next: { kind: "completed" } };
  const step = workflow.steps.get(transition.target);
  if (!step)
    return fail(
      state,
      transition.target,
      { code: "unknown-step", message: `the transition leads to ${transition.target}, which is no step` },
      null,
    );
  if (state.journal.length > MAX_STEPS) {
    return fail(
      state,
      step.id,
      { code: "too-many-steps", message: `a run takes at most ${MAX_STEPS} steps` },
      step,
    );
  }
  if (step.action === undefined) return leave(workflow, state, step, { input: null }, environment);
  const resolved = step.params(scopeOf(state, environment), environment);
  const params = isJsonObject(resolved) ? resolved : {};
  if (!step.schema) {
    const error = {
      code: "unknown-action",
      message: `there is no action ${step.action} here; the step was kept, but cannot run`,
    };
    return recover(workflow, state, step, { input: params, error }, environment);
  }
  const cast = castParams(params, step.schema);
  if (!cast.ok)
    return recover(
      workflow,
      state,
      step,
      { input: params, error: { code: "badparam", message: cast.message, field: cast.field } },
      environment,
    );
  return { state, next: { kind: "action", stepId: step.id, action: step.action, params: cast.params } };
}

function recover(
  workflow: CompiledWorkflow,
  state: RunState,
  step: CompiledStep,
  told: Told & { readonly error: StepError },
  environment: Environment,
): Advanced {
  const { error } = told;
  const failed: RunState = { ...state, error };
  const scope = scopeOf(failed, environment);
  const type = step.errorCases.find((entry) => entry.test(scope, environment))?.type ?? "stop-processing";
  if (type === "continue")
    return leave(workflow, { ...failed, steps: { ...state.steps, [step.id]: {} } }, step, told, environment);
  const entry: JournalEntry = { stepId: step.id, action: step.action ?? null, ...told, transition: null };
  const noted: RunState = { ...failed, journal: [...state.journal, entry] };
  const kind = type === "retry-action" || type === "retry-workflow" ? type : "failed";
  return { state: noted, next: { kind, stepId: step.id, error } };
}

function fail(state: RunState, stepId: string, error: StepError, step: CompiledStep | null): Advanced {
  const entry: JournalEntry = { stepId, action: step?.action ?? null, input: null, error, transition: null };
  return {
    state: { ...state, error, journal: [...state.journal, entry] },
    next: { kind: "failed", stepId, error },
  };
}

function firstMatch(
  transitions: readonly CompiledTransition[],
  state: RunState,
  environment: Environment,
): TakenTransition | null {
  const scope = scopeOf(state, environment);
  const taken = transitions.find((transition) => transition.test(scope, environment));
  return taken
    ? { index: taken.index, target: taken.target, ...(taken.name === undefined ? {} : { name: taken.name }) }
    : null;
}

function scopeOf(state: RunState, environment: Environment): Scope {
  const { code, message, field } = state.error ?? { code: "", message: "" };
  const error = state.error ? { error: { code, message, ...(field === undefined ? {} : { field }) } } : {};
  return { steps: state.steps, variables: environment.variables, ...error };
}
