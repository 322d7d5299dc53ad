import { expect, test } from "vitest";
import type { Variable } from "../variables/variable.ts";
import {
  insertPath,
  pathLabel,
  resolveOn,
  rowsOf,
  sampleWords,
  variableGroup,
  variablesFor,
} from "./variables.ts";

const document = {
  name: "W",
  trigger: {
    id: "1",
    eventName: "e",
    transitions: [{ target: "a", condition: { op: "true", values: [true] } }],
  },
  steps: [
    { id: "a", transitions: [{ target: "b", condition: { op: "true", values: [true] } }] },
    { id: "b", transitions: [] },
    { id: "elsewhere", transitions: [] },
  ],
};
const transaction = {
  id: "t",
  type: "transaction",
  attributes: { createdAt: "now", data: { email: "a@b.example", review: { rating: 4 } } },
};
const known = { "1": transaction, a: { id: "x" }, elsewhere: { id: "y" } };

test("a step is offered what stands before it, and what came in without its envelope", () => {
  const groups = variablesFor(document, { stepId: "b", place: "fields" }, known, new Map());
  expect(groups.map((group) => group.stepId)).toEqual(["1", "a"]);
  expect(groups[0]?.nodes.map((node) => node.path).slice(0, 3)).toEqual([
    "steps.1.attributes.data.email",
    "steps.1.attributes.data.review",
    "steps.1.attributes.data",
  ]);
});

test("rows show what is open, and with words every hit", () => {
  const nodes = variablesFor(document, { stepId: "a", place: "fields" }, known, new Map())[0]?.nodes ?? [];
  expect(rowsOf(nodes, new Set(), "").some((row) => row.node.name === "rating")).toBe(false);
  const opened = new Set(["steps.1.attributes.data.review"]);
  expect(rowsOf(nodes, opened, "").find((row) => row.node.name === "rating")?.depth).toBe(1);
  expect(rowsOf(nodes, new Set(), "rating").map((row) => row.node.path)).toEqual([
    "steps.1.attributes.data.review.rating",
  ]);
  expect(rowsOf(nodes, new Set(), "a@b").map((row) => row.node.name)).toContain("email");
});

test("samples are short", () => {
  const nodes = variablesFor(document, { stepId: "a", place: "fields" }, known, new Map())[0]?.nodes ?? [];
  expect(nodes.slice(0, 2).map(sampleWords)).toEqual(["a@b.example", "1 field"]);
});

test("a variable alone keeps its type, inside of text it becomes a template", () => {
  expect(insertPath("", "steps.1.id", 0)).toEqual({ text: "/#steps.1.id", caret: 12 });
  expect(insertPath("/#", "steps.1.id", 2).text).toBe("/#steps.1.id");
  expect(insertPath("/#steps.2.email", "steps.1.id", 15).text).toBe("/#steps.1.id");
  expect(insertPath("Order  shipped", "steps.1.id", 6)).toEqual({
    text: "Order {{{steps.1.id}}} shipped",
    caret: 22,
  });
  expect(insertPath("Order /#", "steps.1.id", 8).text).toBe("Order {{{steps.1.id}}}");
});

test("values are resolved on the example with their types", () => {
  expect(resolveOn("/#steps.1.attributes.data.review.rating", known)).toBe(4);
  expect(resolveOn("{{{steps.1.attributes.data.review.rating}}} stars", known)).toBe("4 stars");
  expect(resolveOn("/#steps.1.nowhere", known)).toBeUndefined();
});

test("a transition may ask for the output of its own step, an error case for the error", () => {
  const idsAt = (stepId: string, place: "fields" | "transitions" | "errors"): string[] =>
    variablesFor(document, { stepId, place }, known, new Map()).map((group) => group.stepId);
  expect(idsAt("1", "fields")).toEqual([]);
  expect(idsAt("1", "transitions")).toEqual(["1"]);
  expect(idsAt("a", "transitions")).toEqual(["1", "a"]);
  expect(idsAt("a", "errors")).toEqual(["error", "1"]);
});

const token: Variable = {
  type: "workflow_variable",
  id: "65f0",
  attributes: {
    name: "apiToken",
    type: "string",
    value: "••••1234",
    reference: "/#variables.65f0",
    createdAt: "",
    updatedAt: "",
  },
};

test("a variable is offered and shown by its name, as its id says nothing, and only ever masked", () => {
  const [group] = variableGroup([token]);
  expect(rowsOf(group?.nodes ?? [], new Set(), "apitok").map((row) => row.node.path)).toEqual([
    "variables.65f0",
  ]);
  expect(pathLabel("variables.65f0", [token])).toBe("variable · apiToken");
  expect(pathLabel("variables.gone", [token])).toBe("a variable that was deleted");
  expect(resolveOn("Bearer {{{variables.65f0}}}", {}, [token])).toBe("Bearer ••••1234");
  expect(variableGroup([])).toEqual([]);
});
