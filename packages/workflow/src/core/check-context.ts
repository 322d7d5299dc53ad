import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { ActionCatalogue } from "./catalogue.ts";
import { TRIGGER_ID, type WorkflowDocument } from "./definition.ts";
import { type Graph, graphOf } from "./graph.ts";
import { nearestName } from "./nearest.ts";
import { nearestPath, type OutlineNode, shortOutline } from "./outline.ts";
import type { Problem } from "./problem.ts";
import { Work } from "./work.ts";

/** What to check against. */
export interface CheckOptions {
  readonly catalogue: ActionCatalogue;
  /** Step 1's output as example data. Without it paths are not checked. */
  readonly example?: Json;
  /** Ids of the variables there are; without it none is missed. */
  readonly variables?: ReadonlySet<string>;
  /** Events of the hooks there are; without it none is missed. */
  readonly hookEvents?: ReadonlySet<string>;
}

/** What is wrong, one problem after the other; in between, nothing where others may have their turn. */
export type Findings = Generator<Problem | undefined, void, void>;

// A check looks at a whole document, but is no more to hold up others than a run is.
const ALLOWANCE = 300_000;
const MAX_SUGGESTIONS = 50;
// A tenth of a second: far more than the slips of the pen in one document come to.
const MAX_COMPARED = 20_000_000;

/** What the parts of one check share. */
export interface CheckContext {
  readonly document: WorkflowDocument;
  readonly options: CheckOptions;
  readonly graph: Graph;
  /** Outputs by step id, as far as they can be foreseen. */
  readonly known: JsonObject;
  /** Inputs that a callable trigger declares; undefined when any may come. */
  readonly inputs: ReadonlySet<string> | undefined;
  readonly work: Work;
  /** The one of some names that is most like another. */
  nearest(name: string, names: Iterable<string>): string | undefined;
  /** The path most like one that leads nowhere in a step's output; with `atMost`, only one that few changes lead to. */
  suggest(stepId: string, path: string, atMost?: number): string | undefined;
}

/** Prepares a check. */
export function checkContext(document: WorkflowDocument, options: CheckOptions): CheckContext {
  const known = knownOutputs(document, options);
  const outlines = new Map<string, readonly OutlineNode[]>();
  const comparisons = { left: MAX_COMPARED };
  let suggestions = 0;
  return {
    document,
    options,
    known,
    graph: graphOf(document),
    inputs: inputsOf(document),
    work: new Work(ALLOWANCE),
    nearest: (name, names) => nearestName(name, names, undefined, comparisons),
    suggest(stepId, path, atMost) {
      suggestions += 1;
      if (suggestions > MAX_SUGGESTIONS) return undefined;
      const nodes = outlines.get(stepId) ?? shortOutline(stepId, known[stepId] ?? null);
      outlines.set(stepId, nodes);
      return nearestPath(path, nodes, atMost, comparisons);
    },
  };
}

/** Outputs as far as they can be foreseen: the example for step 1, each action's own example for the others. */
export function knownOutputs(
  document: WorkflowDocument,
  options: Pick<CheckOptions, "catalogue" | "example">,
): JsonObject {
  const known: JsonObject = {};
  if (options.example !== undefined) known[TRIGGER_ID] = options.example;
  for (const step of document.steps) {
    const description = step.action === undefined ? undefined : options.catalogue.find(step.action);
    if (description && step.id !== TRIGGER_ID) known[step.id] = description.exampleOutput;
  }
  return known;
}

function inputsOf({ trigger }: WorkflowDocument): ReadonlySet<string> | undefined {
  const properties = trigger.schema?.["properties"];
  return trigger.callable === true && isJsonObject(properties) ? new Set(Object.keys(properties)) : undefined;
}
