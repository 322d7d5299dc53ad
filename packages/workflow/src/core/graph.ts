import { type Step, TRIGGER_ID, type WorkflowDocument } from "./definition.ts";

/** A document's steps and the edges between them, by position: 0 is the trigger. Made once, asked often. */
export interface Graph {
  /** The step's position; undefined for an id that is no step's. */
  position(id: string): number | undefined;
  /** Id of the node at a position. */
  id(position: number): string;
  /** Where its edges lead, each once; edges to nowhere are left out. */
  readonly next: readonly (readonly number[])[];
  readonly previous: readonly (readonly number[])[];
  /** Ids of the steps from which edges lead to this one: those that may have run before it. */
  ancestors(id: string): ReadonlySet<string>;
}

/** The graph of a document. An id that is used twice is the first one's. */
export function graphOf(document: WorkflowDocument): Graph {
  const nodes: readonly Pick<Step, "id" | "transitions">[] = [
    { id: TRIGGER_ID, transitions: document.trigger.transitions },
    ...document.steps,
  ];
  const positions = new Map<string, number>();
  for (const [position, { id }] of nodes.entries()) if (!positions.has(id)) positions.set(id, position);
  const next = nodes.map(({ transitions }) => [
    ...new Set(transitions.flatMap(({ target }) => positions.get(target) ?? [])),
  ]);
  const previous: number[][] = nodes.map(() => []);
  for (const [from, targets] of next.entries()) for (const target of targets) previous[target]?.push(from);
  const known = new Map<string, ReadonlySet<string>>();
  const idAt = (position: number): string => nodes[position]?.id ?? "";
  return {
    position: (id) => positions.get(id),
    id: idAt,
    next,
    previous,
    ancestors(id) {
      const before = known.get(id) ?? ancestorIds(positions.get(id), previous, idAt);
      known.set(id, before);
      return before;
    },
  };
}

function ancestorIds(
  position: number | undefined,
  previous: Graph["previous"],
  idAt: (position: number) => string,
): ReadonlySet<string> {
  if (position === undefined) return new Set();
  const reached = reachedFrom(position, previous);
  // A step is no ancestor of its own, even where edges go round in a circle.
  const ids = new Set<string>();
  for (const [at, isReached] of reached.entries()) if (isReached && at !== position) ids.add(idAt(at));
  return ids;
}

/** By position, whether edges lead there from `start`, which counts as reached. */
export function reachedFrom(start: number, edges: readonly (readonly number[])[]): readonly boolean[] {
  const reached = edges.map(() => false);
  const open = [start];
  reached[start] = true;
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const target of edges[at] ?? [])
      if (!reached[target]) {
        reached[target] = true;
        open.push(target);
      }
  return reached;
}
