import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

// Running again, taking back, trying, calling and going back, by API over the whole of Desk.
let bench: DeskBench;
let hook: { id: string; hash: string };
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.outside.length = 0;
  const made = await bench.call("POST", "/v1/hooks/web", { title: "Reviews" });
  hook = { id: made.body.data.id, hash: made.body.data.attributes.hash };
});

const always = (target: string) => [{ target, condition: { op: "true", values: [true] } }];
const SECRET = "a-very-secret-token-1234";

/** A workflow that makes a customer, then tells somebody outside with a secret. */
async function enable(uri = "https://api.example.com/tell"): Promise<{ id: string; variable: string }> {
  const draft = await bench.call("POST", "/v1/workflows", {
    name: "Tell",
    trigger: { id: "1", eventName: `kustomer.hooks.web.${hook.id}.receive`, transitions: [] },
    steps: [],
  });
  const { id } = draft.body.data;
  const made = await bench.call("POST", `/v1/workflows/${id}/variables`, { name: "token", value: SECRET });
  expect(made.status).toBe(201);
  const variable: string = made.body.data.id;
  const saved = await bench.call("PUT", `/v1/workflows/${id}`, {
    enabled: true,
    publish: true,
    trigger: { ...draft.body.data.attributes.trigger, transitions: always("make") },
    steps: [
      {
        id: "make",
        action: "kustomer.customer.create",
        params: { name: "/#steps.1.attributes.data.name" },
        transitions: always("tell"),
      },
      {
        id: "tell",
        action: "kustomer.rest-api.json",
        params: {
          uri,
          method: "POST",
          headers: { authorization: `/#variables.${variable}` },
          data: { customer: "/#steps.make.id" },
        },
        transitions: [],
      },
    ],
  });
  expect(saved.body).toMatchObject({ data: { attributes: { enabled: true } } });
  return { id, variable };
}

async function arrive(name: string): Promise<void> {
  expect((await bench.call("POST", `/v1/hooks/web/${hook.hash}`, { name })).status).toBe(201);
  await bench.desk.executor.drain();
}

const runsOf = async (query: string) => (await bench.call("GET", `/v1/runs?${query}`)).body.data;

test("a step calls outside with a secret that no record shows", async () => {
  const { id, variable } = await enable();
  await arrive("Robin Example");
  expect(bench.outside).toHaveLength(1);
  expect(JSON.stringify(bench.outside[0])).toContain(SECRET);
  const [run] = await runsOf(`workflow=${id}`);
  expect(run.attributes.state).toBe("completed");
  const detail = await bench.call("GET", `/v1/runs/${run.id}`);
  expect(JSON.stringify(detail.body)).not.toContain(SECRET);
  const shown = await bench.call("GET", `/v1/workflow-variables/${variable}`);
  expect(shown.body.data.attributes).toMatchObject({
    value: "••••1234",
    reference: `/#variables.${variable}`,
  });
  const stored = await bench.database.all("select sealed::text from workflow.variables where id = $1", [
    variable,
  ]);
  expect(JSON.stringify(stored)).not.toContain(SECRET);
});

test("a variable keeps its type and its name to itself", async () => {
  const { id, variable } = await enable();
  const url = `/v1/workflows/${id}/variables`;
  expect((await bench.call("POST", url, { name: "token", value: "x" })).status).toBe(409);
  expect(
    (await bench.call("POST", url, { name: "n", type: "number", value: "1" })).body.errors[0].source.pointer,
  ).toBe("/value");
  const put = await bench.call("PUT", `/v1/workflow-variables/${variable}`, {
    name: "token",
    value: "short",
  });
  expect(put.body.data.attributes.value).toBe("••••");
  expect((await bench.call("DELETE", `/v1/workflow-variables/${variable}`)).status).toBe(204);
  expect((await bench.call("GET", `/v1/workflow-variables/${variable}`)).status).toBe(404);
});

