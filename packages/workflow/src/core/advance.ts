import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { castParams } from "./cast.ts";
import type { CompiledStep, CompiledTransition, CompiledWorkflow, TakenTransition } from "./compile.ts";
import type { Environment, Scope } from "./context.ts";
import { TRIGGER_ID } from "./definition.ts";
import { sizeOfParams, weigh } from "./weight.ts";
import { Work } from "./work.ts";

/** Why a step failed; readable in error cases as `/#error.message`, `/#error.code`, `/#error.field`. */
export interface StepError {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
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
  /**
   * How much its journal, what started it and what its next action is given hold, in characters; absent of what was put down before this was
   * counted.
   */
  readonly size?: number;
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
/** What the steps of a run may hold together: it is all kept in memory until the run ends. */
const MAX_SIZE = 32_000_000;

/** What everything between two actions shares: the workflow, what decides, and what working out values may still cost. */
interface Walk {
  readonly workflow: CompiledWorkflow;
  readonly environment: Environment;
  readonly work: Work;
  /** Whether the work is what was lent when all of it was spent: that happens once. */
  readonly isLent: boolean;
}

const begin = (workflow: CompiledWorkflow, environment: Environment): Walk => ({
  workflow,
  environment,
  work: new Work(),
  isLent: false,
});

/** An error case may still decide about a failure that was too much work; but not one after another, without end. */
const lend = (walk: Walk): Walk =>
  walk.work.isSpent && !walk.isLent ? { ...walk, work: walk.work.reserve, isLent: true } : walk;

/** Begins a run: step "1" is the trigger, its output what the event carried. */
export function startRun(
  workflow: CompiledWorkflow,
  triggerOutput: Json,
  environment: Environment,
): Advanced {
  const walk = begin(workflow, environment);
  const { size, fault } = weigh(triggerOutput, "what started the run holds", walk.work);
  const state: RunState = { steps: { [TRIGGER_ID]: triggerOutput }, journal: [], attempt: 1, size };
  if (fault) return fail({ ...state, steps: {} }, TRIGGER_ID, fault, null);
  const transition = firstMatch(walk, workflow.start, state);
  const entry: JournalEntry = { stepId: TRIGGER_ID, action: null, input: null, transition };
  if (walk.work.isSpent) return fail(state, TRIGGER_ID, tooMuchWork, null);
  return enter(walk, { ...state, journal: [entry] }, transition);
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
  const walk = begin(workflow, environment);
  const step = workflow.steps.get(outcome.stepId);
  if (!step)
    return fail(
      state,
      outcome.stepId,
      { code: "unknown-step", message: `there is no step ${outcome.stepId}` },
      null,
    );
  const took = outcome.durationMs === undefined ? {} : { durationMs: outcome.durationMs };
  const { params } = outcome;
  if ("error" in outcome) return recover(walk, state, step, { input: params, error: outcome.error, ...took });
  const given = weigh(outcome.output, "what it gave holds", walk.work);
  if (given.fault) return recover(walk, state, step, { input: params, error: given.fault, ...took });
  const { error: _past, ...rest } = state;
  return leave(
    walk,
    { ...rest, size: (state.size ?? 0) + given.size, steps: { ...state.steps, [step.id]: outcome.output } },
    step,
    {
      input: params,
      output: outcome.output,
      ...took,
    },
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
  return enter(begin(workflow, environment), resumed, { index: 0, target: stepId });
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
  return enter(begin(workflow, environment), state, { index: 0, target: stepId });
}

type Told = Pick<JournalEntry, "input" | "output" | "error" | "durationMs">;

function leave(walk: Walk, state: RunState, step: CompiledStep, told: Told): Advanced {
  const transition = firstMatch(walk, step.transitions, state);
  const entry: JournalEntry = { stepId: step.id, action: step.action ?? null, ...told, transition };
  const left = { ...state, journal: [...state.journal, entry] };
  if (walk.work.isSpent) return failAfter(state, { ...entry, error: tooMuchWork, transition: null });
  return enter(walk, left, transition);
}

function enter(walk: Walk, state: RunState, transition: TakenTransition | null): Advanced {
  if (!transition) return { state, next: { kind: "completed" } };
  const step = walk.workflow.steps.get(transition.target);
  if (!step) {
    const message = `the transition leads to ${transition.target}, which is no step`;
    return fail(state, transition.target, { code: "unknown-step", message }, null);
  }
  if (state.journal.length > MAX_STEPS) {
    const message = `a run takes at most ${MAX_STEPS} steps`;
    return fail(state, step.id, { code: "too-many-steps", message }, step);
  }
  if ((state.size ?? 0) > MAX_SIZE) return fail(state, step.id, tooLarge, step);
  if (step.action === undefined) return leave(walk, state, step, { input: null });
  return take(walk, state, step, step.action);
}

/** Resolves a step's params and casts them to what its action takes. */
function take(walk: Walk, state: RunState, step: CompiledStep, action: string): Advanced {
  const resolved = step.params(scopeOf(walk, state), walk.environment);
  // What was worked out when nothing was left is not what the document says, nor what a journal should hold.
  if (walk.work.isSpent) return recover(walk, state, step, { input: {}, error: tooMuchWork });
  const params = isJsonObject(resolved) ? resolved : {};
  const { size, fault } = weigh(params, "what it is given holds", walk.work);
  if (fault) return recover(walk, state, step, { input: {}, error: fault });
  const holding = (more: number): RunState => ({ ...state, size: (state.size ?? 0) + more });
  const refuse = (error: StepError): Advanced => recover(walk, holding(size), step, { input: params, error });
  if (!step.schema) {
    const message = `there is no action ${action} here; the step was kept, but cannot run`;
    return refuse({ code: "unknown-action", message });
  }
  const left = walk.work.left;
  const cast = castParams(params, step.schema, walk.work);
  if (walk.work.isSpent) return recover(walk, state, step, { input: {}, error: tooMuchWork });
  if (!cast.ok) {
    const { message, field } = cast;
    return refuse({ code: "badparam", message, field });
  }
  // Nothing was spent where nothing was read out of a text, which may hold more once it was read.
  const more = walk.work.left === left ? size : sizeOfParams(cast.params);
  return { state: holding(more), next: { kind: "action", stepId: step.id, action, params: cast.params } };
}

const tooMuchWork: StepError = {
  code: "too-much-work",
  message: "working out its values took more than a step may; use smaller lists and texts, or fewer loops",
};

const tooLarge: StepError = {
  code: "too-large",
  message: "the steps of the run together hold more than a run may; refer to less",
};

function recover(
  given: Walk,
  state: RunState,
  step: CompiledStep,
  told: Told & { readonly error: StepError },
): Advanced {
  const walk = lend(given);
  const { error } = told;
  const failed: RunState = { ...state, error };
  const scope = scopeOf(walk, failed);
  const found = step.errorCases.find((entry) => entry.test(scope, walk.environment));
  const type = walk.work.isSpent ? "stop-processing" : (found?.type ?? "stop-processing");
  if (type === "continue")
    return leave(walk, { ...failed, steps: { ...state.steps, [step.id]: {} } }, step, told);
  const entry: JournalEntry = { stepId: step.id, action: step.action ?? null, ...told, transition: null };
  const kind = type === "retry-action" || type === "retry-workflow" ? type : "failed";
  const noted: RunState = { ...failed, journal: [...state.journal, entry] };
  return { state: noted, next: { kind, stepId: step.id, error } };
}

function fail(state: RunState, stepId: string, error: StepError, step: CompiledStep | null): Advanced {
  return failAfter(state, { ...failedEntry(stepId, step, null, error), error });
}

function failAfter(state: RunState, entry: JournalEntry & { readonly error: StepError }): Advanced {
  const { stepId, error } = entry;
  return {
    state: { ...state, error, journal: [...state.journal, entry] },
    next: { kind: "failed", stepId, error },
  };
}

const failedEntry = (
  stepId: string,
  step: CompiledStep | null,
  input: Json,
  error: StepError,
): JournalEntry => ({ stepId, action: step?.action ?? null, input, error, transition: null });

function firstMatch(
  walk: Walk,
  transitions: readonly CompiledTransition[],
  state: RunState,
): TakenTransition | null {
  if (transitions.length === 0) return null;
  const scope = scopeOf(walk, state);
  return transitions.find((transition) => transition.test(scope, walk.environment))?.taken ?? null;
}

function scopeOf({ environment, work }: Walk, state: RunState): Scope {
  const { variables } = environment;
  if (!state.error) return { steps: state.steps, variables, work };
  const { code, message, field } = state.error;
  const error = field === undefined ? { code, message } : { code, message, field };
  return { steps: state.steps, variables, error, work };
}
