import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

// Versions and runs beside each other, going back, and trying on what came in, by API over the whole of Desk.
let bench: DeskBench;
let hook: { id: string; hash: string };
let workflow: string;
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());

const always = (target: string) => [{ target, condition: { op: "true", values: [true] } }];
const make = (name: string, transitions: object[] = []) => ({
  id: "make",
  action: "kustomer.customer.create",
  params: { name },
  transitions,
});
const trigger = (target = "make") => ({
  id: "1",
  eventName: `kustomer.hooks.web.${hook.id}.receive`,
  transitions: always(target),
});
beforeEach(async () => {
  const made = await bench.call("POST", "/v1/hooks/web", { title: "Reviews" });
  hook = { id: made.body.data.id, hash: made.body.data.attributes.hash };
  const saved = await bench.call("POST", "/v1/workflows", {
    name: "First",
    enabled: true,
    trigger: trigger(),
    steps: [make("/#steps.1.attributes.data.name")],
  });
  expect(saved.status).toBe(201);
  workflow = saved.body.data.id;
});

const url = (path: string): string => `/v1/workflows/${workflow}${path}`;
async function arrive(body: object): Promise<void> {
  expect((await bench.call("POST", `/v1/hooks/web/${hook.hash}`, body)).status).toBe(201);
  await bench.desk.executor.drain();
  bench.clock.advance(1_000);
}
const newest = async () => (await bench.call("GET", `/v1/runs?workflow=${workflow}`)).body.data[0];

test("versions tell who made them, when, how many steps they have, and which one runs", async () => {
  await bench.call("PUT", url(""), {
    name: "Second",
    publish: true,
    steps: [make("x", always("more")), { id: "more", transitions: [] }],
  });
  const { body } = await bench.call("GET", url("/versions"));
  expect(body.data).toEqual([
    {
      version: 2,
      name: "Second",
      stepCount: 2,
      eventName: trigger().eventName,
      published: true,
      createdAt: expect.any(String),
      createdBy: expect.any(String),
    },
    {
      version: 1,
      name: "First",
      stepCount: 1,
      eventName: trigger().eventName,
      published: false,
      createdAt: expect.any(String),
      createdBy: expect.any(String),
    },
  ]);
  expect((await bench.call("GET", "/v1/workflows/nowhere/versions")).status).toBe(404);
});

test("two versions, or one and the draft, are compared by step and field", async () => {
  await bench.call("PUT", url(""), {
    name: "Second",
    publish: true,
    steps: [make("Robin"), { id: "more", transitions: [] }],
  });
  const compared = (await bench.call("GET", url("/versions/1/compare/2"))).body.data;
  expect(compared).toMatchObject({
    from: { version: 1, name: "First" },
    to: { version: 2, name: "Second" },
    same: false,
    about: [{ pointer: "/name", kind: "changed", before: "First", after: "Second" }],
    trigger: [],
    steps: {
      added: [{ id: "more" }],
      removed: [],
      changed: [
        {
          id: "make",
          action: "kustomer.customer.create",
          label: expect.stringContaining("Customer"),
          changes: [{ pointer: "/params/name", after: "Robin" }],
        },
      ],
    },
  });
  expect((await bench.call("GET", url("/versions/2/compare/draft"))).body.data).toMatchObject({
    to: { version: "draft", createdAt: null },
    same: true,
  });
  expect((await bench.call("GET", url("/versions/1/compare/9"))).body.errors[0].source.parameter).toBe("b");
  expect((await bench.call("GET", url("/versions/1/compare/last"))).status).toBe(400);
});

test("going back publishes the old document as the newest version, and gives what the draft was", async () => {
  await bench.call("PUT", url(""), { name: "Second", publish: true });
  await bench.call("PUT", url(""), { name: "Not published" });
  const back = await bench.call("POST", url("/versions/1/restore"));
  expect(back.body).toMatchObject({ version: 3, replacedDraft: { name: "Not published" } });
  expect((await bench.call("GET", url("/versions/1/compare/3"))).body.data.same).toBe(true);
  const undone = await bench.call("PUT", url(""), back.body.replacedDraft);
  expect(undone.body.data.attributes).toMatchObject({
    name: "Not published",
    version: 3,
    draftChanged: true,
  });
});

test("an old document is taken into the draft alone when it is not to be published", async () => {
  await bench.call("PUT", url(""), { name: "Second", publish: true });
  const taken = await bench.call("POST", url("/versions/1/restore"), { publish: false });
  expect(taken.body).toEqual({ version: 2, replacedDraft: null });
  expect((await bench.call("GET", url(""))).body.data.attributes).toMatchObject({
    name: "First",
    version: 2,
    draftChanged: true,
  });
});

test("a run keeps the version it was queued with, whatever is published before it goes", async () => {
  expect((await bench.call("POST", `/v1/hooks/web/${hook.hash}`, { name: "Robin" })).status).toBe(201);
  await bench.call("PUT", url(""), { publish: true, steps: [make("Somebody else")] });
  await bench.desk.executor.drain();
  const run = await newest();
  expect(run.attributes.version).toBe(1);
  const { body } = await bench.call("GET", `/v1/runs/${run.id}`);
  expect(body.data.attributes.journal[1].input).toMatchObject({ name: "Robin" });
});