test("runs are found by what started them, by their hook, their customer, their step and their error", async () => {
  const { id } = await enable();
  await arrive("Needle in the haystack");
  await arrive("Hay");
  const [found, ...others] = await runsOf(`workflow=${id}&q=needle`);
  expect(others).toEqual([]);
  expect(await runsOf(`hook=${hook.id}`)).toHaveLength(2);
  const { body } = await bench.call("GET", `/v1/runs/${found.id}`);
  const customer = body.data.attributes.journal.find((entry: { stepId: string }) => entry.stepId === "make")
    .output.id;
  expect(await runsOf(`customer=${customer}`)).toMatchObject([{ id: found.id }]);
  expect(await runsOf(`workflow=${id}&step=tell`)).toHaveLength(2);
  expect(await runsOf(`workflow=${id}&error=anything`)).toEqual([]);
  expect(await runsOf(`workflow=${id}&to=2001-01-01T00:00:00Z`)).toEqual([]);
});

test("a run is run again from the start, or from a step with what was before it", async () => {
  const { id } = await enable();
  await arrive("Robin");
  const [run] = await runsOf(`workflow=${id}`);
  const again = await bench.call("POST", `/v1/runs/${run.id}/replay`, { fromStep: "tell" });
  expect(again.status).toBe(202);
  await bench.desk.executor.drain();
  expect(bench.outside.map(({ body }) => body)).toEqual([bench.outside[0]?.body, bench.outside[0]?.body]);
  const whole = await bench.call("POST", `/v1/runs/${run.id}/replay`, {});
  await bench.desk.executor.drain();
  expect(bench.outside).toHaveLength(3);
  expect(bench.outside[2]?.body).not.toBe(bench.outside[0]?.body);
  const { body } = await bench.call("GET", `/v1/runs/${whole.body.id}`);
  expect(body.data.attributes.state).toBe("completed");
  expect((await bench.call("POST", `/v1/runs/${run.id}/replay`, { fromStep: "nowhere" })).status).toBe(400);
});

test("a dry run shows what would happen and leaves nothing behind", async () => {
  const { id } = await enable();
  const count = async () =>
    (await bench.database.one<{ n: number }>("select count(*) as n from desk.customers")).n;
  const before = await count();
  const dry = await bench.call("POST", `/v1/workflows/${id}/dry-run`, { data: { name: "Nobody" } });
  expect(dry.body).toMatchObject({ state: "completed", outsideCalls: [{ stepId: "tell" }] });
  expect(JSON.stringify(dry.body)).not.toContain(SECRET);
  expect([await count(), bench.outside.length]).toEqual([before, 0]);
  const without = await bench.call("POST", `/v1/workflows/${id}/dry-run`, {});
  expect(without.body.errors[0].source.pointer).toBe("/data");
});

test("an earlier version is published again; runs tell which they went through", async () => {
  const { id } = await enable();
  const renamed = await bench.call("PUT", `/v1/workflows/${id}`, { name: "Second", publish: true });
  expect(renamed.body.data.attributes.version).toBe(2);
  const restored = await bench.call("POST", `/v1/workflows/${id}/versions/1/restore`, {});
  expect(restored.body).toEqual({ version: 3, replacedDraft: null });
  expect((await bench.call("GET", `/v1/workflows/${id}/document`)).body.name).toBe("Tell");
  expect((await bench.call("POST", `/v1/workflows/${id}/versions/9/restore`, {})).status).toBe(404);
});

test("a key without the permission reaches none of it; what has ended is not taken back", async () => {
  const { id, variable } = await enable();
  await arrive("Robin");
  const [run] = await runsOf(`workflow=${id}`);
  const headers = { authorization: `Bearer ${await bench.key("org.permission.customer.read")}` };
  for (const [method, url] of [
    ["GET", "/v1/runs"],
    ["POST", `/v1/runs/${run.id}/replay`],
    ["POST", `/v1/runs/${run.id}/cancel`],
    ["POST", `/v1/workflows/${id}/dry-run`],
    ["GET", `/v1/workflow-variables/${variable}`],
  ] as const)
    expect((await bench.call(method, url, method === "GET" ? undefined : {}, headers)).status).toBe(403);
  expect((await bench.call("POST", `/v1/runs/${run.id}/cancel`, {})).status).toBe(409);
});
