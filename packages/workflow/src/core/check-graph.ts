import type { Problem } from "./check.ts";
import { TRIGGER_ID, type WorkflowDocument } from "./definition.ts";

type Edges = ReadonlyMap<string, readonly string[]>;

function edgesOf(document: WorkflowDocument): Edges {
  const edges = new Map<string, string[]>([
    [TRIGGER_ID, document.trigger.transitions.map((transition) => transition.target)],
  ]);
  for (const step of document.steps)
    edges.set(
      step.id,
      step.transitions.map((transition) => transition.target),
    );
  return edges;
}

/** Checks the graph: ids used twice, edges that lead nowhere, cycles, steps no edge leads to. */
export function checkGraph(document: WorkflowDocument): Problem[] {
  const edges = edgesOf(document);
  return [...duplicates(document), ...lostEdges(edges), ...cycles(edges), ...unreachable(document, edges)];
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
        message: `two steps have the id ${id}`,
        cure: "give one of them another id",
      });
    seen.add(id);
  }
  return problems;
}

function lostEdges(edges: Edges): Problem[] {
  const problems: Problem[] = [];
  for (const [step, targets] of edges)
    for (const [index, target] of targets.entries()) {
      if (edges.has(target) && target !== TRIGGER_ID) continue;
      problems.push({
        severity: "error",
        code: "unknown-target",
        step,
        field: `transitions.${index}`,
        message: `the transition leads to ${target}, which is no step`,
        cure: "lead it to a step, or remove it",
      });
    }
  return problems;
}

function cycles(edges: Edges): Problem[] {
  const done = new Set<string>();
  const path: string[] = [];
  const problems: Problem[] = [];
  const visit = (id: string): void => {
    const at = path.indexOf(id);
    if (at >= 0) {
      const loop = [...path.slice(at), id].join(" → ");
      problems.push({
        severity: "error",
        code: "cycle",
        step: id,
        field: "transitions",
        message: `these steps run in a circle: ${loop}`,
        cure: "remove one of the transitions; a run goes forward only",
      });
      return;
    }
    if (done.has(id)) return;
    path.push(id);
    for (const target of edges.get(id) ?? []) visit(target);
    path.pop();
    done.add(id);
  };
  for (const id of edges.keys()) visit(id);
  return problems;
}

function unreachable(document: WorkflowDocument, edges: Edges): Problem[] {
  const reached = reachableFrom(TRIGGER_ID, edges);
  return document.steps
    .filter((step) => !reached.has(step.id))
    .map((step) => ({
      severity: "warning" as const,
      code: "unreachable",
      step: step.id,
      message: "no transition leads to this step",
      cure: "lead one to it, or delete the step",
    }));
}

function reachableFrom(start: string, edges: Edges): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(edges.get(id) ?? []));
  }
  return reached;
}

/** The steps from which an edge path leads to `id`: those that may have run before it. */
export function ancestorsOf(document: WorkflowDocument, id: string): ReadonlySet<string> {
  const backwards = new Map<string, string[]>();
  for (const [from, targets] of edgesOf(document))
    for (const target of targets) backwards.set(target, [...(backwards.get(target) ?? []), from]);
  const reached = reachableFrom(id, backwards);
  reached.delete(id);
  return reached;
}
