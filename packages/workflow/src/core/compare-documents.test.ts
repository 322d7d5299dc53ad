import { atOnce, type Json, type JsonObject } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffPieces } from "./compare-documents.ts";
import type { Step, WorkflowDocument } from "./definition.ts";

const diff = (a: WorkflowDocument, b: WorkflowDocument) => atOnce(diffPieces(a, b));

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const transition = fc.record({
  target: fc.constantFrom("a", "b", "c"),
  condition: fc.record({ op: fc.constantFrom("true", "exists"), values: fc.array(json, { maxLength: 2 }) }),
});
const step = fc.record(
  {
    id: fc.constantFrom("a", "b", "c", "d"),
    action: fc.constantFrom("x.one", "x.two"),
    params: fc.dictionary(fc.constantFrom("name", "note"), json),
    transitions: fc.array(transition, { maxLength: 3 }),
    "x-unknown": json,
  },
  { requiredKeys: ["id", "transitions"] },
);
const document: fc.Arbitrary<WorkflowDocument> = fc.record(
  {
    name: fc.string(),
    description: fc.string(),
    trigger: fc.record({ id: fc.constant("1"), transitions: fc.array(transition, { maxLength: 2 }) }),
    steps: fc.array(step, { maxLength: 5 }) as fc.Arbitrary<Step[]>,
    "x-vendor": json,
  },
  { requiredKeys: ["name", "trigger", "steps"] },
);

const plain = (name: string, steps: readonly JsonObject[], more: object = {}): WorkflowDocument =>
  ({
    name,
    trigger: { id: "1", eventName: "e", transitions: [] },
    steps,
    ...more,
  }) as unknown as WorkflowDocument;

test("a document differs in nothing from itself, in whatever order its steps are written", () => {
  fc.assert(
    fc.property(fc.uniqueArray(step, { selector: ({ id }) => id }), document, (steps, base) => {
      const one = { ...base, steps: steps as Step[] };
      const other = { ...structuredClone(base), steps: structuredClone(steps as Step[]).reverse() };
      expect(diff(one, other)).toMatchObject({ same: true, about: [], trigger: [] });
    }),
  );
});

test("the way back has removed what the way there added, and changes in the same steps", () => {
  fc.assert(
    fc.property(document, document, (a, b) => {
      const there = diff(a, b);
      const back = diff(b, a);
      expect(back.same).toBe(there.same);
      expect(back.steps.removed).toEqual(there.steps.added);
      expect(back.steps.added).toEqual(there.steps.removed);
      expect(back.steps.changed.map(({ id }) => id).toSorted()).toEqual(
        there.steps.changed.map(({ id }) => id).toSorted(),
      );
    }),
  );
});

test("every step of both is kept, changed, added or removed, once", () => {
  fc.assert(
    fc.property(document, document, (a, b) => {
      const { steps } = diff(a, b);
      const kept = a.steps.length - steps.removed.length;
      expect(b.steps.length - steps.added.length).toBe(kept);
      expect(steps.changed.length).toBeLessThanOrEqual(kept);
    }),
  );
});

test("fields are told with what they were and are, unknown ones too", () => {
  const before = plain("Before", [
    { id: "a", action: "x.one", params: { name: "Robin" }, transitions: [], "x-note": 1 },
    { id: "gone", transitions: [] },
  ]);
  const after = plain(
    "After",
    [
      { id: "new", transitions: [] },
      { id: "a", action: "x.one", params: { name: "Alex" }, transitions: [], "x-note": 2 },
    ],
    { "x-vendor": true },
  );
  expect(diff(before, after)).toEqual({
    same: false,
    about: [
      { pointer: "/name", kind: "changed", before: "Before", after: "After" },
      { pointer: "/x-vendor", kind: "added", after: true },
    ],
    trigger: [],
    steps: {
      added: [{ id: "new", transitions: [] }],
      removed: [{ id: "gone", transitions: [] }],
      changed: [
        {
          id: "a",
          action: "x.one",
          changes: [
            { pointer: "/params/name", kind: "changed", before: "Robin", after: "Alex" },
            { pointer: "/x-note", kind: "changed", before: 1, after: 2 },
          ],
        },
      ],
    },
  });
});

test("the order of transitions is a difference: the first that matches is taken", () => {
  const edge = (target: string) => ({ target, condition: { op: "true", values: [true] } });
  const a = plain("A", [{ id: "s", transitions: [edge("x"), edge("y")] }]);
  const b = plain("A", [{ id: "s", transitions: [edge("y"), edge("x")] }]);
  expect(diff(a, b).steps.changed[0]?.changes.map(({ pointer }) => pointer)).toEqual([
    "/transitions/0/target",
    "/transitions/1/target",
  ]);
});
