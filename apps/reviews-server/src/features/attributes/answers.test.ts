import { attributeAnswer, attributeKinds } from "@hark/contract";
import { HarkError } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { attributesOf, checkAnswers } from "./answers.ts";
import { changeAttribute, defineAttribute } from "./attribute.ts";
import type { AttributeRow } from "./store.ts";

const base = { subject: "product" as const, required: false, options: [], productIds: [] };
function row(id: string, given: Partial<Parameters<typeof defineAttribute>[0]>): AttributeRow {
  return { ...defineAttribute({ ...base, title: id, kind: "text", ...given }), id, position: 1 };
}
const asked = [
  row("Notes", { kind: "text" }),
  row("Size", { kind: "drop-down", options: ["S", "M"] }),
  row("Uses", { kind: "multi-select", options: ["Home", "Work", "Travel"] }),
  row("Quality", { kind: "range", minLabel: "Poor", maxLabel: "Great" }),
  row("Fit", { kind: "centered-range" }),
];
const pointersOf = (given: Parameters<typeof checkAnswers>[1], of = asked) =>
  checkAnswers(of, given).faults.map((fault) => fault.source?.pointer);

test("answers are kept in the questions' order, options in the shop's, with the scale they were given on", () => {
  const { answers, faults } = checkAnswers(asked, [
    { title: "quality", value: 5 },
    { title: "Uses", value: ["Travel", "Home", "Travel"] },
  ]);
  expect(faults).toEqual([]);
  expect(answers.map(({ title, value }) => [title, value])).toEqual([
    ["Uses", ["Home", "Travel"]],
    ["Quality", 5],
  ]);
  expect(answers[1]).toMatchObject({ min: 1, max: 5, minLabel: "Poor", maxLabel: "Great" });
});

test.each([
  ["Size", "XL"],
  ["Size", ["S"]],
  ["Uses", "Home"],
  ["Uses", ["Garden"]],
  ["Quality", 0],
  ["Quality", 6],
  ["Quality", 2.5],
  ["Quality", "4"],
  ["Fit", 3],
  ["Fit", Number.NaN],
  ["Notes", 1],
  ["Notes", "x".repeat(1_001)],
])("%s does not take %j", (title, value) => {
  expect(pointersOf([{ title, value }])).toEqual(["/attributes/0/value"]);
});

test("an unknown title and a second answer are named by their place", () => {
  const given = [
    { title: "Size", value: "S" },
    { title: "Colour", value: "red" },
    { title: "size", value: "M" },
  ];
  expect(pointersOf(given)).toEqual(["/attributes/1/title", "/attributes/2/title"]);
});

test("required questions bind whoever answers questions, and an empty answer is none", () => {
  const required = [row("Notes", { kind: "text", required: true })];
  expect(pointersOf(undefined, required)).toEqual([]);
  expect(pointersOf([], required)).toEqual(["/attributes"]);
  expect(pointersOf([{ title: "Notes", value: "  " }], required)).toEqual(["/attributes"]);
  expect(pointersOf([{ title: "Notes", value: "yes" }], required)).toEqual([]);
});

test("a question of some products is asked of those only", () => {
  const only = [...asked, row("Heel", { kind: "text", productIds: ["shoe"] })];
  expect(attributesOf(only, "shoe")).toHaveLength(6);
  expect(attributesOf(only, "hat")).toHaveLength(5);
});

test("whatever is sent, what is accepted fits the contract and what is not is named", () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer({ min: -4, max: 7 }),
    fc.double(),
    fc.array(fc.constantFrom("Home", "Work", "Garden")),
    fc.constantFrom("S", "M"),
  );
  const given = fc.array(
    fc.record({ title: fc.constantFrom("Notes", "size", "Uses", "Quality", "Fit", "None"), value }),
  );
  fc.assert(
    fc.property(given, (sent) => {
      const { answers, faults } = checkAnswers(asked, sent);
      for (const answer of answers) expect(attributeAnswer.parse(answer)).toEqual(answer);
      for (const { detail, source } of faults) {
        expect(detail).not.toBe("");
        expect(source?.pointer).toMatch(/^\/attributes\/\d+\/(title|value)$/);
      }
      expect(new Set(answers.map((answer) => answer.attributeId)).size).toBe(answers.length);
    }),
  );
});

test("a definition is made whole, or every wrong field is named", () => {
  expect(row("Fit", { kind: "centered-range", max: 3 })).toMatchObject({ min: -3, max: 3, options: [] });
  expect(row("Notes", { kind: "text", options: ["left out"], max: 3 })).toMatchObject({
    options: [],
    max: null,
  });
  const faultsOf = (given: Partial<Parameters<typeof defineAttribute>[0]>) => {
    try {
      row("X", given);
      return [];
    } catch (error) {
      if (!(error instanceof HarkError)) throw error;
      return error.faults.map((fault) => fault.source?.pointer);
    }
  };
  expect(faultsOf({ kind: "drop-down" })).toEqual(["/options"]);
  expect(faultsOf({ kind: "multi-select", options: ["a", "a"] })).toEqual(["/options"]);
  expect(faultsOf({ kind: "range", min: 5, max: 5 })).toEqual(["/max"]);
  expect(faultsOf({ kind: "centered-range", min: -1, max: 2 })).toEqual(["/min"]);
  expect(faultsOf({ kind: "centered-range", max: 0 })).toEqual(["/max"]);
});

test("changing nothing changes nothing, for every kind", () => {
  for (const kind of attributeKinds) {
    const before = defineAttribute({ ...base, title: "T", kind, options: ["a"], productIds: ["p"] });
    expect(changeAttribute(before, {})).toEqual(before);
  }
});
