import { isJsonObject, type JsonObject, newId, secureRandom } from "@hark/kernel";
import type { Action, ActionResult } from "@hark/workflow";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ORG, OTHER_ORG, type RecordBench, recordBench } from "../records/testing.ts";
import { conversationCreate } from "./conversation-create.ts";
import { conversationAppendTags } from "./conversation-tags.ts";
import { conversationUpdate } from "./conversation-update.ts";
import { createActions } from "./index.ts";
import { noteCreate } from "./note-create.ts";

let bench: RecordBench;
let customer: string;
beforeAll(async () => {
  bench = await recordBench();
  await bench.call("PUT", "/v1/metadata/conversation", { properties: { ratingNum: {} } });
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  customer = (await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" })).body.data.id;
});

/** Runs an action over several runs at once, as the executor does: one transaction. */
function run(action: Action, all: readonly JsonObject[], orgId = ORG): Promise<readonly ActionResult[]> {
  const now = bench.clock.now();
  const items = all.map((params, at) => ({
    runId: `run-${at}`,
    workflowId: "wf",
    stepId: "step",
    depth: 0,
    params,
  }));
  return bench.database.transaction((tx) =>
    action.run(items, { orgId, tx, now, alone: true, newId: () => newId(now, secureRandom) }),
  );
}

function outputOf(result: ActionResult | undefined): JsonObject {
  if (result && "output" in result && isJsonObject(result.output)) return result.output;
  throw new Error(`there is no output in ${JSON.stringify(result)}`);
}
function idOf(result: ActionResult | undefined): string {
  const { id } = outputOf(result);
  if (typeof id === "string") return id;
  throw new Error("the output has no id");
}
const nobody = "9".repeat(24);

test("conversations are opened for several runs at once, each with its own result", async () => {
  const results = await run(conversationCreate, [
    { customer, name: "2 stars for Socks", priority: 4, custom: { ratingNum: "2" } },
    { customer: nobody },
    { customer, priority: 9 },
    { customer, externalId: "c-1" },
    { customer, externalId: "c-1" },
    { customer, name: null, custom: { unknownStr: "x" } },
  ]);
  expect(outputOf(results[0])).toMatchObject({
    customer,
    name: "2 stars for Socks",
    priority: 4,
    status: "open",
    custom: { ratingNum: 2 },
    tags: [],
  });
  expect(results[1]).toMatchObject({ error: { code: "notfound", field: "customer" } });
  expect(results[2]).toMatchObject({ error: { code: "badparam", field: "priority" } });
  expect(idOf(results[3])).toMatch(/^[0-9a-f]{24}$/);
  expect(results[4]).toMatchObject({ error: { code: "conflict", field: "externalId" } });
  expect(results[5]).toMatchObject({ error: { code: "badparam", field: "custom.unknownStr" } });
  const { body } = await bench.call("GET", `/v1/customers/${customer}/conversations`);
  expect(body.data).toHaveLength(2);
});

test("what a run opened names its keys and tells the screens", async () => {
  const [result] = await run(conversationCreate, [{ customer, externalId: "c-2" }]);
  const id = idOf(result);
  expect(conversationCreate.keys({ customer, externalId: "c-2" })).toEqual({
    reads: [`customer:${customer}`],
    writes: ["conversation:externalId:c-2"],
  });
  expect(result).toMatchObject({
    touched: { reads: [`customer:${customer}:conversations`], writes: [`conversation:${id}`] },
    live: expect.arrayContaining([
      { topic: `customer:${customer}`, data: { type: "conversation", id, change: "created" } },
    ]),
  });
});

test("two changes to one conversation in one batch both count", async () => {
  const id = idOf((await run(conversationCreate, [{ customer, tags: ["a"] }]))[0]);
  const tagged = await run(conversationAppendTags, [
    { id, tags: ["b"] },
    { id, tags: ["a", "c"] },
    { id: nobody, tags: ["d"] },
  ]);
  expect(outputOf(tagged[1])["tags"]).toEqual(["a", "b", "c"]);
  expect(tagged[2]).toMatchObject({ error: { code: "notfound", field: "id" } });
  const updated = await run(conversationUpdate, [
    { id, status: "done" },
    { id, custom: { ratingNum: "5" } },
  ]);
  expect(outputOf(updated[1])).toMatchObject({
    status: "done",
    custom: { ratingNum: 5 },
    tags: ["a", "b", "c"],
  });
  const { attributes } = (await bench.call("GET", `/v1/conversations/${id}`)).body.data;
  expect(attributes).toMatchObject({ status: "done", custom: { ratingNum: 5 }, rev: 5 });
});

test("notes are written on conversations and customers, for several runs at once", async () => {
  const conversation = idOf((await run(conversationCreate, [{ customer }]))[0]);
  const results = await run(noteCreate, [
    { conversation, body: "Reviewer M. wrote: too small" },
    { customer, body: "Prefers e-mail" },
    { conversation: nobody, body: "x" },
    { customer: nobody, body: "x" },
    { body: "x" },
    { conversation, body: "" },
  ]);
  expect(outputOf(results[0])).toMatchObject({
    customer,
    conversation,
    body: "Reviewer M. wrote: too small",
  });
  expect(outputOf(results[1])).toMatchObject({ customer, body: "Prefers e-mail" });
  expect(outputOf(results[1])).not.toHaveProperty("conversation");
  expect(results[2]).toMatchObject({ error: { code: "notfound", field: "conversation" } });
  expect(results[3]).toMatchObject({ error: { code: "notfound", field: "customer" } });
  expect(results[4]).toMatchObject({ error: { code: "badparam" } });
  expect(results[5]).toMatchObject({ error: { code: "badparam", field: "body" } });
});

test("a note reads what it stands on, and nothing else", () => {
  expect(noteCreate.keys({ conversation: "c", body: "x" })).toEqual({
    reads: ["conversation:c"],
    writes: [],
  });
  expect(noteCreate.keys({ customer: "u", body: "x", externalId: "n" })).toEqual({
    reads: ["customer:u"],
    writes: ["note:externalId:n"],
  });
});

test("a run reaches nothing of another organisation", async () => {
  const id = idOf((await run(conversationCreate, [{ customer }]))[0]);
  expect((await run(conversationCreate, [{ customer }], OTHER_ORG))[0]).toMatchObject({
    error: { code: "notfound" },
  });
  expect((await run(conversationUpdate, [{ id, status: "done" }], OTHER_ORG))[0]).toMatchObject({
    error: { code: "notfound" },
  });
  expect((await run(noteCreate, [{ conversation: id, body: "x" }], OTHER_ORG))[0]).toMatchObject({
    error: { code: "notfound" },
  });
});

test("no two actions share a name, and each requires only params it has", () => {
  const descriptions = createActions().map((action) => action.description);
  expect(new Set(descriptions.map(({ name }) => name)).size).toBe(descriptions.length);
  for (const { input } of descriptions)
    expect(Object.keys(input.properties)).toEqual(expect.arrayContaining([...(input.required ?? [])]));
});
