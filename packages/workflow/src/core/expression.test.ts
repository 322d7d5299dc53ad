import type { Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCondition } from "./condition.ts";
import { compileValue } from "./expression.ts";

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};
const resolve = (value: Json, steps: Record<string, Json> = {}) =>
  compileValue(value)({ steps, variables: {} }, environment);

const steps: Record<string, Json> = {
  1: {
    "billing.city": "Paris",
    billing: { city: "Rome" },
    "@type": "x",
    list: ["a", { b: 2 }],
    text: "<b>",
    none: null,
  },
};

test.each<[string, Json | undefined]>([
  ["/#steps.1.billing.city", "Paris"],
  ["/#steps.1.@type", "x"],
  ["/#steps.1.list.0", "a"],
  ["/#steps.1.list[1].b", 2],
  ["/#steps.1.list.length", 2],
  ["/#steps.1.none", null],
  ["/#steps.1.constructor.name", undefined],
  ["/#steps.1.__proto__", undefined],
  ["/#process.env", undefined],
  ["Order /#steps.1.text", "Order /#steps.1.text"],
  ["{{steps.1.text}} {{{steps.1.text}}}", "&lt;b&gt; <b>"],
  ["{{steps.1.list.0}}{{steps.1.list[1].b}}{{steps.1.@type}}", "a2x"],
  ["{{steps.1.constructor}}{{__proto__}}{{lookup steps.1 '__proto__'}}", ""],
  [
    "{{#each steps.1.list}}{{@index}}{{#if @last}}!{{else}},{{/if}}{{steps.1.text}}{{/each}}",
    "0,&lt;b&gt;1!&lt;b&gt;",
  ],
  ["{{#with steps.1.billing}}{{city}}{{/with}}", "Rome"],
  ["{{#if}", ""],
])("%s resolves to %j", (text, result) => {
  expect(resolve(text, steps)).toEqual(result);
});

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

test("an operator and its opposite never agree", () => {
  const opposites = [
    ["exists", "dne"],
    ["eq", "neq"],
    ["contains", "not-contains"],
  ] as const;
  fc.assert(
    fc.property(json, json, fc.constantFrom(...opposites), (left, right, [op, opposite]) => {
      const ask = (name: string) =>
        compileCondition({ op: name, values: [left, right] })({ steps: {}, variables: {} }, environment);
      return ask(op) !== ask(opposite);
    }),
  );
});

test.each<[string, Json[], boolean]>([
  ["gt", ["503", "299"], true],
  ["lte", ["2", 2], true],
  ["lt", ["abc", 2], false],
  ["eq", [true, "true"], true],
  ["eq", ["", 0], false],
  ["exists", ["", "junk"], true],
  ["dne", [null, ""], true],
  [
    "contains",
    [
      ["a", "b"],
      ["x", "b"],
    ],
    true,
  ],
  ["contains", ["pancakes", "cake"], true],
  ["not-contains", [["a"], "a"], false],
  ["lt-date", ["2026-01-01", "2026-01-02T00:00:00Z"], true],
  ["gt-date", ["yesterday", "2026-01-02"], false],
])("%s %j is %s", (op, values, expected) => {
  expect(compileCondition({ op, values })({ steps: {}, variables: {} }, environment)).toBe(expected);
});
