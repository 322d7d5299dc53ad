import { idSequence, isJsonObject, type JsonObject } from "@hark/kernel";
import type { Action, ActionResult } from "@hark/workflow";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ORG, OTHER_ORG, type RecordBench, recordBench } from "../records/testing.ts";
import { createInnerActions } from "./index.ts";

let bench: RecordBench;
let customer: string;
let conversation: string;
const actions = new Map(createInnerActions().map((action) => [action.description.name, action]));
const nobody = "9".repeat(24);
let turn = 0;

beforeAll(async () => {
  bench = await recordBench();
  await bench.call("POST", "/v1/klasses", {
    name: "review",
    metadata: { properties: { ratingNum: {} } },
  });
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  turn += 1;
  customer = await made("/v1/customers", {
    name: "Robin Example",
    emails: [{ email: `r${turn}@example.com` }],
  });
  conversation = await made("/v1/conversations", { customer, name: "Hello" });
});

async function made(url: string, body: object): Promise<string> {
  const answer = await bench.call("POST", url, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body.data.id;
}

function actionOf(name: string): Action {
  const action = actions.get(`kustomer.${name}`);
  if (!action) throw new Error(`there is no action ${name}`);
  return action;
}

/** Runs an action over several runs at once, as the executor does: one transaction. */
function run(name: string, all: readonly JsonObject[], orgId = ORG): Promise<readonly ActionResult[]> {
  bench.clock.advance(1);
  const now = bench.clock.now();
  const items = all.map((params, at) => ({
    runId: `run-${at}`,
    workflowId: "wf",
    stepId: "step",
    params,
    depth: 0,
  }));
  return bench.database.transaction((tx) =>
    actionOf(name).run(items, { orgId, tx, now, alone: true, newId: idSequence(now) }),
  );
}

async function runOne(name: string, params: JsonObject): Promise<ActionResult> {
  const [result] = await run(name, [params]);
  if (!result) throw new Error("there is no result");
  return result;
}

function outputOf(result: ActionResult | undefined): JsonObject {
  if (result && "output" in result && isJsonObject(result.output)) return result.output;
  throw new Error(`there is no output in ${JSON.stringify(result)}`);
}

describe("customers", () => {
  test("are found by whatever is given, the id first", async () => {
    const results = await run("customer.find", [
      { id: customer },
      { email: `R${turn}@Example.com` },
      { externalId: "nobody", email: `r${turn}@example.com` },
      { phone: "+4900000" },
      {},
    ]);
    expect(results.map((result) => outputOf(result)["id"])).toEqual([
      customer,
      customer,
      customer,
      undefined,
      undefined,
    ]);
    expect(outputOf((await run("customer.find", [{ id: customer }], OTHER_ORG))[0])).toEqual({});
  });

  test("get further addresses and numbers, each once, and never somebody else's", async () => {
    const other = await made("/v1/customers", { emails: [{ email: `other${turn}@example.com` }] });
    const results = await run("customer.append-email", [
      { id: customer, email: `second${turn}@example.com`, type: "work" },
      { id: customer, email: `R${turn}@example.com` },
      { id: nobody, email: "x@example.com" },
      { id: customer, email: "no address" },
    ]);
    expect(outputOf(results[1])["emails"]).toMatchObject([
      { email: `r${turn}@example.com` },
      { email: `second${turn}@example.com`, type: "work" },
    ]);
    expect(results[2]).toMatchObject({ error: { code: "notfound" } });
    expect(results[3]).toMatchObject({ error: { code: "badparam", field: "email" } });
    expect(await runOne("customer.append-email", { id: other, email: `r${turn}@example.com` })).toMatchObject(
      { error: { code: "conflict" } },
    );
    const phone = await runOne("customer.append-phone", { id: customer, phone: `+491512${turn}` });
    expect(outputOf(phone)["phones"]).toMatchObject([{ phone: `+491512${turn}` }]);
    expect(outputOf(await runOne("customer.find", { phone: `+49 1512 ${turn}` }))["id"]).toBe(customer);
  });

  test("are merged with all that is theirs, and found by what either was found by", async () => {
    const source = await made("/v1/customers", {
      name: "Old",
      externalId: `old-${turn}`,
      emails: [{ email: `old${turn}@example.com` }],
      tags: ["vip"],
    });
    const moved = await made("/v1/conversations", { customer: source });
    const object = await made("/v1/klasses/review", { title: "x", customer: source });
    const result = await runOne("customer.merge", { source, target: customer });
    expect(outputOf(result)).toMatchObject({ id: customer, name: "Robin Example", tags: ["vip"] });
    expect(result).toMatchObject({
      touched: { writes: expect.arrayContaining([`conversation:${moved}`, `kobject:${object}`]) },
      emits: [{ name: "kustomer.customer.update", sourceId: customer }],
    });
    for (const params of [{ email: `old${turn}@example.com` }, { externalId: `old-${turn}` }])
      expect(outputOf(await runOne("customer.find", params))["id"]).toBe(customer);
    expect((await bench.call("GET", `/v1/customers/${source}`)).status).toBe(404);
    expect(outputOf(await runOne("conversation.find-by-id", { id: moved }))["customer"]).toBe(customer);
    expect((await bench.call("GET", `/v1/customers/${customer}/merges`)).body.data).toHaveLength(1);
    expect(await runOne("customer.merge", { source: customer, target: customer })).toMatchObject({
      error: { code: "badparam" },
    });
    expect(await runOne("customer.merge", { source, target: customer })).toMatchObject({
      error: { code: "notfound", field: "source" },
    });
  });
});

describe("conversations", () => {
  test("are found, assigned and lose tags", async () => {
    await bench.call("PATCH", `/v1/conversations/${conversation}`, {
      externalId: `c-${turn}`,
      tags: ["a", "b"],
    });
    const team = await made("/v1/teams", { name: "Second line" });
    expect(
      outputOf(await runOne("conversation.find-by-external-id", { externalId: `c-${turn}` }))["id"],
    ).toBe(conversation);
    expect(outputOf(await runOne("conversation.find-by-id", { id: nobody }))).toEqual({});
    expect(
      outputOf(await runOne("conversation.remove-tags", { id: conversation, tags: ["a", "z"] }))["tags"],
    ).toEqual(["b"]);
    const assigned = await run("conversation.assign-team", [
      { id: conversation, team },
      { id: conversation, team: nobody },
      { id: nobody, team },
    ]);
    expect(outputOf(assigned[0])["assignedTeams"]).toEqual([team]);
    expect(assigned[1]).toMatchObject({ error: { code: "notfound", field: "team" } });
    expect(assigned[2]).toMatchObject({ error: { code: "notfound", field: "id" } });
    const user = await runOne("conversation.assign-user", { id: conversation, user: "u1" });
    expect(outputOf(user)).toMatchObject({ assignedUsers: ["u1"], assignedTeams: [team] });
  });

  test("put out the text of their messages", async () => {
    for (const preview of ["Where is it?", "On its way."])
      await runOne("message.create", { conversation, channel: "email", app: "postmark", preview });
    expect(outputOf(await runOne("conversation.find-body", { id: conversation }))["body"]).toBe(
      "Where is it?\n\nOn its way.",
    );
  });
});

describe("messages and notes", () => {
  test("are recorded for several runs at once; two of one customer share the conversation that is opened", async () => {
    const lonely = await made("/v1/customers", { name: "Lonely" });
    const base = { channel: "chat", app: "chat" };
    const results = await run("message.create", [
      { ...base, customer: lonely, preview: "one", externalId: `m-${turn}` },
      { ...base, customer: lonely, preview: "two" },
      { ...base, conversation, direction: "out", preview: "three" },
      { ...base, customer: nobody },
      { ...base, conversation: nobody },
      { ...base },
      { ...base, customer: lonely, externalId: `m-${turn}` },
      { channel: "pigeon", app: "loft", customer: lonely },
    ]);
    expect(outputOf(results[0])["conversation"]).toBe(outputOf(results[1])["conversation"]);
    expect(outputOf(results[2])).toMatchObject({ conversation, customer, direction: "out" });
    expect(results.slice(3).map((result) => ("error" in result ? result.error.code : ""))).toEqual([
      "notfound",
      "notfound",
      "badparam",
      "conflict",
      "badparam",
    ]);
    expect((await bench.call("GET", `/v1/customers/${lonely}/conversations`)).body.data).toHaveLength(1);
    const last = await run("message.find-last", [
      { customer: lonely },
      { conversation, direction: "in" },
      {},
      { conversation },
    ]);
    expect(outputOf(last[0])["preview"]).toBe("two");
    expect(outputOf(last[1])).toEqual({});
    expect(last[2]).toMatchObject({ error: { code: "badparam" } });
    const id = outputOf(last[3])["id"] ?? "";
    const updated = await run("message.update", [{ id, preview: "3" }, { id, subject: "s" }, { id: nobody }]);
    expect(outputOf(updated[1])).toMatchObject({ preview: "3", subject: "s", rev: 3 });
    expect(updated[2]).toMatchObject({ error: { code: "notfound" } });
    expect(outputOf(await runOne("message.find-by-id", { id }))).toMatchObject({ preview: "3" });
  });

  test("a note is found and changed", async () => {
    const id = outputOf(await runOne("note.create", { conversation, body: "first" }))["id"] ?? "";
    const results = await run("note.update", [
      { id, body: "second" },
      { id: nobody, body: "x" },
    ]);
    expect(outputOf(results[0])).toMatchObject({ id, body: "second", conversation });
    expect(results[1]).toMatchObject({ error: { code: "notfound" } });
    expect(outputOf(await runOne("note.find-by-id", { id }))["body"]).toBe("second");
  });
});

test("what the API takes of a queue and of mentions, steps offer and take too", async () => {
  const offered = (name: string): readonly string[] =>
    Object.keys(actionOf(name).description.input.properties);
  for (const name of ["conversation.create", "conversation.update"]) expect(offered(name)).toContain("queue");
  for (const name of ["note.create", "note.update"]) expect(offered(name)).toContain("userMentions");
  const queue = { id: "65f2a90c1e77b1d4c09e5a31" };
  const moved = await run("conversation.update", [
    { id: conversation, queue },
    { id: conversation, queue: { external: "carrier-pigeon" } },
  ]);
  expect(outputOf(moved[0])).toMatchObject({ queue });
  expect(moved[1]).toMatchObject({ error: { code: "badparam", field: "queue.external" } });
  const userMentions = [{ user: nobody }, { team: "support" }];
  const noted = await run("note.create", [
    { conversation, body: "Have a look", userMentions },
    { conversation, body: "Have a look", userMentions: Array.from({ length: 21 }, () => ({ user: nobody })) },
  ]);
  expect(outputOf(noted[0])).toMatchObject({ userMentions });
  expect(noted[1]).toMatchObject({ error: { code: "badparam", field: "userMentions" } });
});

describe("companies, users, klasses, the organisation", () => {
  test("companies are created, found and changed", async () => {
    const name = `Example ${turn} Ltd`;
    const results = await run("company.create", [
      { name, externalId: `co-${turn}` },
      { name: "Other Ltd", externalId: `co-${turn}` },
      { name: "x" },
    ]);
    const id = outputOf(results[0])["id"] ?? "";
    expect(results[1]).toMatchObject({ error: { code: "conflict", field: "externalId" } });
    expect(results[2]).toMatchObject({ error: { code: "badparam", field: "name" } });
    const changed = await run("company.update", [
      { id, tags: ["b2b"] },
      { id: nobody, tags: [] },
    ]);
    expect(outputOf(changed[0])).toMatchObject({ name, tags: ["b2b"] });
    expect(changed[1]).toMatchObject({ error: { code: "notfound" } });
    const found = await run("company.find", [{ id }, { name: name.toUpperCase() }, { name: "None" }]);
    expect(found.map((result) => outputOf(result)["id"])).toEqual([id, id, undefined]);
    expect(outputOf(await runOne("company.find-by-external-id", { externalId: `co-${turn}` }))["id"]).toBe(
      id,
    );
  });

  test("users are found by e-mail address and by id", async () => {
    const email = `agent${turn}@example.com`;
    const id = await made("/v1/users", { name: "Agent", email });
    expect(outputOf(await runOne("user.find-by-email", { email: email.toUpperCase() }))["id"]).toBe(id);
    expect(outputOf(await runOne("user.find-by-id", { id }))["email"]).toBe(email);
    expect(outputOf(await runOne("user.find-by-id", { id: nobody }))).toEqual({});
  });

  test("klasses are created once and found", async () => {
    const name = `thing${turn}`;
    const results = await run("klass.create", [
      { name, metadata: { properties: { sizeNum: {} } } },
      { name },
    ]);
    expect(outputOf(results[0])).toMatchObject({ name, status: "enabled" });
    expect(results[1]).toMatchObject({ error: { code: "conflict", field: "name" } });
    expect(outputOf(await runOne("klass.find-by-klassname", { klassName: name }))["name"]).toBe(name);
    const object = await runOne("kobject.create", { klassName: name, title: "t", custom: { sizeNum: 3 } });
    expect(outputOf(object)).toMatchObject({ custom: { sizeNum: 3 } });
    expect(outputOf(await runOne("org.current", {}))).toEqual({ id: ORG });
  });
});

test("custom objects are found, put to a customer and deleted", async () => {
  const company = await made("/v1/companies", { name: "Example Ltd" });
  const id = await made("/v1/klasses/review", { title: "x", externalId: `k-${turn}` });
  const klassName = "review";
  const related = await run("kobject.add-relationship", [
    { klassName, id, customer },
    { klassName, id, company },
    { klassName, id, customer: nobody },
    { klassName, id },
    { klassName: "other", id, customer },
  ]);
  expect(outputOf(related[1])).toMatchObject({ customer, company });
  expect(related.slice(2).map((result) => ("error" in result ? result.error.code : ""))).toEqual([
    "notfound",
    "badparam",
    "notfound",
  ]);
  expect(outputOf(await runOne("kobject.find", { klassName, id }))).toMatchObject({ customer, company });
  expect((await bench.call("GET", `/v1/companies/${company}/klasses/review`)).body.data).toHaveLength(1);
  const deleted = await run("kobject.delete", [
    { klassName, id },
    { klassName, id },
  ]);
  expect(outputOf(deleted[0])["id"]).toBe(id);
  expect(deleted[1]).toMatchObject({ error: { code: "notfound" } });
  expect(outputOf(await runOne("kobject.find", { klassName, id }))).toEqual({});
});

/** What a result tells of records, with its data asked for. */
const emitted = (result: ActionResult | undefined) =>
  result && "emits" in result ? result.emits?.map((event) => ({ ...event, data: event.data() })) : undefined;

test("each run tells what it did to records, with what was there before", async () => {
  const created = await run("customer.create", [{ name: "A" }, { name: "B" }]);
  expect(
    created.map((result) => "emits" in result && result.emits?.map(({ data }) => data()["name"])),
  ).toEqual([["A"], ["B"]]);
  const [result] = await run("conversation.update", [{ id: conversation, status: "done" }]);
  expect(emitted(result)).toMatchObject([
    {
      name: "kustomer.conversation.update",
      sourceId: conversation,
      data: {
        id: conversation,
        status: "done",
        customer,
        changes: { attributes: { status: { op: "replace", before: "open", after: "done" } } },
      },
    },
  ]);
  const [same] = await run("conversation.update", [{ id: conversation, status: "done" }]);
  expect(same).not.toHaveProperty("emits");
});

test("what the API does to records is told once it is written", async () => {
  bench.heard.length = 0;
  const id = await made("/v1/companies", { name: "Example Ltd" });
  await bench.call("PUT", `/v1/companies/${id}`, { name: "Example Inc" });
  await bench.call("PUT", `/v1/companies/${nobody}`, { name: "Example Inc" });
  expect(bench.heard.map(({ name }) => name)).toEqual(["kustomer.company.create", "kustomer.company.update"]);
  expect(bench.heard[1]?.data()["changes"]).toEqual({
    attributes: { name: { op: "replace", before: "Example Ltd", after: "Example Inc" } },
    relationships: {},
  });
});

test("events are published under names of one's own, and call workflows", async () => {
  const results = await run("event.publish", [
    { name: "shop.order.late", data: { order: 7 } },
    { name: "kustomer.customer.create" },
    { name: `kustomer.workflow.${nobody}.call`, data: { a: 1 } },
    { name: "" },
  ]);
  expect(emitted(results[0])).toEqual([{ name: "shop.order.late", sourceId: "run-0", data: { order: 7 } }]);
  expect(results[1]).toMatchObject({ error: { field: "name" } });
  expect(results[2]).toMatchObject({ call: { workflowId: nobody, inputs: { a: 1 } } });
  expect(results[3]).toMatchObject({ error: { field: "name" } });
});
