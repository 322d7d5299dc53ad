import { type CheckOptions, checkContext } from "./check-context.ts";
import { checkGraph } from "./check-graph.ts";
import { checkSteps } from "./check-steps.ts";
import { checkTrigger } from "./check-trigger.ts";
import type { WorkflowDocument } from "./definition.ts";
import type { Problem } from "./problem.ts";

// A list of more is read by nobody, and may hold a sentence for every edge of a made-up document.
const MAX_PROBLEMS = 500;

/** Says everything that can be known about a document before it runs, each thing once. Errors come first. Never throws. */
export function checkDocument(document: WorkflowDocument, options: CheckOptions): Problem[] {
  const context = checkContext(document, options);
  const problems = [...checkGraph(document, context.graph), ...checkTrigger(context), ...checkSteps(context)];
  const told = new Map(
    problems.map((problem) => [
      `${problem.step}\n${problem.field}\n${problem.code}\n${problem.message}`,
      problem,
    ]),
  );
  const order = { error: 0, warning: 1 } as const;
  return [...told.values()].sort((a, b) => order[a.severity] - order[b.severity]).slice(0, MAX_PROBLEMS);
}
