import { manualClock } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { maintainPartitions, migrations } from "../index.ts";
import { finishRuns, type ParkedRun, parkRuns, planByIndex, type QueuedRun } from "./queue.ts";

const clock = manualClock("2026-03-01T12:00:00.000Z");
const orgId = "a".repeat(24);
const run: QueuedRun = {
  seq: 1,
  place: "(0,1)",
  run_id: "r",
  workflow_id: "w",
  version: 1,
  event_id: "e",
  event_at: clock.now(),
  depth: 0,
  attempt: 1,
  replay_of: null,
  resume: null,
  readData: () => null,
};
const parked: ParkedRun = { run, dueAt: clock.now(), waitingFor: "an answer", resume: null, calling: true };
let database: Database;

// The planner believes what it saw last: a queue with next to nothing in it.
beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
  await database.run("analyze workflow.queue");
});
afterAll(() => database.close());

/** The plan that is kept of the statement of `work`, whatever its parameters. */
async function keptPlanOf(work: (sql: Sql) => Promise<void>): Promise<string> {
  let asked = "";
  const prepared: Sql["prepared"] = (_name, text) => {
    asked = text;
    return Promise.resolve([]);
  };
  await work({ ...database, prepared });
  const rows = await database.transaction((tx) => {
    planByIndex(tx);
    return tx.all<{ "QUERY PLAN": string }>(`explain (generic_plan, costs off) ${asked}`);
  });
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const ended = { run, state: "completed", error: null, journal: "[]", stepCount: 1, durationMs: 1 } as const;

test.each([
  ["ended", (sql: Sql) => finishRuns(sql, orgId, [ended], clock.now())],
  ["put down", (sql: Sql) => parkRuns(sql, orgId, [parked])],
])("runs that are %s are found by their place, however little the queue is said to hold", async (_, work) => {
  const plan = await keptPlanOf(work);
  expect(plan).toContain("Tid Scan on queue q");
  expect(plan).not.toMatch(/(Seq|Index|Bitmap Heap) Scan (using \w+ )?on queue/);
});

test("a batch of one goes by the plan that is kept, too", async () => {
  const plans = await database.transaction(async (tx) => {
    planByIndex(tx);
    for (let n = 0; n < 3; n += 1)
      await finishRuns(tx, orgId, [{ ...ended, run: { ...run, run_id: `r${n}` } }], clock.now());
    return tx.one<{ generic_plans: number; custom_plans: number }>(
      "select generic_plans, custom_plans from pg_prepared_statements where name = 'workflow.finish'",
    );
  });
  expect(plans).toEqual({ generic_plans: 3, custom_plans: 0 });
});
