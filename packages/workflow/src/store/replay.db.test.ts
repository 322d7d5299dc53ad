import { manualClock, newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowDocument } from "../core/definition.ts";
import {
  cancelRun,
  findRun,
  maintainPartitions,
  migrations,
  publishDraft,
  type ReplayRequest,
  replayRun,
  updateDraft,
} from "../index.ts";
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
  clock.advance(60_000);
  world = new OutsideWorld(database, clock);
});

/** A workflow of two calls, and a run that went through both; the first was answered with `body`. */
async function ranTwice(body: string): Promise<{ workflow: string; run: string }> {
  const workflow = await world.enable({
    name: "Two calls",
    trigger: { id: "1", eventName: "arrived", transitions: always("one") },
    steps: [
      { id: "one", action: "post", params: post, transitions: always("two") },
      { id: "two", action: "post", params: { ...post, body: "/#steps.one.body" }, transitions: [] },
    ],
  } as unknown as WorkflowDocument);
  world.answers = [answer(200, body)];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  return { workflow, run: (await world.only(workflow)).id };
}

function again(runId: string, more: Partial<ReplayRequest> = {}): Promise<string> {
  const newRunId = newId(clock.now());
  const request = { orgId: world.orgId, runId, version: "own" as const, now: clock.now(), newRunId, ...more };
  return replayRun(database, request).then(() => newRunId);
}

async function publish(workflow: string, document: WorkflowDocument): Promise<void> {
  const change = { orgId: world.orgId, by: "test", at: clock.now() };
  await updateDraft(database, change, workflow, document, undefined);
  await publishDraft(database, change, workflow);
}

test("a run goes again with its own version, the newest, or one by number", async () => {
  const { workflow, run } = await ranTwice("fine");
  await publish(workflow, oneStep("arrived", "post", post));
  await publish(workflow, oneStep("arrived", "emit", { name: "done" }));
  for (const [version, number] of [
    ["own", 1],
    ["newest", 3],
    [2, 2],
  ] as const) {
    const id = await again(run, { version });
    await world.executor().drain();
    expect(await findRun(database, world.orgId, id)).toMatchObject({
      version: number,
      state: "completed",
      replay_of: run,
    });
  }
  await expect(again(run, { version: 9 })).rejects.toThrow("this version is not there any more");
});

test("a step that the chosen version does not have, or that the run never came to, is refused by name", async () => {
  const { workflow, run } = await ranTwice("fine");
  await publish(workflow, oneStep("arrived", "post", post));
  await expect(again(run, { version: "newest", fromStep: "two" })).rejects.toThrow(
    "version 2 has no step two",
  );
  await expect(again(run, { version: "newest", fromStep: "act" })).rejects.toThrow("never came to step act");
});

test("a secret that was taken out of an output is never put back as dots, and a cut output never as its beginning", async () => {
  const { run } = await ranTwice(`you sent ${SECRET}`);
  await expect(again(run, { fromStep: "two" })).rejects.toThrow("what step one gave is not kept whole");
  expect(await again(run, { fromStep: "one" })).toMatch(/^[0-9a-f]{24}$/);
  // Or that run would take the answer that is meant for the next.
  await world.executor().drain();
  world = new OutsideWorld(database, clock);
  const large = await ranTwice("x".repeat(20_000));
  await expect(again(large.run, { fromStep: "two" })).rejects.toThrow("what step one gave is not kept whole");
});

test("a run whose transaction is no longer kept, that has not ended, or that is nowhere, is not run again", async () => {
  const { run } = await ranTwice("fine");
  await database.run("delete from workflow.events where org_id = $1", [world.orgId]);
  await expect(again(run)).rejects.toThrow("what started this run is no longer kept");
  await expect(again(newId(clock.now()))).rejects.toThrow("there is no such run, or it has not ended yet");
  const id = await world.enable(oneStep("arrived", "emit", { name: "done" }));
  await world.arrive({ text: "waits" });
  const [open] = await world.runsOf(id);
  await expect(again(open?.id ?? "")).rejects.toThrow("has not ended yet");
});

test("a run that was canceled is run again; one canceled amid its call says so, and the late answer changes nothing", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  await world.arrive({ text: "hello" });
  const [open] = await world.runsOf(id);
  const runId = open?.id ?? "";
  const called = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const draining = world
    .executor(async ({ headers }) => {
      // What an earlier test's run waits for may fall due now.
      if (headers["idempotency-key"] !== `${runId}-act`) return answer(200, "fine");
      called.resolve();
      await answered.promise;
      return answer(200, "late");
    })
    .drain();
  await called.promise;
  expect(await findRun(database, world.orgId, runId)).toMatchObject({
    state: "waiting",
    waiting_for: "an answer from outside (step act)",
  });
  const canceled = await cancelRun(database, world.orgId, runId, { now: clock.now(), by: "Robin" });
  expect(canceled).toEqual({ workflow_id: id, call_under_way: true });
  answered.resolve();
  await draining;
  expect(await world.only(id)).toMatchObject({
    state: "canceled",
    waiting_for: null,
    error: { code: "canceled", message: "taken back by Robin" },
    journal: [{ stepId: "1" }],
  });
  const newRun = await again(runId);
  await world.executor().drain();
  expect(await findRun(database, world.orgId, newRun)).toMatchObject({
    state: "completed",
    replay_of: runId,
  });
});
