import { type JsonObject, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { catalogueOf } from "../core/catalogue.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import {
  createExecutor,
  type Executor,
  findRun,
  insertWorkflow,
  listRuns,
  maintainPartitions,
  migrations,
  publishDraft,
  publishEvents,
  setEnabled,
} from "../index.ts";
import { findOrCreate, makeWorld, worldActions } from "../testing/find-or-create.ts";
import type { Action } from "./action.ts";

let database: Database;
let orgId: string;
let workflowId: string;
const clock = manualClock("2026-03-01T12:00:00.000Z");

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await makeWorld(database);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(async () => {
  orgId = newId(clock.now());
  workflowId = await enable(findOrCreate);
});

async function enable(document: WorkflowDocument): Promise<string> {
  const id = newId(clock.now());
  const change = { orgId, by: "test", at: clock.now() };
  await insertWorkflow(database, change, id, document, undefined);
  await publishDraft(database, change, id);
  await setEnabled(database, change, id, true);
  return id;
}

const executor = (batchSize?: number, actions: readonly Action[] = worldActions): Executor =>
  createExecutor({
    database,
    live: createLiveBus(database),
    actions,
    catalogue: catalogueOf(worldActions.map((action) => action.description)),
    clock,
    random: secureRandom,
    log: { error: () => {} },
    retentionDays: 90,
    ...(batchSize === undefined ? {} : { batchSize }),
  });

function arrive(things: readonly JsonObject[], key: string | null = null): Promise<string[]> {
  return publishEvents(
    database,
    things.map((data) => {
      const id = newId(clock.now());
      return {
        orgId,
        id,
        name: "thing.arrived",
        sourceId: "hook",
        data: JSON.stringify({ id, type: "transaction", attributes: { data } }),
        meta: {},
        depth: 0,
        createdAt: clock.now(),
        key,
      };
    }),
  );
}

const runs = () => listRuns(database, orgId, { workflowId, limit: 1_000, offset: 0 });
const states = async (): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const run of await runs()) counts[run.state] = (counts[run.state] ?? 0) + 1;
  return counts;
};
const things = () =>
  database.all<{ name: string; count: number }>(
    "select name, count(*) from world.things where org_id = $1 group by name order by name",
    [orgId],
  );
const people = async (): Promise<string[]> =>
  (
    await database.all<{ name: string }>("select name from world.people where org_id = $1 order by name", [
      orgId,
    ])
  ).map((row) => row.name);

test("an event runs its workflow once, and the journal tells what each step got, gave and where it went", async () => {
  await arrive([{ name: "ada" }]);
  expect(await executor().drain()).toBe(1);
  expect(await states()).toEqual({ completed: 1 });
  const [run] = await runs();
  const detail = await findRun(database, orgId, run?.id ?? "");
  expect(detail?.journal).toMatchObject([
    { stepId: "1", transition: { target: "find" } },
    { stepId: "find", input: { name: "ada" }, output: null, transition: { index: 1, target: "create" } },
    { stepId: "create", output: { id: "ada" }, transition: { target: "file" } },
    { stepId: "file", action: "world.file", input: { name: "ada" }, transition: null },
  ]);
  expect(await executor().drain()).toBe(0);
});

test("forty arrivals of one new person in one batch make one person and forty things", async () => {
  await arrive(Array.from({ length: 40 }, () => ({ name: "ada" })));
  await executor().drain();
  expect(await people()).toEqual(["ada"]);
  expect(await things()).toEqual([{ name: "ada", count: 40 }]);
  expect(await states()).toEqual({ completed: 40 });
});

test("executors that race for the same new people on the same tables do everything once, and nothing fails", async () => {
  await arrive(Array.from({ length: 160 }, (_, at) => ({ name: `person-${Math.floor(at / 2)}` })));
  await Promise.all([3, 4, 5, 7].map((batchSize) => executor(batchSize).drain()));
  await executor().drain();
  expect(await people()).toHaveLength(80);
  expect((await things()).every((row) => row.count === 2)).toBe(true);
  expect(await states()).toEqual({ completed: 160 });
});

test("one that explodes falls out of its batch and the others go through", async () => {
  await arrive([{ name: "ada" }, { name: "bob", explode: true }, { name: "cleo" }]);
  const only = executor();
  await only.drain();
  clock.advance(24 * 3_600_000);
  await maintainPartitions(database, clock.now(), 90);
  await only.drain();
  expect(await things()).toEqual([
    { name: "ada", count: 1 },
    { name: "cleo", count: 1 },
  ]);
  expect((await states())["completed"]).toBe(2);
});

