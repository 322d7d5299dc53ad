import { type Fault, HarkError, type Json } from "@hark/kernel";
import {
  type ActionCatalogue,
  checkDocument,
  type Problem,
  parseDocument,
  type WorkflowDocument,
} from "@hark/workflow/core";

/** Members of a workflow's body that are about the workflow and not part of its document. */
const ABOUT = new Set(["enabled", "publish", "example", "rev"]);

/** The document inside of a request's body: what is left without the members about the workflow itself. */
export function documentOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
}

/** Reads a document. Throws 400 that names every fault with its place. */
export function readDocument(value: unknown): WorkflowDocument {
  const parsed = parseDocument(value);
  if (parsed.ok) return parsed.document;
  throw faults(parsed.faults.map((fault) => ({ detail: fault.message, source: { pointer: fault.pointer } })));
}

/** Throws 400 with every error of the check: a workflow that has errors is never enabled. */
export function refuseErrors(
  document: WorkflowDocument,
  catalogue: ActionCatalogue,
  example: Json | undefined,
): void {
  const errors = checkDocument(document, { catalogue, ...(example === undefined ? {} : { example }) }).filter(
    (problem) => problem.severity === "error",
  );
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
