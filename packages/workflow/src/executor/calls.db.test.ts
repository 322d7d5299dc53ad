import { manualClock, newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowDocument } from "../core/definition.ts";
import { MASK, maintainPartitions, migrations, queueCalls } from "../index.ts";
import { always, answer, OutsideWorld, oneStep, post, SECRET } from "../testing/outside-world.ts";

const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let world: OutsideWorld;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  world = new OutsideWorld(database, clock);
});

test("a call is made outside, its answer goes on, and a secret never stands in the record", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(503, `you world.sent ${SECRET}`)];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  const run = await world.only(id);
  expect(run.state).toBe("completed");
  expect(world.sent).toHaveLength(1);
  expect(world.sent[0]?.headers["authorization"]).toBe(`Bearer ${SECRET}`);
  expect(world.sent[0]?.headers["idempotency-key"]).toBe(`${run.id}-act`);
  expect(JSON.stringify(run)).not.toContain(SECRET);
  expect(run.journal).toMatchObject([
    {},
    { input: { token: MASK }, output: { status: 503, body: `you world.sent ${MASK}` } },
  ]);
});

test("a network fault is tried again under the same key, and what it waits for is told", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "connection refused")];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  expect(await world.only(id)).toMatchObject({
    state: "waiting",
    waiting_for: "another try of the call (2 of 5) after: connection refused",
  });
  clock.advance(10_000);
  await world.executor().drain();
  expect((await world.only(id)).state).toBe("completed");
  expect(new Set(world.sent.map((request) => request.headers["idempotency-key"])).size).toBe(1);
});

test("after its last try a call fails the step, and its error case decides", async () => {
  const errorCases = [
    {
      condition: { op: "and", values: [{ op: "true", values: [true] }] },
      errorAction: { type: "continue" },
    },
  ];
  const patient = await world.enable(oneStep("arrived", "post", post, { errorCases }));
  world.answers = Array.from({ length: 5 }, () => answer(undefined, "no answer within 15 s"));
  await world.arrive({ text: "hello" });
  for (let round = 0; round < 5; round += 1) {
    await world.executor().drain();
    clock.advance(60_000);
  }
  expect(world.sent).toHaveLength(5);
  expect(await world.only(patient)).toMatchObject({
    state: "completed",
    journal: [{}, { error: { code: "unreachable" } }],
  });
});

test("a refused address fails at once and says why", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "the address is private", true)];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  expect(await world.only(id)).toMatchObject({
    state: "failed",
    error: { message: "the call failed: the address is private" },
  });
});

test("a call whose process died is made again once the lease has run out", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  await world.arrive({ text: "hello" });
  let release: (() => void) | undefined;
  const dying = world.executor(
    () =>
      new Promise((resolve) => {
        release = () => resolve(answer(200, "too late"));
      }),
  );
  const stuck = dying.drain();
  await expect.poll(() => release).toBeDefined();
  expect((await world.only(id)).state).toBe("waiting");
  await world.executor().drain();
  expect(world.sent).toHaveLength(0);
  clock.advance(26_000);
  await world.executor().drain();
  expect(await world.only(id)).toMatchObject({
    state: "completed",
    journal: [{}, { output: { body: "fine" } }],
  });
  release?.();
  await stuck;
  expect(await world.only(id)).toMatchObject({ journal: [{}, { output: { body: "fine" } }] });
});

test("a callable workflow is called later, keeps its inputs, and a missing input is named", async () => {
  const callee = await world.enable({
    name: "Follow up",
    trigger: {
      id: "1",
      callable: true,
      schema: { properties: { reviewId: {} }, required: ["reviewId"] },
      transitions: always("act"),
    },
    steps: [{ id: "act", action: "emit", params: { name: "/#steps.1.reviewId" }, transitions: [] }],
  } as unknown as WorkflowDocument);
  const call = { workflowId: callee, minutes: 4_320, inputs: { reviewId: "r1" } };
  await world.enable(oneStep("arrived", "later", call));
  const careless = await world.enable(oneStep("other", "later", { ...call, inputs: {} }));
  await world.arrive({});
  await world.executor().drain();
  const waiting = await world.only(callee);
  expect(waiting).toMatchObject({ state: "waiting", waiting_for: "its time", data: { reviewId: "r1" } });
  expect(waiting.due_at).toEqual(new Date(clock.now().getTime() + 4_320 * 60_000));
  // Its event may be long gone by then.
  await database.run("delete from workflow.events where org_id = $1", [world.orgId]);
  clock.advance(4_320 * 60_000);
  await maintainPartitions(database, clock.now(), 90);
  await world.executor().drain();
  expect(await world.only(callee)).toMatchObject({
    state: "completed",
    journal: [{}, { input: { name: "r1" } }],
  });
  const [verdict] = await queueCalls(database, world.orgId, [{ workflowId: callee, inputs: {}, depth: 0 }], {
    now: clock.now(),
    newId: () => newId(clock.now()),
  });
  expect(verdict).toMatchObject({ error: { code: "badparam", field: "inputs.reviewId" } });
  expect(await world.runsOf(careless)).toEqual([]);
});

test("two workflows that set each other off are stopped, and the record says so", async () => {
  const ping = await world.enable(oneStep("arrived", "emit", { name: "arrived" }));
  await world.arrive({});
  await world.executor().drain();
  const states = (await world.runsOf(ping)).map((run) => run.state);
  expect(states.filter((state) => state === "completed")).toHaveLength(11);
  expect((await world.runsOf(ping)).filter((run) => run.state === "failed")).toMatchObject([
    { error: { code: "chain-too-deep" } },
  ]);
});