test("two runs stand side by side with what started them, and runs of two workflows do not", async () => {
  await arrive({ name: "Robin" });
  const first = await newest();
  await arrive({ name: "Alex" });
  const second = await newest();
  const { data } = (await bench.call("GET", `/v1/runs/${first.id}/compare/${second.id}`)).body;
  expect(data).toMatchObject({
    a: { id: first.id },
    b: { id: second.id },
    same: false,
    firstDifference: { stepId: "make", part: "input" },
    partsAt: null,
    steps: [
      { stepId: "1", changes: [] },
      { stepId: "make", more: 0 },
    ],
  });
  expect(data.trigger).toContainEqual({
    pointer: "/attributes/data/name",
    kind: "changed",
    before: "Robin",
    after: "Alex",
  });
  expect((await bench.call("GET", `/v1/runs/${first.id}/compare/${first.id}`)).body.data.same).toBe(true);
  const other = workflow;
  workflow = (
    await bench.call("POST", "/v1/workflows", {
      name: "Other",
      enabled: true,
      trigger: trigger(),
      steps: [make("x")],
    })
  ).body.data.id;
  expect(other).not.toBe(workflow);
  await arrive({ name: "Sam" });
  const mixed = await bench.call("GET", `/v1/runs/${first.id}/compare/${(await newest()).id}`);
  expect([mixed.status, mixed.body.errors[0].source.parameter]).toEqual([400, "other"]);
  const missing = await bench.call("GET", `/v1/runs/${first.id}/compare/nowhere`);
  expect([missing.status, missing.body.errors[0].source.parameter]).toEqual([404, "other"]);
});

test("a dry run takes the data of a past transaction or run, and any version", async () => {
  await arrive({ name: "Robin" });
  await bench.call("PUT", url(""), { steps: [make("From the draft")] });
  const run = await newest();
  const count = () =>
    bench.database.one("select count(*) from desk.customers where org_id = $1", [bench.orgId]);
  const before = await count();
  const transaction = run.relationships.event.data.id;
  const named = async (body: object) =>
    (await bench.call("POST", url("/dry-run"), body)).body.journal?.[1]?.input.name;
  expect(await named({ transaction })).toBe("From the draft");
  expect(await named({ transaction, version: 1 })).toBe("Robin");
  expect(await named({ run: run.id, version: 1 })).toBe("Robin");
  expect(await named({ data: { name: "Alex" }, version: 1 })).toBe("Alex");
  expect(await count()).toEqual(before);
  for (const [body, pointer] of [
    [{ transaction: "000000000000000000000000" }, "/transaction"],
    [{ run: "nowhere" }, "/run"],
    [{ transaction, run: run.id }, "/data"],
    [{ transaction, version: 9 }, "/version"],
    [{ transaction, version: 1, document: {} }, "/version"],
  ] as const)
    expect((await bench.call("POST", url("/dry-run"), body)).body.errors[0].source.pointer).toBe(pointer);
});

test("runs that wait say what for: a worker, an earlier run, their time", async () => {
  const callable = await bench.call("POST", "/v1/workflows", {
    name: "Later",
    enabled: true,
    trigger: {
      id: "1",
      callable: true,
      schema: { type: "object", properties: {} },
      transitions: always("make"),
    },
    steps: [make("x")],
  });
  const at = new Date(bench.clock.now().getTime() + 3_600_000).toISOString();
  const called = await bench.call("POST", `/v1/workflows/${callable.body.data.id}/call`, { at });
  const attributesOf = async (id: string) => (await bench.call("GET", `/v1/runs/${id}`)).body.data.attributes;
  expect(await attributesOf(called.body.id)).toMatchObject({
    state: "waiting",
    waitingFor: "its time",
    dueAt: at,
    endedAt: null,
  });
  expect((await bench.call("POST", `/v1/hooks/web/${hook.hash}`, { name: "Robin" })).status).toBe(201);
  const pending = await newest();
  expect(pending.attributes).toMatchObject({ state: "pending", waitingFor: "a free worker" });
  await bench.database.run("update workflow.queue set order_key = 'k' where org_id = $1", [bench.orgId]);
  expect(await attributesOf(pending.id)).toMatchObject({
    state: "pending",
    waitingFor: "an earlier run of the same order key",
  });
  const canceled = await bench.call("POST", `/v1/runs/${called.body.id}/cancel`, {});
  expect(canceled.body).toEqual({ id: called.body.id, state: "canceled", callUnderWay: false });
  expect(await attributesOf(called.body.id)).toMatchObject({
    state: "canceled",
    waitingFor: null,
    dueAt: null,
    error: { code: "canceled", message: expect.stringMatching(/^taken back by ./) },
    endedAt: bench.clock.now().toISOString(),
  });
  await bench.desk.executor.drain();
  expect((await bench.call("POST", `/v1/runs/${called.body.id}/cancel`, {})).status).toBe(409);
});

test("a search says how far it looked, and its next page goes on behind the last run", async () => {
  for (const name of ["Robin", "Alex", "Robin"]) await arrive({ name });
  const first = await bench.call("GET", `/v1/runs?workflow=${workflow}&q=robin&pageSize=1`);
  expect(first.body.meta).toMatchObject({ pageSize: 1, complete: true });
  const second = await bench.call("GET", first.body.links.next);
  expect(second.body.data).toHaveLength(1);
  expect(second.body.data[0].id < first.body.data[0].id).toBe(true);
  const third = await bench.call("GET", second.body.links.next);
  expect(third.body).toMatchObject({ data: [], meta: { complete: true }, links: { next: null } });
  expect((await bench.call("GET", "/v1/runs?before=nothing")).body.errors[0].source.parameter).toBe("before");
});
