import { catalogueOf } from "@hark/workflow/core";
import { expect, test } from "vitest";
import { dryRun } from "./dry-run.ts";
import { asExample } from "./example.ts";
import { fileReviewTemplate, reviewExample } from "./templates.ts";

const action = (name: string, param: string, exampleOutput: { [key: string]: string }) => ({
  name,
  label: name,
  group: "",
  purpose: "",
  input: {
    type: "object" as const,
    properties: { [param]: { type: "string" as const, title: param } },
    required: [param],
  },
  exampleOutput,
});
const catalogue = catalogueOf([
  action("kustomer.customer.find-by-email", "email", { id: "found" }),
  action("kustomer.customer.create", "name", { id: "made" }),
  action("kustomer.kobject.create-with-customer", "customer", { id: "object" }),
]);
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
const options = { catalogue, environment, example: asExample(reviewExample) };

test("a known customer goes one way and a new one the other", () => {
  const known = dryRun(fileReviewTemplate, { ...options, findsRecords: true });
  expect(known.journal.map((entry) => entry.stepId)).toEqual(["1", "find", "file"]);
  expect(known.journal.at(-1)?.input).toMatchObject({ customer: "found" });
  const unknown = dryRun(fileReviewTemplate, { ...options, findsRecords: false });
  expect(unknown.journal.map((entry) => entry.stepId)).toEqual(["1", "find", "create", "fileNew"]);
  expect(unknown.error).toBeNull();
});

test("a step with an action that is not there ends the test with its error", () => {
  const [find, ...rest] = fileReviewTemplate.steps;
  const broken = {
    ...fileReviewTemplate,
    steps: [{ id: "find", transitions: find?.transitions ?? [], action: "nobody.knows" }, ...rest],
  };
  expect(dryRun(broken, { ...options, findsRecords: true }).error?.code).toBe("unknown-action");
});
