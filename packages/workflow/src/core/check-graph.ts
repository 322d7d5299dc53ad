import type { CheckContext, Findings } from "./check-context.ts";
import { isUnconditional } from "./condition.ts";
import { type Step, TRIGGER_ID, type WorkflowDocument } from "./definition.ts";
import { type Graph, graphOf, reachedFrom } from "./graph.ts";
import type { Problem } from "./problem.ts";

// So many circles are told; a document with more is not mended by a longer list.
const MAX_CIRCLES = 20;
const MAX_TOLD_STEPS = 20;

/** Checks the graph: ids used twice, edges that lead nowhere or are never taken, circles, steps no edge leads to. */
export function* checkGraph({ document, graph }: CheckContext): Findings {
  yield* duplicates(document);
  yield* edges(document, graph);
  yield;
  yield* circles(graph);
  yield;
  yield* unreachable(document, graph);
}

function duplicates(document: WorkflowDocument): Problem[] {
  const seen = new Set([TRIGGER_ID]);
  const problems: Problem[] = [];
  for (const { id } of document.steps) {
    if (seen.has(id))
      problems.push({
        severity: "error",
        code: "duplicate-id",
        step: id,
        field: "id",
        message: id === TRIGGER_ID ? `${id} is the id of the trigger` : `two steps have the id ${id}`,
        cure: "give one of them another id",
      });
    seen.add(id);
  }
  return problems;
}

function* edges(document: WorkflowDocument, graph: Graph): Findings {
  const nodes: readonly Node[] = [
    { id: TRIGGER_ID, transitions: document.trigger.transitions },
    ...document.steps,
  ];
  for (const node of nodes) {
    yield* edgesOf(node, graph);
    yield;
  }
}

type Node = Pick<Step, "id" | "transitions">;

function edgesOf({ id, transitions }: Node, graph: Graph): Problem[] {
  const always = transitions.findIndex(({ condition }) => isUnconditional(condition));
  return transitions.flatMap(({ target }, index): Problem[] => {
    const at = { step: id, field: `transitions.${index}` };
    if (graph.position(target) === undefined || target === TRIGGER_ID)
      return [
        {
          severity: "error",
          code: "unknown-target",
          ...at,
          message:
            target === TRIGGER_ID
              ? "the transition leads back to the trigger"
              : `the transition leads to ${target}, which is no step`,
          cure: "lead it to a step, or remove it",
        },
      ];
    if (always < 0 || index <= always) return [];
    return [
      {
        severity: "warning",
        code: "never-taken",
        ...at,
        message: "this transition stands behind one that is always taken",
        cure: "move it up, or remove it",
      },
    ];
  });
}

function circles(graph: Graph): Problem[] {
  const done = graph.next.map(() => false);
  const path: number[] = [];
  const place = graph.next.map(() => -1);
  const problems: Problem[] = [];
  const visit = (at: number): void => {
    if (problems.length >= MAX_CIRCLES || done[at]) return;
    const begun = place[at] ?? -1;
    if (begun >= 0) {
      problems.push(circle(path.slice(begun), graph));
      return;
    }
    place[at] = path.length;
    path.push(at);
    // The way back to the trigger is told as an edge that leads nowhere.
    for (const target of graph.next[at] ?? []) if (target !== 0) visit(target);
    path.pop();
    place[at] = -1;
    done[at] = true;
  };
  for (const at of graph.next.keys()) visit(at);
  return problems;
}

function circle(path: readonly number[], graph: Graph): Problem {
  const ids = path.map((position) => graph.id(position));
  const told = ids.length > MAX_TOLD_STEPS ? [...ids.slice(0, MAX_TOLD_STEPS), "…"] : ids;
  const [first = ""] = ids;
  return {
    severity: "error",
    code: "cycle",
    step: first,
    field: "transitions",
    message: `these steps run in a circle: ${[...told, first].join(" → ")}`,
    cure: "remove one of the transitions; a run goes forward only",
  };
}

function unreachable(document: WorkflowDocument, graph: Graph): Problem[] {
  const reached = reachedFrom(0, graph.next);
  return document.steps
    .filter(({ id }) => reached[graph.position(id) ?? -1] !== true)
    .map(({ id }) => ({
      severity: "warning" as const,
      code: "unreachable",
      step: id,
      message: "no transition leads to this step",
      cure: "lead one to it, or delete the step",
    }));
}

/** The steps from which an edge path leads to `id`: those that may have run before it. */
export function ancestorsOf(document: WorkflowDocument, id: string): ReadonlySet<string> {
  return graphOf(document).ancestors(id);
}
