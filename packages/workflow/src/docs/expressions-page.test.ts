import { readFileSync } from "node:fs";
import type { Json } from "@hark/kernel";
import { expect, test } from "vitest";
import { compileCondition, operators } from "../core/condition.ts";
import { compileValue, parseExpression } from "../core/expression.ts";
import { functions } from "../core/functions.ts";
import { blocks, helpers } from "../core/template-helpers.ts";
import { exampleSteps, valueForms } from "../core/value-forms.ts";
import { expressionsPage } from "./expressions-page.ts";

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};
const resolve = (value: Json, steps: Readonly<Record<string, Json>> = exampleSteps) =>
  compileValue(value)({ steps, variables: {} }, environment);

test("the page of expressions says what the tables say", () => {
  const page = readFileSync(new URL("../../../../docs/expressions.md", import.meta.url), "utf8");
  expect(page).toBe(expressionsPage());
});

test.each(functions)("function $name does what its example says", ({ name, example }) => {
  const call = `/#fn:${[name, "steps.1.value", ...example.args].join(",")}`;
  expect(resolve(call, { 1: { value: example.input } })).toEqual(example.result);
});

test.each([...helpers.values(), ...blocks])("helper $name does what its example says", ({ example }) => {
  expect(resolve(example.template)).toBe(example.result);
});

test.each(operators)("operator $op does what its example says", ({ op, example }) => {
  const holds = compileCondition({ op, values: example.values });
  expect(holds({ steps: exampleSteps, variables: {} }, environment)).toBe(example.result);
});

test.each(valueForms.flatMap(({ kind, examples }) => examples.map((example) => ({ kind, ...example }))))(
  "$kind $value resolves to $result",
  ({ kind, value, result }) => {
    expect(parseExpression(value).kind).toBe(kind);
    expect(resolve(value)).toEqual(result);
  },
);
