import { atOnce, type Json, type JsonObject, type Pieces } from "@hark/kernel";
import type { ActionCatalogue, InputSchema } from "./catalogue.ts";
import { compileCondition, type Test } from "./condition.ts";
import type { Step, Transition, WorkflowDocument } from "./definition.ts";
import type { ErrorActionType } from "./error-actions.ts";
import { compileValue, type Resolver } from "./expression.ts";

/** The edge a run took. */
export interface TakenTransition {
  readonly index: number;
  readonly target: string;
  readonly name?: string;
}

/** An edge, ready to be tried. */
export interface CompiledTransition {
  /** What is noted of runs that take it. */
  readonly taken: TakenTransition;
  readonly test: Test;
}

/** A step, ready to be taken. Without `action` it is a pure branch. */
export interface CompiledStep {
  readonly id: string;
  readonly action: string | undefined;
  readonly schema: InputSchema | undefined;
  readonly params: Resolver;
  readonly transitions: readonly CompiledTransition[];
  readonly errorCases: readonly { readonly test: Test; readonly type: ErrorActionType }[];
}

/** One version of a workflow, compiled once and used by all of its runs. */
export interface CompiledWorkflow {
  readonly start: readonly CompiledTransition[];
  readonly steps: ReadonlyMap<string, CompiledStep>;
}

/** Compiles a document that was checked before: what does not fit together ends runs with a clear error, never throws. */
export function compileWorkflow(document: WorkflowDocument, catalogue: ActionCatalogue): CompiledWorkflow {
  return atOnce(compilePieces(document, catalogue));
}

/** What {@link compileWorkflow} does, step by step. */
export function* compilePieces(
  document: WorkflowDocument,
  catalogue: ActionCatalogue,
): Pieces<CompiledWorkflow> {
  const start = compileTransitions(document.trigger.transitions);
  const steps = new Map<string, CompiledStep>();
  for (const step of document.steps) {
    yield;
    steps.set(step.id, compileStep(step, catalogue));
  }
  return { start, steps };
}

function compileStep(step: Step, catalogue: ActionCatalogue): CompiledStep {
  return {
    id: step.id,
    action: step.action,
    schema: step.action === undefined ? undefined : catalogue.find(step.action)?.input,
    params: compileValue((step.params ?? {}) as JsonObject as Json),
    transitions: compileTransitions(step.transitions),
    errorCases: (step.errorCases ?? []).map((entry) => ({
      test: compileCondition(entry.condition),
      type: entry.errorAction.type ?? "stop-processing",
    })),
  };
}

function compileTransitions(transitions: readonly Transition[]): CompiledTransition[] {
  return transitions.map(({ target, meta, condition }, index) => {
    const name = meta?.["name"];
    return {
      taken: typeof name === "string" ? { index, target, name } : { index, target },
      test: compileCondition(condition),
    };
  });
}
