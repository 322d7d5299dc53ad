import { manualClock, newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowDocument } from "../core/definition.ts";
import { cancelRun, findRun, maintainPartitions, migrations, replayRun, searchRuns } from "../index.ts";
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

test("runs of one order key go one behind the other's end, others do not wait", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "connection reset")];
  await world.arrive({ text: "first" }, "a@b.example");
  await world.arrive({ text: "second" }, "a@b.example");
  await world.arrive({ text: "free" }, "c@d.example");
  await world.executor().drain();
  expect(
    world.sent.map((request) => request.body).toSorted((a, b) => (a ?? "").localeCompare(b ?? "")),
  ).toEqual(["first", "free"]);
  const waiting = (await world.runsOf(id)).map((run) => run.waiting_for);
  expect(waiting).toContain("an earlier run of the same order key");
  clock.advance(10_000);
  await world.executor().drain();
  expect(world.sent.map((request) => request.body)).toEqual(expect.arrayContaining(["second"]));
  expect(world.sent.at(-1)?.body).toBe("second");
});

test("a run is run again, whole or from a step with what came before pinned", async () => {
  const id = await world.enable({
    name: "Two calls",
    trigger: { id: "1", eventName: "arrived", transitions: always("one") },
    steps: [
      { id: "one", action: "post", params: post, transitions: always("two") },
      { id: "two", action: "post", params: { ...post, body: "/#steps.one.body" }, transitions: [] },
    ],
  } as unknown as WorkflowDocument);
  world.answers = [answer(200, "from one")];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  const original = await world.only(id);
  world.sent = [];
  const again = newId(clock.now());
  const request = { orgId: world.orgId, runId: original.id, version: "own" as const, now: clock.now() };
  await replayRun(database, { ...request, fromStep: "two", newRunId: again });
  await world.executor().drain();
  expect(world.sent.map((entry) => entry.body)).toEqual(["from one"]);
  expect(await findRun(database, world.orgId, again)).toMatchObject({
    state: "completed",
    replay_of: original.id,
    journal: [{ stepId: "1" }, { stepId: "one" }, { stepId: "two" }],
  });
  await expect(
    replayRun(database, { ...request, fromStep: "three", newRunId: newId(clock.now()) }),
  ).rejects.toThrow("version 1 has no step three");
  await replayRun(database, { ...request, newRunId: newId(clock.now()) });
  await world.executor().drain();
  expect(world.sent).toHaveLength(3);
});

test("a waiting run can be canceled, once", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "connection reset")];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  const { id: runId } = await world.only(id);
  const by = { now: clock.now(), by: "Robin" };
  expect(await cancelRun(database, world.orgId, runId, by)).toEqual({
    workflow_id: id,
    call_under_way: false,
  });
  expect(await cancelRun(database, world.orgId, runId, by)).toBeUndefined();
  clock.advance(60_000);
  await world.executor().drain();
  expect(world.sent).toHaveLength(1);
  expect((await world.only(id)).state).toBe("canceled");
});

test("a dry run shows its calls, makes none, and leaves nothing", async () => {
  const document = oneStep("arrived", "post", post);
  const id = await world.enable(document);
  const shown = await world
    .executor()
    .dryRun({ orgId: world.orgId, workflowId: id, document, data: { text: "hello" } });
  expect(world.sent).toEqual([]);
  expect(shown).toMatchObject({
    state: "completed",
    outsideCalls: [{ stepId: "act", request: { body: "hello" } }],
  });
  expect(JSON.stringify(shown)).not.toContain(SECRET);
  expect(await world.runsOf(id)).toEqual([]);
});

test("runs are found by what is in their payload, their step, their error", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "the address is private", true)];
  await world.arrive({ text: "100% cotton" });
  await world.executor().drain();
  await world.arrive({ text: "silk" });
  await world.executor().drain();
  const span = { limit: 10 };
  const find = async (search: object): Promise<number> =>
    (await searchRuns(database, world.orgId, { workflowId: id, ...span, ...search })).rows.length;
  expect(await find({})).toBe(2);
  expect(await find({ text: "100% COTTON" })).toBe(1);
  expect(await find({ text: "%" })).toBe(1);
  expect(await find({ stepId: "act" })).toBe(2);
  expect(await find({ stepId: "ac" })).toBe(0);
  expect(await find({ error: "private" })).toBe(1);
  expect(await find({ sourceId: "hook", state: "completed" })).toBe(1);
  expect(await find({ sourceId: "other" })).toBe(0);
});
