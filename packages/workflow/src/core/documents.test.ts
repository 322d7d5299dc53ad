import { readFileSync } from "node:fs";
import { publishedExample } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import { expect, test } from "vitest";
import { type Advanced, advance, startRun } from "./advance.ts";
import { type ActionDescription, catalogueOf } from "./catalogue.ts";
import { checkDocument } from "./check.ts";
import { compileWorkflow } from "./compile.ts";
import { parseDocument, type WorkflowDocument } from "./definition.ts";

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};

function read(name: string): WorkflowDocument {
  const value: unknown = JSON.parse(
    readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8"),
  );
  const parsed = parseDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

const anything: ActionDescription["input"] = { type: "object", properties: {} };
const describe = (name: string): ActionDescription => ({
  name,
  label: name,
  group: "",
  purpose: "",
  input: anything,
  exampleOutput: {},
});
const catalogue = catalogueOf(
  [
    "customer.find-by-email",
    "customer.create",
    "kobject.create-with-customer",
    "kobject.create",
    "conversation.create",
    "conversation.append-tags",
    "note.create",
    "transform.generic",
  ].map((name) => describe(`kustomer.${name}`)),
);

const transaction = (data: Json): JsonObject => ({
  id: "t",
  type: "transaction",
  attributes: { createdAt: "2026-01-01", data },
});
const example = publishedExample as unknown as JsonObject;
const review = publishedExample.review as unknown as JsonObject;

/** Runs a document against scripted actions; gives what each was called with, in order. */
function play(document: WorkflowDocument, data: Json, actions: Readonly<Record<string, Json>>) {
  const compiled = compileWorkflow(document, catalogue);
  const calls: [string, JsonObject][] = [];
  let at: Advanced = startRun(compiled, transaction(data), environment);
  while (at.next.kind === "action") {
    const { stepId, action, params } = at.next;
    calls.push([stepId, params]);
    const output = actions[stepId] ?? {};
    at =
      output === "throws"
        ? advance(
            compiled,
            at.state,
            { stepId, params, error: { code: "notfound", message: `${action} failed` } },
            environment,
          )
        : advance(compiled, at.state, { stepId, params, output }, environment);
  }
  return { calls, end: at };
}

test("01 files under a new customer when nobody is found, with the rating as a number", () => {
  const { calls, end } = play(read("01-file-review"), example, { create: { id: "c1" } });
  expect(calls.map(([step]) => step)).toEqual(["find", "create", "fileNew"]);
  expect(calls[2]?.[1]).toMatchObject({
    customer: "c1",
    title: "My New Favourite Product",
    custom: { ratingNum: 4, recommendedBool: true },
  });
  expect(end.next).toEqual({ kind: "completed" });
});

test("01 files under the customer who is found", () => {
  const { calls } = play(read("01-file-review"), example, { find: { id: "c9" } });
  expect(calls.map(([step]) => step)).toEqual(["find", "file"]);
  expect(calls[1]?.[1]).toMatchObject({ customer: "c9" });
});

test("02 ends behind the branch for a happy buyer, without an effect or an error", () => {
  const { calls, end } = play(read("02-low-rating"), example, {});
  expect(calls).toEqual([]);
  expect(end.next).toEqual({ kind: "completed" });
  expect(end.state.journal.map((entry) => entry.stepId)).toEqual(["1", "unhappy"]);
});

test.each([2, "2"])("02 opens a conversation for %j stars", (rating) => {
  const { calls } = play(
    read("02-low-rating"),
    { ...example, review: { ...review, rating } },
    { find: { id: "c1" }, open: { id: "v1" } },
  );
  expect(calls.map(([step]) => step)).toEqual(["find", "open", "tag", "note"]);
  expect(calls[1]?.[1]).toEqual({ customer: "c1", name: "2 stars for Great Product", priority: 4 });
  expect(calls[2]?.[1]).toEqual({ id: "v1", tags: ["unhappy", "888888"] });
  expect(calls[3]?.[1]).toMatchObject({
    body: "Reviewer M. wrote: I cannot believe how much I love this item.",
  });
});

test("02 takes the second arm for a negative review without a reward, and not with one", () => {
  const angry = { ...example, review: { ...review, rating: 5, sentiment: "negative" } };
  const { reward: _reward, ...unrewarded } = angry as JsonObject;
  expect(
    play(read("02-low-rating"), unrewarded, { find: { id: "c1" }, open: { id: "v1" } }).calls,
  ).toHaveLength(4);
  expect(play(read("02-low-rating"), angry, { find: { id: "c1" } }).calls).toEqual([]);
});

test("05 resolves indices, functions, loops and leaves what does not exist out", () => {
  const { calls } = play(read("05-attributes"), example, {});
  expect(calls[0]?.[1]).toEqual({
    input: {
      uses: ["Fixing the car", "Making pancakes"],
      size: 4,
      list: "Desired product uses; Size Purchased",
      escaped: "$5 off your next order & My New Favourite Product",
      literal: "see /#steps.1.id",
    },
  });
});

test("05 ends at the trigger without attributes", () => {
  expect(play(read("05-attributes"), { ...example, attributes: [] }, {}).calls).toEqual([]);
});

test("05's check warns of the two paths that lead nowhere", () => {
  const problems = checkDocument(read("05-attributes"), { catalogue, example: transaction(example) });
  expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([
    ["warning", "path-not-in-example"],
    ["warning", "forbidden-name"],
  ]);
});

test("06 carries on after an error, and the journal shows the error it caught", () => {
  const { calls, end } = play(read("06-carry-on"), example, { bad: "throws", find: { id: "c1" } });
  expect(calls.map(([step]) => step)).toEqual(["bad", "find", "note"]);
  expect(end.state.journal.find((entry) => entry.stepId === "bad")?.error?.message).toContain("failed");
});

test("03 and 04 are kept as they are, and their unknown actions are named", () => {
  for (const name of ["03-call-out", "04-ask-again-later", "04b-follow-up"]) {
    const problems = checkDocument(read(name), { catalogue });
    expect(problems.some((problem) => problem.code === "unknown-action")).toBe(true);
  }
});
