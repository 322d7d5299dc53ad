import fc from "fast-check";
import { expect, test } from "vitest";
import type { JournalEntry } from "./advance.ts";
import { compareJournals } from "./compare-journals.ts";

const entry = (stepId: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  stepId,
  action: "x.one",
  input: null,
  transition: null,
  ...more,
});
const journal = fc.array(
  fc
    .record({ stepId: fc.constantFrom("1", "a", "b", "c"), input: fc.constantFrom("x", "y", null) })
    .map(({ stepId, input }) => entry(stepId, { input })),
  { maxLength: 12 },
);

test("a run differs in nothing from itself", () => {
  fc.assert(
    fc.property(journal, (run) => {
      expect(compareJournals(run, structuredClone(run))).toMatchObject({
        same: true,
        firstDifference: null,
        partsAt: null,
      });
    }),
  );
});

test("each side reads as its run did: no step is lost, doubled or moved", () => {
  fc.assert(
    fc.property(journal, journal, (a, b) => {
      const { steps, same } = compareJournals(a, b);
      expect(steps.flatMap((row) => row.a ?? [])).toEqual(a);
      expect(steps.flatMap((row) => row.b ?? [])).toEqual(b);
      expect(same).toBe(JSON.stringify(a) === JSON.stringify(b));
      for (const row of steps) if (row.a && row.b) expect(row.a.stepId).toBe(row.b.stepId);
    }),
  );
});

test("no other way of putting them side by side has more steps in one row", () => {
  const longest = (a: readonly JournalEntry[], b: readonly JournalEntry[]): number => {
    const [first, ...rest] = a;
    if (!first) return 0;
    const at = b.findIndex(({ stepId }) => stepId === first.stepId);
    return Math.max(longest(rest, b), at < 0 ? 0 : 1 + longest(rest, b.slice(at + 1)));
  };
  fc.assert(
    fc.property(journal, journal, (a, b) => {
      const both = compareJournals(a, b).steps.filter((row) => row.a && row.b);
      expect(both).toHaveLength(longest(a, b));
    }),
    { numRuns: 60 },
  );
});

test("it says where they first differ and behind which step they part", () => {
  const to = (target: string) => ({ transition: { index: 0, target } });
  const a = [entry("1", to("a")), entry("a", { output: { id: 1 }, ...to("b") }), entry("b")];
  const b = [entry("1", to("a")), entry("a", { output: { id: 2 }, ...to("c") }), entry("c")];
  expect(compareJournals(a, b)).toMatchObject({
    same: false,
    firstDifference: { stepId: "a", part: "output" },
    partsAt: "a",
    steps: [
      { stepId: "1", changes: [] },
      { stepId: "a", changes: [{ pointer: "/output/id" }, { pointer: "/transition/target" }] },
      { stepId: "b", b: null },
      { stepId: "c", a: null },
    ],
  });
});

test("a run that ended earlier parts where it ended, and time is no difference", () => {
  const short = [entry("1")];
  const timed = { ...entry("1"), durationMs: 7 };
  expect(compareJournals(short, [timed])).toMatchObject({ same: true });
  expect(compareJournals(short, [entry("1"), entry("a")])).toMatchObject({
    partsAt: "1",
    firstDifference: { stepId: "a", part: "step" },
  });
});

test("of a step that differs in very much, the first changes are shown and the others counted", () => {
  const output = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, at]));
  const [row] = compareJournals([entry("1", { output })], [entry("1", { output: {} })]).steps;
  expect([row?.changes.length, row?.more]).toEqual([200, 300]);
});
