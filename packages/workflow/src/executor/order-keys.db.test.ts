import { manualClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { maintainPartitions, migrations } from "../index.ts";
import { answer, OutsideWorld, oneStep, post } from "../testing/outside-world.ts";

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

/** Queues a run that waits at the head of each of so many keys. */
const blockKeys = (workflowId: string, count: number): Promise<number> =>
  database.run(
    `insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, due_at, waiting_for, order_key, data)
     select $1, 'blocked' || n, $2, 1, 'none', $3, $3::timestamptz + interval '1 hour', 'its time', 'a' || lpad(n::text, 6, '0'), '{}'
     from generate_series(1, $4) as n`,
    [world.orgId, workflowId, clock.now(), count],
  );

test("runs of one key go one behind the other's end, in the order they arrived, and say what they wait for", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  world.answers = [answer(undefined, "connection refused")];
  for (const text of ["first", "second", "third"]) await world.arrive({ text }, "buyer");
  await world.executor().drain();
  expect(
    (await world.runsOf(id)).map((run) => run.waiting_for ?? "").toSorted((a, b) => a.localeCompare(b)),
  ).toEqual([
    "an earlier run of the same order key",
    "an earlier run of the same order key",
    expect.stringMatching(/^another try of the call/),
  ]);
  clock.advance(10_000);
  await world.executor().drain();
  expect(world.sent.map((request) => request.body)).toEqual(["first", "first", "second", "third"]);
});

test("a run without a key overtakes any number of runs that wait behind one", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  await blockKeys(id, 1);
  for (let n = 0; n < 600; n += 1) await world.arrive({ text: "behind" }, "unused");
  await database.run(
    "update workflow.queue set order_key = 'a000001' where org_id = $1 and order_key is not null",
    [world.orgId],
  );
  await world.arrive({ text: "free" });
  await world.executor().drain();
  expect(world.sent.map((request) => request.body)).toEqual(["free"]);
});

test("a run whose key comes behind thousands of waiting ones is found at once", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  await blockKeys(id, 2_500);
  await world.arrive({ text: "last" }, "z");
  await world.arrive({ text: "also last" }, "zz");
  await world.executor().drain();
  expect(world.sent.map((request) => String(request.body)).toSorted((a, b) => a.localeCompare(b))).toEqual([
    "also last",
    "last",
  ]);
});
