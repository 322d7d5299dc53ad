import { type Json, type JsonObject } from "@hark/kernel";
import {
  type Advanced,
  advance,
  type JournalEntry,
  resumeRun,
  type StepError,
  startRun,
} from "../core/advance.ts";
import { compileWorkflow } from "../core/compile.ts";
import type { Environment } from "../core/context.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import type { ActionResult, AnyAction, OutsideAnswer, OutsideRequest } from "../executor/action.ts";
import { createDice } from "./dice.ts";
import { catalogue, INNER, OUTSIDE } from "./simulation/random-document.ts";
import { outputOf, seedFrom } from "./simulation/script.ts";

type Scripted = { readonly output: Json } | { readonly error: StepError };

/** How an action ends: decided by the step and what it is called with, and by nothing else. */
export function scripted(stepId: string, params: JsonObject): Scripted {
  const dice = createDice(seedFrom(stepId, JSON.stringify(params)));
  if (dice.chance(0.25)) {
    const code = dice.pick(["sim-a", "sim-b"]);
    return { error: { code, message: `${stepId} failed with ${code}` } };
  }
  return { output: outputOf(dice) };
}

const describe = (name: string) => {
  const description = catalogue.find(name);
  if (!description) throw new Error(`${name} is no simulated action`);
  return description;
};

/** The actions of simulated documents for the executor. None has an effect, so that a run can be run again in the same world. */
export const scriptedActions: readonly AnyAction[] = [
  ...INNER.map(
    (name): AnyAction => ({
      description: describe(name),
      hasEffects: false,
      keys: () => ({ reads: [], writes: [] }),
      run: async (items) => items.map(({ stepId, params }): ActionResult => scripted(stepId, params)),
    }),
  ),
  {
    description: describe(OUTSIDE),
    outside: true,
    request: (params) => ({
      request: { method: "POST", url: "https://api.example/", headers: {}, body: JSON.stringify(params) },
    }),
    // The body is what `scriptedOutside` wrote.
    outcome: ({ body }) => JSON.parse(body) as Scripted,
  },
];

const RUN_ID_CHARS = 24;

/** The world outside, as scripted: it reads the step from the call's key, which is made of run and step. */
export async function scriptedOutside({ headers, body }: OutsideRequest): Promise<OutsideAnswer> {
  const stepId = (headers["idempotency-key"] ?? "").slice(RUN_ID_CHARS + 1);
  const told = scripted(stepId, JSON.parse(body ?? "{}") as JsonObject);
  return {
    statusCode: 200,
    headers: {},
    body: JSON.stringify(told),
    error: undefined,
    refused: false,
    durationMs: 1,
  };
}

/** How a run ended, without ids and times. */
export interface Ending {
  readonly state: "completed" | "failed";
  readonly error: Json;
  readonly journal: readonly Json[];
}

const MAX_ATTEMPTS = 5;
const environment: Environment = {
  now: new Date(0),
  random: (size) => new Uint8Array(size),
  variables: {},
};

/** Walks a document step by step with the pure core alone: what the executor must come to by its batches. */
export function interpret(document: WorkflowDocument, trigger: Json): Ending {
  const compiled = compileWorkflow(document, catalogue);
  const begin = (): Advanced => startRun(compiled, trigger, environment);
  let at = begin();
  for (let attempt = 1; ; ) {
    const { state, next } = at;
    if (next.kind === "action") {
      const { stepId, params } = next;
      at = advance(compiled, state, { stepId, params, ...scripted(stepId, params) }, environment);
      continue;
    }
    if (next.kind === "completed")
      return { state: "completed", error: null, journal: plainJournal(state.journal) };
    if (next.kind === "failed" || attempt === MAX_ATTEMPTS)
      return {
        state: "failed",
        error: { ...next.error, step: next.stepId },
        journal: plainJournal(state.journal),
      };
    attempt += 1;
    at = next.kind === "retry-workflow" ? begin() : resumeRun(compiled, state, next.stepId, environment);
  }
}

/** A journal without what differs from one run to the next. */
export function plainJournal(journal: readonly JournalEntry[]): Json[] {
  return journal.map(({ stepId, action, input, output, error, transition }) => {
    const entry = { stepId, action, input, output, error, transition };
    // What is JSON, without the members that are undefined, is JSON.
    return JSON.parse(JSON.stringify(entry)) as Json;
  });
}
