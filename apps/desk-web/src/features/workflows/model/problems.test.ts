import { catalogueOf } from "@hark/workflow/core";
import { expect, test } from "vitest";
import { problemsOf } from "./problems.ts";

const event = "kustomer.hooks.web.64b000000000000000000001.receive";
const workflow = (trigger: { eventName?: string; callable?: boolean }) => ({
  document: { name: "W", trigger: { id: "1", transitions: [], ...trigger }, steps: [] },
  example: null,
});
const codes = (
  trigger: { eventName?: string; callable?: boolean },
  hooks: ReadonlySet<string> | undefined,
): string[] => problemsOf(workflow(trigger), catalogueOf([]), hooks).map((problem) => problem.code);

test("a workflow that nothing starts cannot be published", () => {
  expect(codes({ eventName: "" }, new Set())).toContain("no-trigger");
  expect(codes({ callable: true }, new Set())).not.toContain("no-trigger");
});

test("a hook that is gone is told, once the hooks are known", () => {
  expect(codes({ eventName: event }, new Set())).toContain("lost-hook");
  expect(codes({ eventName: event }, undefined)).not.toContain("lost-hook");
  expect(codes({ eventName: event }, new Set([event]))).toEqual([]);
  expect(codes({ eventName: "kustomer.customer.create" }, new Set())).toEqual([]);
});
