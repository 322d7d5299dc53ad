import { type Fault, HarkError, inTurns, type Json } from "@hark/kernel";
import {
  type ActionCatalogue,
  checkPieces,
  type Problem,
  parseDocument,
  type WorkflowDocument,
} from "@hark/workflow/core";

/** The document inside of a request's body: what is left without the members about the workflow itself. */
export function documentOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { enabled: _enabled, publish: _publish, example: _example, rev: _rev, ...document } = body;
  return document;
}

/** Reads a document. Throws 400 that names every fault with its place. */
export function readDocument(value: unknown): WorkflowDocument {
  const parsed = parseDocument(value);
  if (parsed.ok) return parsed.document;
  throw faults(parsed.faults.map((fault) => ({ detail: fault.message, source: { pointer: fault.pointer } })));
}

/** Checks a document, with what is known of its runs; other requests have their turn in between. */
export function problemsOf(
  document: WorkflowDocument,
  catalogue: ActionCatalogue,
  example: Json | undefined,
): Promise<readonly Problem[]> {
  return inTurns(checkPieces(document, { catalogue, ...(example === undefined ? {} : { example }) }));
}

/** Throws 400 with every error of the check: a workflow that has errors is never enabled. */
export async function refuseErrors(
  document: WorkflowDocument,
  catalogue: ActionCatalogue,
  example: Json | undefined,
): Promise<void> {
  const problems = await problemsOf(document, catalogue, example);
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0)
    throw faults(
      errors.map((problem) => ({
        detail: `${problem.message}; ${problem.cure}`,
        source: { pointer: pointerOf(problem, document) },
      })),
    );
}

function pointerOf(problem: Problem, document: WorkflowDocument): string {
  const at = document.steps.findIndex((step) => step.id === problem.step);
  const base = problem.step === "1" || at < 0 ? "/trigger" : `/steps/${at}`;
  return problem.field ? `${base}/${problem.field.replaceAll(".", "/")}` : base;
}

function faults(all: readonly Fault[]): HarkError {
  const [first, ...more] = all;
  return new HarkError("badparam", first?.detail ?? "the document is not valid", first?.source, more);
}
