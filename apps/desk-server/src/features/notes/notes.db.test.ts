import { afterAll, beforeAll, expect, test } from "vitest";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
let customer: string;
let conversation: string;
beforeAll(async () => {
  bench = await recordBench();
  customer = (await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" })).body.data.id;
  conversation = (await bench.call("POST", "/v1/conversations", { customer })).body.data.id;
});
afterAll(() => bench.database.close());

test("a note on a conversation belongs to its customer as well, and is counted", async () => {
  const created = await bench.call("POST", `/v1/conversations/${conversation}/notes`, { body: "Call back" });
  expect(created.status).toBe(201);
  const { id, attributes, relationships } = created.body.data;
  expect(attributes).toMatchObject({ body: "Call back", rev: 1 });
  expect(relationships.customer.data.id).toBe(customer);
  expect(relationships.conversation.data.id).toBe(conversation);
  expect((await bench.call("GET", `/v1/notes/${id}`)).body).toEqual(created.body);
  const read = await bench.call("GET", `/v1/conversations/${conversation}`);
  expect(read.body.data.attributes.noteCount).toBe(1);
  for (const topic of [`customer:${customer}`, `conversation:${conversation}`])
    expect(bench.told).toContainEqual({ orgId: ORG, topic, data: { type: "note", id, change: "created" } });
});

test("a note on a customer stands on the customer's list and on no conversation's", async () => {
  const { body } = await bench.call("POST", `/v1/customers/${customer}/notes`, { body: "Prefers e-mail" });
  expect(body.data.relationships).not.toHaveProperty("conversation");
  const ids = async (url: string): Promise<string[]> =>
    (await bench.call("GET", url)).body.data.map((note: { id: string }) => note.id);
  expect(await ids(`/v1/customers/${customer}/notes`)).toContain(body.data.id);
  expect(await ids(`/v1/conversations/${conversation}/notes`)).not.toContain(body.data.id);
});

test("a note needs somewhere to stand, and its external id is held once", async () => {
  const nobody = "9".repeat(24);
  expect((await bench.call("POST", "/v1/notes", { body: "Nowhere" })).status).toBe(400);
  expect((await bench.call("POST", `/v1/conversations/${nobody}/notes`, { body: "x" })).status).toBe(404);
  expect((await bench.call("POST", `/v1/customers/${nobody}/notes`, { body: "x" })).status).toBe(404);
  const url = `/v1/customers/${customer}/notes`;
  expect((await bench.call("POST", url, { body: "x", externalId: "n-1" })).status).toBe(201);
  const second = await bench.call("POST", url, { body: "y", externalId: "n-1" });
  expect(second.status).toBe(409);
  expect(second.body.errors[0].source).toEqual({ pointer: "/externalId" });
});

test("a note is changed and deleted, by its own organisation only", async () => {
  const { id } = (await bench.call("POST", `/v1/customers/${customer}/notes`, { body: "Before" })).body.data;
  const url = `/v1/notes/${id}`;
  expect((await bench.call("PATCH", url, { body: "Theirs" }, "other")).status).toBe(404);
  expect((await bench.call("DELETE", url, undefined, "other")).status).toBe(404);
  const changed = await bench.call("PATCH", url, { body: "After" });
  expect(changed.body.data.attributes).toMatchObject({ body: "After", rev: 2 });
  expect((await bench.call("DELETE", url)).status).toBe(204);
  expect((await bench.call("GET", url)).status).toBe(404);
});
