import type { JsonObject } from "@hark/kernel";
import {
  ancestorsOf,
  type Condition,
  isUnconditional,
  type Step,
  TRIGGER_ID,
  type Transition,
  type Trigger,
  type WorkflowDocument,
} from "@hark/workflow/core";

/** A node of the graph: the trigger or a step. */
export type WorkflowNode = Trigger | Step;

/** The condition of an edge that is always taken. */
export const ALWAYS: Condition = { op: "true", values: [true] };

/** The node with that id, or undefined. */
export function nodeOf(document: WorkflowDocument, id: string): WorkflowNode | undefined {
  return id === TRIGGER_ID ? document.trigger : document.steps.find((step) => step.id === id);
}

/** The step with that id, or undefined; the trigger is none. */
export const stepOf = (document: WorkflowDocument, id: string): Step | undefined =>
  document.steps.find((step) => step.id === id);

/** The document with a step's members changed; a member set to undefined is taken away. */
export function changeStep(
  document: WorkflowDocument,
  id: string,
  changes: { readonly [K in keyof Step]?: Step[K] | undefined },
): WorkflowDocument {
  const steps = document.steps.map((step) => (step.id === id ? withChanges(step, changes) : step));
  return { ...document, steps };
}

/** The document with the trigger's members changed. */
export function changeTrigger(
  document: WorkflowDocument,
  changes: { readonly [K in keyof Trigger]?: Trigger[K] | undefined },
): WorkflowDocument {
  return { ...document, trigger: withChanges(document.trigger, changes) };
}

function withChanges<T extends object>(whole: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const merged = { ...whole, ...changes };
  // Taking members away leaves what the type calls optional; the callers' types allow no other.
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as T;
}

/** The document with a node's edges replaced. */
export function setTransitions(
  document: WorkflowDocument,
  id: string,
  transitions: readonly Transition[],
): WorkflowDocument {
  return id === TRIGGER_ID
    ? { ...document, trigger: { ...document.trigger, transitions } }
    : {
        ...document,
        steps: document.steps.map((step) => (step.id === id ? { ...step, transitions } : step)),
      };
}

/** Where a new step goes: onto an edge of a node, or behind the node as a branch of its own. */
export interface Place {
  readonly after: string;
  /** The edge that it interrupts. */
  readonly edge?: number;
}

/** What a new step does; without an action it is a pure branch. */
export interface NewStep {
  readonly id: string;
  readonly action?: string;
  readonly params?: JsonObject;
}

/** The document with a step more. On an edge, the rest of the way follows it; behind a node with edges it is a new branch. */
export function addStep(document: WorkflowDocument, place: Place, made: NewStep): WorkflowDocument {
  const from = nodeOf(document, place.after);
  if (!from) return document;
  const interrupted = place.edge === undefined ? undefined : from.transitions[place.edge];
  const step: Step = {
    id: made.id,
    ...(made.action === undefined ? {} : { action: made.action, params: made.params ?? {} }),
    transitions: interrupted ? [{ target: interrupted.target, condition: ALWAYS }] : [],
  };
  const transitions = interrupted
    ? from.transitions.map((edge, index) => (index === place.edge ? { ...edge, target: made.id } : edge))
    : withBranch(from, { target: made.id, condition: ALWAYS });
  return setTransitions({ ...document, steps: [...document.steps, step] }, place.after, transitions);
}

/** The edges of a node with a branch more: the last one when there is no other way, else one with a condition before it. */
export function withBranch(from: WorkflowNode, edge: Transition): readonly Transition[] {
  const otherwise = from.transitions.findIndex((transition) => isUnconditional(transition.condition));
  if (otherwise < 0) return [...from.transitions, edge];
  const condition: Condition = { op: "exists", values: [`/#steps.${from.id}.id`, true] };
  return from.transitions.toSpliced(otherwise, 0, { ...edge, condition });
}

/** The document without a step; edges that led to it lead on to where its one edge led, or go with it. */
export function removeStep(document: WorkflowDocument, id: string): WorkflowDocument {
  const gone = stepOf(document, id);
  if (!gone) return document;
  const [only] = gone.transitions.length === 1 ? gone.transitions : [];
  const relink = (transitions: readonly Transition[]): readonly Transition[] =>
    transitions.flatMap((edge) => {
      if (edge.target !== id) return [edge];
      return only ? [{ ...edge, target: only.target }] : [];
    });
  return {
    ...document,
    trigger: { ...document.trigger, transitions: relink(document.trigger.transitions) },
    steps: document.steps
      .filter((step) => step.id !== id)
      .map((step) => ({ ...step, transitions: relink(step.transitions) })),
  };
}

/** Steps an edge from `id` may lead to without closing a circle. */
export function possibleTargets(document: WorkflowDocument, id: string): readonly Step[] {
  const before = ancestorsOf(document, id);
  return document.steps.filter((step) => step.id !== id && !before.has(step.id));
}

/** An id for a new step that nobody has: `kustomer.customer.find-by-email` → `findByEmail`, then `findByEmail2`. */
export function freeStepId(document: WorkflowDocument, action: string | undefined): string {
  const words = (action?.split(".").slice(-1)[0] ?? "branch").split("-");
  const base = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  const taken = new Set([TRIGGER_ID, ...document.steps.map((step) => step.id)]);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}${number}`;
  return id;
}
