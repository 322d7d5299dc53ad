import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

let bench: DeskBench;
/** What the outside was sent, in order; the first call fails as a broken connection does. */
let sent: string[];
beforeAll(async () => {
  sent = [];
  bench = await deskBench(0, {
    outside: ({ body = "{}" }) => {
      const isFirst = sent.length === 0;
      sent.push(String((JSON.parse(body) as { n: unknown }).n)); // the step below sends {n}
      return Promise.resolve({
        statusCode: isFirst ? undefined : 200,
        headers: {},
        body,
        error: isFirst ? "connection reset" : undefined,
        refused: false,
        durationMs: 1,
      });
    },
  });
});
afterAll(() => bench.close());

async function hookThatCalls(orderKey: string | null): Promise<string> {
  const hook = (await bench.call("POST", "/v1/hooks/form", { title: "Orders", orderKey })).body.data;
  const made = await bench.call("POST", "/v1/workflows", {
    name: `Call for ${hook.id}`,
    enabled: true,
    trigger: {
      id: "1",
      eventName: hook.attributes.eventName,
      transitions: [{ target: "call", condition: { op: "true", values: [true] } }],
    },
    steps: [
      {
        id: "call",
        action: "kustomer.rest-api.json",
        params: { uri: "https://example.com/", method: "POST", json: { n: "/#steps.1.attributes.data.n" } },
        transitions: [],
      },
    ],
  });
  expect(made.body).toMatchObject({ data: { attributes: { enabled: true } } });
  return hook.attributes.hash;
}

test("three transactions of one value go one after another though the first waits; another value, or none, does not", async () => {
  const hash = await hookThatCalls("/#steps.1.attributes.data.email");
  const send = (body: object) => bench.call("POST", `/v1/hooks/form/${hash}`, body, {});
  await send({ n: "first", email: "a@b.example" });
  await send({ n: "second", email: "a@b.example" });
  await send({ n: "third", email: "a@b.example" });
  await send({ n: "other", email: "c@d.example" });
  await send({ n: "nobody's" });
  await bench.desk.executor.drain();
  expect(sent.toSorted()).toEqual(["first", "nobody's", "other"]);
  bench.clock.advance(3_600_000);
  await bench.desk.executor.drain();
  expect(sent.slice(3)).toEqual(["first", "second", "third"]);
});

test("an order key can be given later and be taken away again, and takes effect at once", async () => {
  const made = await bench.call("POST", "/v1/hooks/form", { title: "Orders" });
  const { id, attributes } = made.body.data;
  const keyOf = async (body: object): Promise<string | null> => {
    await bench.call("POST", `/v1/hooks/form/${attributes.hash}`, body, {});
    const row = await bench.database.maybe<{ order_key: string | null }>(
      "select order_key from workflow.queue where org_id = $1 and source_id = $2 order by seq desc limit 1",
      [bench.orgId, id],
    );
    return row?.order_key?.split(":").slice(2).join(":") ?? null;
  };
  await bench.call("POST", "/v1/workflows", {
    name: "Do nothing",
    enabled: true,
    trigger: { id: "1", eventName: attributes.eventName, transitions: [] },
    steps: [],
  });
  expect(await keyOf({ n: 1 })).toBeNull();
  const patch = (orderKey: string | null) => bench.call("PATCH", `/v1/hooks/form/${id}`, { orderKey });
  expect((await patch("{{steps.1.attributes.data.n}}-x")).body.data.attributes.orderKey).toBe(
    "{{steps.1.attributes.data.n}}-x",
  );
  expect(await keyOf({ n: 1 })).toBe("1-x");
  await patch("/#steps.1.attributes.data.n");
  expect(await keyOf({ n: { deep: [1] } })).toBe('{"deep":[1]}');
  expect(await keyOf({ n: "k".repeat(1_000) })).toMatch(/^[0-9a-f]{64}$/);
  expect(await keyOf({ n: "" })).toBeNull();
  expect((await patch(null)).body.data.attributes.orderKey).toBeNull();
  expect(await keyOf({ n: 1 })).toBeNull();
});
