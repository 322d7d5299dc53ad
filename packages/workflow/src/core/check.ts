import { atOnce, type Pieces } from "@hark/kernel";
import { type CheckContext, type CheckOptions, checkContext, type Findings } from "./check-context.ts";
import { checkGraph } from "./check-graph.ts";
import { checkSteps } from "./check-steps.ts";
import { checkTrigger } from "./check-trigger.ts";
import type { WorkflowDocument } from "./definition.ts";
import type { Problem } from "./problem.ts";

// A list of more is read by nobody, and may hold a sentence for every edge of a made-up document.
const MAX_PROBLEMS = 500;

/** Says everything that can be known about a document before it runs, each thing once. Errors come first. Never throws. */
export function checkDocument(document: WorkflowDocument, options: CheckOptions): Problem[] {
  return atOnce(checkPieces(document, options));
}

/** What {@link checkDocument} does, in pieces of a few milliseconds, whatever the document is. */
export function* checkPieces(document: WorkflowDocument, options: CheckOptions): Pieces<Problem[]> {
  const told = new Told();
  for (const found of findings(checkContext(document, options))) {
    if (found) told.add(found);
    if (told.isFull) break;
    yield;
  }
  return told.problems;
}

function* findings(context: CheckContext): Findings {
  yield;
  yield* checkGraph(context);
  yield* checkTrigger(context);
  yield* checkSteps(context);
}

/** Problems, each once, errors first, and no more than are told. */
class Told {
  readonly #known = new Set<string>();
  readonly #errors: Problem[] = [];
  readonly #warnings: Problem[] = [];

  add(problem: Problem): void {
    const others = problem.severity === "error" ? this.#errors : this.#warnings;
    const key = `${problem.step}\n${problem.field}\n${problem.code}\n${problem.message}`;
    if (others.length >= MAX_PROBLEMS || this.#known.has(key)) return;
    this.#known.add(key);
    others.push(problem);
  }

  /** Whether nothing that is found from now on would be told. */
  get isFull(): boolean {
    return this.#errors.length >= MAX_PROBLEMS;
  }

  get problems(): Problem[] {
    return [...this.#errors, ...this.#warnings].slice(0, MAX_PROBLEMS);
  }
}