test("an expected failure ends its own run, with a record that names the field", async () => {
  await arrive([{ name: "ada", refuse: true }, { name: "bob" }]);
  await executor().drain();
  expect(await states()).toEqual({ completed: 1, failed: 1 });
  const failed = (await runs()).find((run) => run.state === "failed");
  expect(failed?.error).toMatchObject({ code: "badparam", field: "refuse" });
});

test("the same key of the same sender is taken in once", async () => {
  const [first] = await arrive([{ name: "ada" }], "msg_1");
  expect(await arrive([{ name: "ada" }], "msg_1")).toEqual([first]);
  await executor().drain();
  expect(await things()).toEqual([{ name: "ada", count: 1 }]);
});

test("a workflow that is off is not run; the event is kept all the same", async () => {
  await setEnabled(database, { orgId, by: "test", at: clock.now() }, workflowId, false);
  await arrive([{ name: "ada" }]);
  expect(await executor().drain()).toBe(0);
  const kept = await database.one<{ count: number }>(
    "select count(*) from workflow.events where org_id = $1",
    [orgId],
  );
  expect(kept.count).toBe(1);
});

test("what one organisation does is nothing to another", async () => {
  const first = orgId;
  await arrive([{ name: "ada" }]);
  orgId = newId(clock.now());
  workflowId = await enable(findOrCreate);
  await arrive([{ name: "ada" }]);
  await executor().drain();
  expect(await people()).toEqual(["ada"]);
  orgId = first;
  expect(await people()).toEqual(["ada"]);
});

test("a started executor takes up what it is woken for, and stopping twice is safe", async () => {
  const background = executor();
  await background.start();
  await background.start();
  await arrive([{ name: "ada" }]);
  background.wake();
  await expect.poll(states).toEqual({ completed: 1 });
  await background.stop();
  await background.stop();
});

test("a batch of any size gives what one after another gives", async () => {
  const thing = fc.record({
    name: fc.constantFrom("ada", "bob", "cleo"),
    refuse: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 12 }), async (arrivals) => {
      const outcomes: unknown[] = [];
      for (const batchSize of [1, 3, 256]) {
        orgId = newId(clock.now());
        workflowId = await enable(findOrCreate);
        await arrive(arrivals);
        await executor(batchSize).drain();
        outcomes.push({ people: await people(), states: await states(), things: await things() });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[2]).toEqual(outcomes[0]);
    }),
    { numRuns: 12 },
  );
});

test("a flood goes several batches at a time, and comes to what one after another gives without breaking a batch", async () => {
  let [underWay, most, broken] = [0, 0, 0];
  const watched = worldActions.map(
    (action): Action => ({
      ...action,
      run: async (items, context) => {
        underWay += 1;
        most = Math.max(most, underWay);
        try {
          return await action.run(items, context);
        } catch (error) {
          broken += 1;
          throw error;
        } finally {
          underWay -= 1;
        }
      },
    }),
  );
  const arrivals = Array.from({ length: 400 }, (_, at) => ({
    name: `person-${(at * 7) % 90}`,
    refuse: at % 11 === 0,
  }));
  const outcomes: unknown[] = [];
  for (const batchSize of [1, 64]) {
    orgId = newId(clock.now());
    workflowId = await enable(findOrCreate);
    await arrive(arrivals);
    most = 0;
    await executor(batchSize, watched).drain();
    outcomes.push({ people: await people(), states: await states(), things: await things() });
  }
  expect(most).toBeGreaterThan(1);
  expect(broken).toBe(0);
  expect(outcomes[1]).toEqual(outcomes[0]);
});

test("a run that comes to stand before the others while they are worked on goes with those that are left", async () => {
  // Another organisation's run: in company, one batch goes at a time.
  await arrive([{ name: "neighbour" }]);
  orgId = newId(clock.now());
  workflowId = await enable(findOrCreate);
  await arrive(["late", "ada", "bob", "cleo", "dan", "eve"].map((name) => ({ name })));
  const first = "seq = (select min(seq) from workflow.queue where org_id = $1)";
  await database.run(`update workflow.queue set due_at = '2099-01-01' where ${first}`, [orgId]);
  const batches: unknown[][] = [];
  const watched = worldActions.map(
    (action): Action => ({
      ...action,
      run: async (items, context) => {
        if (context.orgId === orgId && action.description.name === "world.find") {
          if (batches.length === 0)
            await context.tx.run(`update workflow.queue set due_at = null where ${first}`, [orgId]);
          batches.push(items.map((item) => item.params["name"]));
        }
        return action.run(items, context);
      },
    }),
  );
  expect(await executor(4, watched).drain()).toBe(7);
  expect(batches).toEqual([
    ["ada", "bob", "cleo", "dan"],
    ["late", "eve"],
  ]);
});
