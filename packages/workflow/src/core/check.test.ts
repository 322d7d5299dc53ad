import type { JsonObject } from "@hark/kernel";
import { expect, test } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { checkDocument } from "./check.ts";
import { parseDocument, type WorkflowDocument } from "./definition.ts";

const always = { op: "true", values: [true] };
const catalogue = catalogueOf([
  {
    name: "find",
    label: "Customer: Find By Email",
    group: "Customer",
    purpose: "",
    input: {
      type: "object",
      properties: { email: { type: "string", title: "Email" }, count: { type: "number", title: "Count" } },
      required: ["email"],
    },
    exampleOutput: { id: "c1" },
  },
]);
const example = { attributes: { data: { reviewerEmail: "a@b.example" } } };

const document = (steps: JsonObject[], start = "a"): WorkflowDocument =>
  ({
    name: "t",
    trigger: { id: "1", eventName: "e", transitions: [{ target: start, condition: always }] },
    steps,
  }) as unknown as WorkflowDocument;
const codes = (tested: WorkflowDocument) =>
  checkDocument(tested, { catalogue, example }).map((problem) => `${problem.severity} ${problem.code}`);
const step = (id: string, to: string[], params: JsonObject = { email: "x" }) => ({
  id,
  action: "find",
  params,
  transitions: to.map((target) => ({ target, condition: always })),
});

test("a sound document has no problems", () => {
  expect(codes(document([step("a", ["b"]), step("b", [])]))).toEqual([]);
});

test.each<[string, WorkflowDocument, string]>([
  ["a circle", document([step("a", ["b"]), step("b", ["a"])]), "error cycle"],
  ["an edge to nowhere", document([step("a", ["z"])]), "error unknown-target"],
  ["an id used twice", document([step("a", []), step("a", [])]), "error duplicate-id"],
  ["a step without a way to it", document([step("a", []), step("b", [])]), "warning unreachable"],
  ["an action that does not exist", document([{ ...step("a", []), action: "fly" }]), "error unknown-action"],
  ["an empty required param", document([step("a", [], {})]), "error missing-param"],
  ["a step that does not exist", document([step("a", [], { email: "/#steps.z.id" })]), "error unknown-step"],
  [
    "a step that runs later",
    document([step("a", ["b"], { email: "/#steps.b.id" }), step("b", [])]),
    "warning step-not-before",
  ],
  [
    "a function that does not exist",
    document([step("a", [], { email: "/#fn:fly,steps.1" })]),
    "warning unknown-function",
  ],
  ["a broken template", document([step("a", [], { email: "{{#if}}" })]), "error broken-template"],
  [
    "a clash of types",
    document([step("a", [], { email: "x", count: "/#steps.1.attributes.data.reviewerEmail" })]),
    "warning type-clash",
  ],
])("%s is found", (_what, tested, code) => {
  expect(codes(tested)).toContain(code);
});

test("a path the example does not have is answered with the nearest one", () => {
  const [problem] = checkDocument(
    document([step("a", [], { email: "/#steps.1.attributes.data.reviewrEmail" })]),
    { catalogue, example },
  );
  expect(problem?.cure).toBe("did you mean steps.1.attributes.data.reviewerEmail?");
});

test("the form's faults are all told, each with its place", () => {
  const parsed = parseDocument({
    trigger: { id: "2", transitions: [{ target: 1 }] },
    steps: [{ transitions: "x" }],
  });
  expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer)).toEqual([
    "/name",
    "/trigger/id",
    "/trigger/eventName",
    "/trigger/transitions/0/target",
    "/steps/0/id",
    "/steps/0/transitions",
  ]);
});
