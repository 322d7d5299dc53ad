import type { Json, JsonObject, Pieces } from "@hark/kernel";
import type { Step, WorkflowDocument } from "./definition.ts";
import { type JsonChange, jsonChanges } from "./json-changes.ts";

/** A step that two documents have, and what differs in it; pointers lead into the step. */
export interface ChangedStep {
  readonly id: string;
  readonly action: string | null;
  readonly changes: readonly JsonChange[];
}

/** What leads from one document to another. */
export interface DocumentDiff {
  readonly same: boolean;
  /** Name, description, and members Hark does not know; pointers lead into the document. */
  readonly about: readonly JsonChange[];
  /** Pointers lead into the trigger. */
  readonly trigger: readonly JsonChange[];
  readonly steps: {
    readonly added: readonly Step[];
    readonly removed: readonly Step[];
    readonly changed: readonly ChangedStep[];
  };
}

/**
 * What differs between two versions of a document, step by step. Steps are found again by their id; in which order they are written down means
 * nothing. The order of transitions does: the first that matches is taken.
 */
export function* diffPieces(a: WorkflowDocument, b: WorkflowDocument): Pieces<DocumentDiff> {
  const before = stepsByKey(a.steps);
  const after = stepsByKey(b.steps);
  const about = jsonChanges(aboutOf(a), aboutOf(b));
  yield;
  const trigger = jsonChanges(asJson(a.trigger), asJson(b.trigger));
  const added = [...after].flatMap(([key, step]) => (before.has(key) ? [] : [step]));
  const removed = [...before].flatMap(([key, step]) => (after.has(key) ? [] : [step]));
  const changed: ChangedStep[] = [];
  for (const [key, step] of after) {
    yield;
    const old = before.get(key);
    const changes = old ? jsonChanges(asJson(old), asJson(step)) : [];
    if (changes.length > 0) changed.push({ id: step.id, action: step.action ?? null, changes });
  }
  const counts = [about, trigger, added, removed, changed].map((list) => list.length);
  return { same: counts.every((count) => count === 0), about, trigger, steps: { added, removed, changed } };
}

// A draft may hold an id twice (the check says so): the first is then compared with the first, the second with the second.
function stepsByKey(steps: readonly Step[]): ReadonlyMap<string, Step> {
  const seen = new Map<string, number>();
  return new Map(
    steps.map((step) => {
      const count = seen.get(step.id) ?? 0;
      seen.set(step.id, count + 1);
      return [JSON.stringify([step.id, count]), step];
    }),
  );
}

function aboutOf(document: WorkflowDocument): JsonObject {
  const { trigger: _trigger, steps: _steps, ...about } = document;
  return asJson(about);
}

// A document that was parsed is JSON through and through; its type names only what Hark knows of it.
const asJson = (value: object): Json & JsonObject => value as JsonObject;
