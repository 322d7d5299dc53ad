import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
let customer: string;
beforeAll(async () => {
  bench = await recordBench();
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  customer = (await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" })).body.data.id;
});

const mail = { channel: "email", app: "mail", preview: "Where is my order?", subject: "#1205" };
const nobody = "9".repeat(24);
const conversationsOf = async () =>
  (await bench.call("GET", `/v1/customers/${customer}/conversations`)).body.data;

test("a customer's first message opens a conversation, the next ones join it", async () => {
  const url = `/v1/customers/${customer}/messages`;
  const first = await bench.call("POST", url, mail);
  expect(first.status).toBe(201);
  expect(first.body.data.attributes).toMatchObject({ ...mail, direction: "in", rev: 1 });
  await bench.call("POST", url, { ...mail, channel: "sms" });
  const [conversation, ...more] = await conversationsOf();
  expect(more).toEqual([]);
  expect(conversation.id).toBe(first.body.data.relationships.conversation.data.id);
  expect(conversation.attributes).toMatchObject({
    name: "#1205",
    messageCount: 2,
    channels: ["email", "sms"],
  });
  expect(bench.told).toContainEqual({
    orgId: ORG,
    topic: `conversation:${conversation.id}`,
    data: { type: "message", id: first.body.data.id, change: "created" },
  });
  await bench.call("PATCH", `/v1/conversations/${conversation.id}`, { status: "done" });
  await bench.call("POST", url, mail);
  expect(await conversationsOf()).toHaveLength(2);
});

test("messages that arrive at once open one conversation", async () => {
  const url = `/v1/customers/${customer}/messages`;
  const answers = await Promise.all(Array.from({ length: 6 }, () => bench.call("POST", url, mail)));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201, 201]);
  expect(await conversationsOf()).toHaveLength(1);
});

test("a conversation's messages are listed newest first, narrowed to a channel, and read by either id", async () => {
  const { id } = (await bench.call("POST", "/v1/conversations", { customer })).body.data;
  const url = `/v1/conversations/${id}/messages`;
  const one = await bench.call("POST", url, { ...mail, externalId: "m-1" });
  bench.clock.advance(1000);
  const two = await bench.call("POST", url, { ...mail, channel: "chat", direction: "out" });
  const ids = async (query = ""): Promise<string[]> =>
    (await bench.call("GET", url + query)).body.data.map((item: { id: string }) => item.id);
  expect(await ids()).toEqual([two.body.data.id, one.body.data.id]);
  expect(await ids("?channel=email")).toEqual([one.body.data.id]);
  for (const address of [one.body.data.id, "externalId=m-1", "externalid=m-1"])
    expect((await bench.call("GET", `/v1/messages/${address}`)).body).toEqual(one.body);
});

test("a message needs a place of its own, and a free external id", async () => {
  const theirs = (await bench.call("POST", "/v1/customers", { name: "Robin Example" })).body.data.id;
  const { id } = (await bench.call("POST", "/v1/conversations", { customer: theirs })).body.data;
  const pointerOf = async (path: string, body: object) => {
    const answer = await bench.call("POST", path, body);
    return [answer.status, answer.body.errors?.[0].source];
  };
  const out = { ...mail, direction: "out" };
  expect(await pointerOf("/v1/messages", out)).toEqual([400, { pointer: "/conversation" }]);
  expect(await pointerOf("/v1/messages", { ...mail, customer })).toEqual([400, { pointer: "/direction" }]);
  expect(await pointerOf("/v1/messages", { ...out, customer, conversation: id })).toEqual([
    400,
    { pointer: "/customer" },
  ]);
  expect(await pointerOf(`/v1/conversations/${nobody}/messages`, mail)).toEqual([404, { parameter: "id" }]);
  expect(await pointerOf(`/v1/customers/${nobody}/messages`, mail)).toEqual([404, { parameter: "id" }]);
  expect(await pointerOf("/v1/messages", { ...out, customer, externalId: "m-2" })).toEqual([201, undefined]);
  expect(await pointerOf("/v1/messages", { ...out, customer, externalId: "m-2" })).toEqual([
    409,
    { pointer: "/externalId" },
  ]);
});

test("another organisation neither reads nor records here", async () => {
  const { body } = await bench.call("POST", `/v1/customers/${customer}/messages`, mail);
  const conversation = body.data.relationships.conversation.data.id;
  expect((await bench.call("GET", `/v1/messages/${body.data.id}`, undefined, "other")).status).toBe(404);
  expect((await bench.call("GET", "/v1/messages", undefined, "other")).body.data).toEqual([]);
  for (const path of [`/v1/customers/${customer}/messages`, `/v1/conversations/${conversation}/messages`]) {
    expect((await bench.call("GET", path, undefined, "other")).status).toBe(404);
    expect((await bench.call("POST", path, mail, "other")).status).toBe(404);
  }
});
