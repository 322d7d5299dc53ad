import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
let customer: string;
beforeAll(async () => {
  bench = await recordBench();
  await bench.call("PUT", "/v1/metadata/conversation", { properties: { ratingNum: {}, orderStr: {} } });
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  customer = (await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" })).body.data.id;
});

const now = "2026-01-31T09:30:00.000Z";
const nobody = "9".repeat(24);
const open = async (body: object = {}) =>
  (await bench.call("POST", "/v1/conversations", { customer, ...body })).body.data;

test("a conversation is opened with 201 and comes back in the envelope", async () => {
  const created = await bench.call("POST", "/v1/conversations", {
    customer,
    name: "2 stars",
    priority: 4,
    externalId: "c-1",
    custom: { ratingNum: 2 },
    tags: ["unhappy"],
  });
  expect(created.status).toBe(201);
  const { id } = created.body.data;
  const key = { data: { type: "user", id: "f".repeat(24) }, links: { self: `/v1/users/${"f".repeat(24)}` } };
  expect(created.body).toEqual({
    data: {
      type: "conversation",
      id,
      attributes: {
        externalId: "c-1",
        name: "2 stars",
        channels: [],
        status: "open",
        messageCount: 0,
        noteCount: 0,
        direction: "in",
        priority: 4,
        assignedUsers: [],
        assignedTeams: [],
        tags: ["unhappy"],
        custom: { ratingNum: 2 },
        createdAt: now,
        updatedAt: now,
        modifiedAt: now,
        rev: 1,
      },
      relationships: {
        org: { data: { type: "org", id: ORG }, links: { self: `/v1/org/${ORG}` } },
        customer: { data: { type: "customer", id: customer }, links: { self: `/v1/customers/${customer}` } },
        messages: { links: { self: `/v1/conversations/${id}/messages` } },
        createdBy: key,
        modifiedBy: key,
      },
      links: { self: `/v1/conversations/${id}` },
    },
  });
  expect((await bench.call("GET", `/v1/conversations/${id}`)).body).toEqual(created.body);
  expect((await bench.call("GET", "/v1/conversations/externalId=c-1")).body).toEqual(created.body);
  for (const topic of ["conversations", `customer:${customer}`, `conversation:${id}`])
    expect(bench.told).toContainEqual({
      orgId: ORG,
      topic,
      data: { type: "conversation", id, change: "created" },
    });
});

test("what a conversation refers to must be there, and its external id be free", async () => {
  const lost = await bench.call("POST", "/v1/conversations", { customer: nobody });
  expect(lost.status).toBe(400);
  expect(lost.body.errors[0]).toMatchObject({ code: "badparam", source: { pointer: "/customer" } });
  const inPath = await bench.call("POST", `/v1/customers/${nobody}/conversations`, {});
  expect(inPath.status).toBe(404);
  const first = await open({ externalId: "taken" });
  const second = await bench.call("POST", "/v1/conversations", { customer, externalId: "taken" });
  expect(second.status).toBe(409);
  expect(second.body.errors[0].source).toEqual({ pointer: "/externalId" });
  expect(second.body.errors[0].detail).toContain(first.id);
});

test("an id that is taken is refused as the id, whatever the external id", async () => {
  const { id } = await open();
  const again = await bench.call("POST", "/v1/conversations", { customer, id, externalId: "free" });
  expect(again.status).toBe(409);
  expect(again.body.errors[0]).toMatchObject({ code: "conflict", source: { pointer: "/id" } });
});

test.each([
  ["an undeclared custom attribute", { custom: { unknownStr: "x" } }, "/custom/unknownStr"],
  ["a custom attribute of the wrong type", { custom: { ratingNum: "two" } }, "/custom/ratingNum"],
  ["a priority out of range", { priority: 6 }, "/priority"],
  ["a tag that starts with a space", { tags: [" vip"] }, "/tags/0"],
])("%s is refused by name", async (_what, body, pointer) => {
  const answer = await bench.call("POST", "/v1/conversations", { customer, ...body });
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0].source).toEqual({ pointer });
});

test("a change lays over, keeps what it does not name, and counts up", async () => {
  const { id } = await open({ name: "Before", custom: { ratingNum: 2, orderStr: "#1205" }, tags: ["a"] });
  bench.clock.advance(1000);
  const changed = await bench.call("PATCH", `/v1/conversations/${id}`, {
    status: "done",
    custom: { ratingNum: 3 },
  });
  expect(changed.status).toBe(200);
  expect(changed.body.data.attributes).toMatchObject({
    name: "Before",
    status: "done",
    custom: { ratingNum: 3, orderStr: "#1205" },
    tags: ["a"],
    rev: 2,
    updatedAt: bench.clock.now().toISOString(),
  });
  const stale = await bench.call("PATCH", `/v1/conversations/${id}?rev=1`, { name: "Late" });
  expect(stale.status).toBe(409);
  const replaced = await bench.call("PUT", `/v1/conversations/${id}?replace=true`, { status: "open" });
  expect(replaced.body.data.attributes).toMatchObject({ name: null, status: "open", custom: {}, tags: [] });
});

