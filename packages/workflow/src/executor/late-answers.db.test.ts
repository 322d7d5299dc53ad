import { manualClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowDocument } from "../core/definition.ts";
import { type Executor, maintainPartitions, migrations, type OutsideAnswer } from "../index.ts";
import { always, answer, OutsideWorld, post } from "../testing/outside-world.ts";

// A process that stops in the middle of a call (paused, swapped out, cut off) and goes on when another has taken over.
const LEASE_MS = 25_000;
const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let world: OutsideWorld;
let workflowId: string;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(async () => {
  world = new OutsideWorld(database, clock);
  workflowId = await world.enable({
    name: "Tells, then emits",
    trigger: { id: "1", eventName: "arrived", transitions: always("tell") },
    steps: [
      { id: "tell", action: "post", params: post, transitions: always("then") },
      { id: "then", action: "emit", params: { name: "told" }, transitions: [] },
    ],
  } as unknown as WorkflowDocument);
  // What listens shows how often the step behind the call was taken.
  listenerId = await world.enable({
    name: "Listens",
    trigger: { id: "1", eventName: "told", transitions: [] },
    steps: [],
  });
  await world.arrive({ text: "hello" });
});
let listenerId: string;

interface Process {
  readonly executor: Executor;
  /** Keys of the calls it made. */
  readonly keys: string[];
  answer(given: OutsideAnswer): void;
}

/** A process whose one call is answered when the test says so. */
function makeProcess(): Process {
  const keys: string[] = [];
  const { promise, resolve } = Promise.withResolvers<OutsideAnswer>();
  const executor = world.executor((request) => {
    keys.push(request.headers["idempotency-key"] ?? "");
    return promise;
  });
  return { executor, keys, answer: resolve };
}

/** Lets a process begin its call; it then hangs in it. */
async function beginCall(process: Process): Promise<{ readonly done: Promise<number> }> {
  const done = process.executor.drain();
  await expect.poll(() => process.keys.length).toBe(1);
  return { done };
}

async function expectOnce(body: string): Promise<void> {
  await world.executor().drain();
  const run = await world.only(workflowId);
  expect(run).toMatchObject({
    state: "completed",
    journal: [{ stepId: "1" }, { stepId: "tell", output: { status: 200, body } }, { stepId: "then" }],
  });
  expect(await world.runsOf(listenerId)).toHaveLength(1);
  expect(world.sent).toEqual([]);
}

test("an answer that comes after another process has answered is not counted", async () => {
  const paused = makeProcess();
  const { done } = await beginCall(paused);
  clock.advance(LEASE_MS + 1);
  const other = makeProcess();
  other.answer(answer(200, "from the other"));
  await other.executor.drain();
  paused.answer(answer(200, "late"));
  await done;
  await expectOnce("from the other");
  expect(other.keys).toEqual(paused.keys);
});

test("an answer that comes while another process holds the call is not counted either", async () => {
  const paused = makeProcess();
  const { done } = await beginCall(paused);
  clock.advance(LEASE_MS + 1);
  const other = makeProcess();
  const taken = await beginCall(other);
  paused.answer(answer(200, "late"));
  await done;
  expect(await world.only(workflowId)).toMatchObject({ state: "waiting" });
  other.answer(answer(200, "from the other"));
  await taken.done;
  await expectOnce("from the other");
});

test("a fault that is told late puts off nothing that another process holds", async () => {
  const paused = makeProcess();
  const { done } = await beginCall(paused);
  clock.advance(LEASE_MS + 1);
  const other = makeProcess();
  const taken = await beginCall(other);
  paused.answer(answer(undefined, "connection reset"));
  await done;
  other.answer(answer(200, "from the other"));
  await taken.done;
  await expectOnce("from the other");
});

test("an answer that comes late, but before anybody took over, counts, and no second call is made", async () => {
  const paused = makeProcess();
  const { done } = await beginCall(paused);
  clock.advance(LEASE_MS + 1);
  paused.answer(answer(200, "late"));
  await done;
  const other = makeProcess();
  await other.executor.drain();
  expect(other.keys).toEqual([]);
  await expectOnce("late");
});

test("processes that die in the middle of a call use up none of its tries", async () => {
  for (let died = 0; died < 5; died += 1) {
    await beginCall(makeProcess());
    clock.advance(LEASE_MS + 1);
  }
  const unlucky = makeProcess();
  const { done } = await beginCall(unlucky);
  unlucky.answer({ ...answer(200, ""), statusCode: undefined, error: "the connection was closed" });
  await done;
  expect(await world.only(workflowId)).toMatchObject({
    state: "waiting",
    waiting_for: "another try of the call (2 of 5) after: the connection was closed",
  });
  clock.advance(LEASE_MS);
  const next = makeProcess();
  const { done: answered } = await beginCall(next);
  next.answer(answer(200, "at last"));
  await answered;
  await expectOnce("at last");
});
