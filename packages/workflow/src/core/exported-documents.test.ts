import { readFileSync } from "node:fs";
import type { Json } from "@hark/kernel";
import { expect, test } from "vitest";
import { advance, startRun } from "./advance.ts";
import { catalogueOf } from "./catalogue.ts";
import { checkDocument } from "./check.ts";
import { compileWorkflow } from "./compile.ts";
import { parseDocument } from "./definition.ts";

const environment = {
  now: new Date("2026-01-02T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};
const describe = (name: string) => ({
  name,
  label: name,
  group: "",
  purpose: "",
  input: { type: "object" as const, properties: {} },
  exampleOutput: {},
});
const catalogue = catalogueOf(
  ["kustomer.transform.generic", "kustomer.app.scheduler.schedule-workflow"].map(describe),
);
const file = new URL("./fixtures/exported-order-care.json", import.meta.url);
const exported = JSON.parse(readFileSync(file, "utf8")) as Json;

function parsed() {
  const result = parseDocument(exported);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.document;
}

test("a document as builders export it comes out again as it was, with everything nobody knows", () => {
  expect(JSON.parse(JSON.stringify(parsed()))).toEqual(exported);
});

test("its check names the one action that is not there, with its step and the cure, and nothing else", () => {
  const problems = checkDocument(parsed(), { catalogue });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([
    expect.objectContaining({ code: "unknown-action", step: "lookup", field: "action" }),
  ]);
  for (const { message, cure } of problems)
    expect([message, cure].every((words) => words.length > 10)).toBe(true);
});

const inputs = { orderId: "#1205", total: "250.50", tags: ["gift", "vip"] };
const start = (data: Json) => startRun(compileWorkflow(parsed(), catalogue), data, environment);

test("text that reads as a number is compared as one, and a list contains any of several", () => {
  const lookup = start(inputs);
  expect(lookup.state.journal.at(-1)).toMatchObject({ stepId: "lookup", error: { code: "unknown-action" } });
  expect(start({ ...inputs, total: "99" }).next).toMatchObject({ kind: "action", stepId: "later" });
  expect(start({ ...inputs, tags: ["gift"] }).next).toMatchObject({ kind: "action", stepId: "later" });
  expect(start({ ...inputs, refundedAt: "2026-01-01" }).next).toMatchObject({ stepId: "later" });
});

test("an action of an app that is not here fails its step, and its error case decides", () => {
  // "unknown-action" is not the error the case lets pass, so the run ends there.
  expect(start(inputs).next).toMatchObject({ kind: "failed", stepId: "lookup" });
  const workflow = compileWorkflow(
    parsed(),
    catalogueOf([describe("kustomer.app.shop.order-lookup"), describe("kustomer.transform.generic")]),
  );
  const standing = startRun(workflow, inputs, environment);
  const params = standing.next.kind === "action" ? standing.next.params : {};
  const error = { code: "notfound", message: "no such order" };
  expect(
    advance(workflow, standing.state, { stepId: "lookup", params, error }, environment).next,
  ).toMatchObject({
    stepId: "note",
    params: {
      input: {
        total: 250.5,
        first: "gift",
        again: "gift",
        count: 2,
        text: "Order #1205 of 2026-01-01T00:00:00.000Z",
      },
    },
  });
});

test("without the input that the first edge asks for, the run ends and that is no error", () => {
  expect(start({}).next).toEqual({ kind: "completed" });
});
