import { expect, test } from "vitest";
import { isSameStep, stepWords } from "./comparison.ts";

const entry = { stepId: "find", action: "a", input: {}, output: {}, transition: null };
const both = { stepId: "find", action: "a", a: entry, b: entry, changes: [], more: 0 };
const change = { pointer: "/output/id", kind: "changed", before: 1, after: 2 } as const;

test("a step that only one run came to is no step they share", () => {
  expect([{ ...both, b: null }, { ...both, a: null }, both].map(stepWords)).toEqual([
    "Only the first came here",
    "Only the second came here",
    "The same",
  ]);
  expect([both, { ...both, a: null }].map(isSameStep)).toEqual([true, false]);
});

test("differences that are not listed count as well", () => {
  expect(stepWords({ ...both, changes: [change], more: 1_300 })).toBe("1,301 differences");
  expect(isSameStep({ ...both, more: 1 })).toBe(false);
});
