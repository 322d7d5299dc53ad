import type { Json } from "@hark/kernel";
import {
  type ActionCatalogue,
  advance,
  compileWorkflow,
  type Environment,
  type JournalEntry,
  type Outcome,
  type StepError,
  startRun,
  type WorkflowDocument,
} from "@hark/workflow/core";

/** How a test went. */
export interface DryRun {
  readonly journal: readonly JournalEntry[];
  /** Null when it came to its end. */
  readonly error: StepError | null;
}

/** What a test supposes of the world. */
export interface DryRunOptions {
  readonly catalogue: ActionCatalogue;
  /** Step 1's output. */
  readonly example: Json;
  /** Whether steps that look for a record find one. */
  readonly findsRecords: boolean;
  readonly environment: Environment;
}

/**
 * Runs a document on example data with the engine's own code and without any effect: each action answers with its
 * example output, those that look for something with nothing when that is supposed.
 */
export function dryRun(document: WorkflowDocument, options: DryRunOptions): DryRun {
  const { catalogue, environment } = options;
  const workflow = compileWorkflow(document, catalogue);
  let { state, next } = startRun(workflow, options.example, environment);
  while (next.kind === "action") {
    const { stepId, action, params } = next;
    const output = outputOf(action, options);
    const outcome: Outcome = { stepId, params, output };
    ({ state, next } = advance(workflow, state, outcome, environment));
  }
  return { journal: state.journal, error: next.kind === "completed" ? null : next.error };
}

function outputOf(action: string, { catalogue, findsRecords }: DryRunOptions): Json {
  const isFind = /\.find(?:-|$)/.test(action);
  return isFind && !findsRecords ? {} : (catalogue.find(action)?.exampleOutput ?? {});
}