test("tags are added once each, and at most twenty; removing them answers the conversation", async () => {
  const { id } = await open({ tags: ["a"] });
  const url = `/v1/conversations/${id}/tags`;
  const added = await bench.call("POST", url, ["a", "b", "c"]);
  expect(added.status).toBe(200);
  expect(added.body.data.attributes.tags).toEqual(["a", "b", "c"]);
  const many = Array.from({ length: 18 }, (_, at) => `t${at}`);
  expect((await bench.call("POST", url, many)).status).toBe(400);
  const removed = await bench.call("DELETE", url, ["a", "c", "never"]);
  expect(removed.status).toBe(200);
  expect(removed.body.data.attributes.tags).toEqual(["b"]);
});

test("a customer's conversations are listed newest first, by pages, and counted", async () => {
  for (const name of ["1", "2", "3"]) {
    bench.clock.advance(1000);
    await open({ name, ...(name === "2" ? { status: "done" } : {}) });
  }
  const url = `/v1/customers/${customer}/conversations`;
  const first = await bench.call("GET", `${url}?pageSize=2`);
  const names = (answer: typeof first): string[] =>
    answer.body.data.map((item: { attributes: { name: string } }) => item.attributes.name);
  expect(names(first)).toEqual(["3", "2"]);
  const second = await bench.call("GET", first.body.links.next);
  expect(names(second)).toEqual(["1"]);
  expect(second.body.links.next).toBeNull();
  const { attributes } = (await bench.call("GET", `/v1/customers/${customer}`)).body.data;
  expect(attributes.conversationCounts).toEqual({ all: 3, open: 2, snoozed: 0, done: 1 });
});

test("a conversation that moves to another customer takes its notes and messages along", async () => {
  const { id } = await open();
  const note = await bench.call("POST", `/v1/conversations/${id}/notes`, { body: "Call back" });
  const message = await bench.call("POST", `/v1/conversations/${id}/messages`, {
    channel: "email",
    app: "mail",
  });
  const other = (await bench.call("POST", "/v1/customers", { name: "Robin Example" })).body.data.id;
  const moved = await bench.call("PATCH", `/v1/conversations/${id}`, { customer: other });
  expect(moved.body.data.relationships.customer.data.id).toBe(other);
  for (const { body } of [note, message]) {
    const read = await bench.call("GET", body.data.links.self);
    expect(read.body.data.relationships.customer.data.id).toBe(other);
  }
  expect((await bench.call("GET", `/v1/customers/${customer}/timeline`)).body.data).toEqual([]);
});

test("a conversation goes with its notes, once", async () => {
  const { id } = await open();
  const note = await bench.call("POST", `/v1/conversations/${id}/notes`, { body: "Call back" });
  expect((await bench.call("DELETE", `/v1/conversations/${id}`)).status).toBe(204);
  expect((await bench.call("GET", `/v1/notes/${note.body.data.id}`)).status).toBe(404);
  expect((await bench.call("DELETE", `/v1/conversations/${id}`)).status).toBe(404);
});

test("another organisation sees and changes nothing, and a hook's key may not read", async () => {
  const { id } = await open({ externalId: "secret" });
  const url = `/v1/conversations/${id}`;
  expect((await bench.call("GET", url, undefined, "other")).status).toBe(404);
  expect((await bench.call("PATCH", url, { name: "x" }, "other")).status).toBe(404);
  expect((await bench.call("DELETE", url, undefined, "other")).status).toBe(404);
  expect((await bench.call("POST", `${url}/tags`, ["x"], "other")).status).toBe(404);
  expect((await bench.call("GET", "/v1/conversations/externalId=secret", undefined, "other")).status).toBe(
    404,
  );
  expect((await bench.call("GET", "/v1/conversations", undefined, "other")).body.data).toEqual([]);
  expect((await bench.call("POST", "/v1/conversations", { customer }, "other")).status).toBe(400);
  expect((await bench.call("GET", url, undefined, "hook")).status).toBe(403);
  expect((await bench.call("GET", url)).body.data.attributes.name).toBeNull();
});
