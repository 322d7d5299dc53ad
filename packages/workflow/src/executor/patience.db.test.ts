import { manualClock } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { catalogueOf } from "../core/catalogue.ts";
import { type Action, maintainPartitions, migrations } from "../index.ts";
import { OutsideWorld, oneStep } from "../testing/outside-world.ts";

const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let world: OutsideWorld;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
  await database.run("create table records (id text primary key, touched int not null default 0)");
  await database.run("insert into records (id) values ('held'), ('free')");
});
afterAll(() => database.close());
beforeEach(() => {
  world = new OutsideWorld(database, clock);
});

/** A database whose process stops between the effects of a batch and its commit, and goes on when the test says so. */
function pausing(): { readonly database: Database; readonly isPaused: () => boolean; goOn(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isPaused = false;
  const over = (tx: Sql): Sql => ({
    ...tx,
    prepared: async (name, ...rest) => {
      if (name === "workflow.finish") {
        isPaused = true;
        await promise;
      }
      return tx.prepared(name, ...rest);
    },
  });
  const transaction: Database["transaction"] = (work, patience) =>
    database.transaction((tx) => work(over(tx)), patience);
  return { database: { ...database, transaction }, isPaused: () => isPaused, goOn: resolve };
}

test.each([1, 3])(
  "a batch of %i whose worker is paused is ended by the server, and its runs go on elsewhere, once",
  async (count) => {
    const id = await world.enable(oneStep("arrived", "emit", { name: "told" }));
    const listener = await world.enable(oneStep("told", "emit", { name: "nobody" }));
    for (let n = 0; n < count; n += 1) await world.arrive({ n });
    const paused = pausing();
    const stuck = world.executor(undefined, {
      database: paused.database,
      patience: { idleMs: 300, lockMs: 0 },
    });
    const outcome = stuck.drain().catch((error: unknown) => error);
    await expect.poll(paused.isPaused).toBe(true);
    const other = world.executor();
    // Its runs are held: nobody else may take them yet.
    expect(await other.drain()).toBe(0);
    await expect.poll(() => other.drain(), { timeout: 5_000 }).toBeGreaterThan(0);
    paused.goOn();
    expect(await outcome).toMatchObject({ code: "25P03" });
    await stuck.drain();
    const states = async (workflow: string) => (await world.runsOf(workflow)).map((run) => run.state);
    expect(await states(id)).toEqual(Array.from({ length: count }, () => "completed"));
    expect(await states(listener)).toEqual(Array.from({ length: count }, () => "completed"));
  },
);

test("a run that needs what another holds stays in the queue, and those beside it go on", async () => {
  const touch: Action = {
    description: {
      name: "touch",
      label: "Touch",
      group: "Test",
      purpose: "",
      input: { type: "object", properties: { id: { type: "string", title: "Id" } } },
      exampleOutput: {},
    },
    hasEffects: true,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items, { tx }) => {
      for (const { params } of items)
        await tx.run("update records set touched = touched + 1 where id = $1", [params["id"]]);
      return items.map(() => ({ output: {} }));
    },
  };
  const id = await world.enable(oneStep("arrived", "touch", { id: "/#steps.1.id" }));
  for (const record of ["held", "free"]) await world.arrive({ id: record });
  const catalogue = catalogueOf([touch.description]);
  const executor = world.executor(undefined, {
    actions: [touch],
    catalogue,
    patience: { idleMs: 60_000, lockMs: 100 },
  });
  await database.transaction(async (tx) => {
    await tx.run("update records set touched = 0 where id = 'held'");
    expect(await executor.drain()).toBe(1);
    expect((await world.runsOf(id)).map((run) => run.state).toSorted()).toEqual(["completed", "pending"]);
  });
  await executor.drain();
  expect((await world.runsOf(id)).map((run) => run.state)).toEqual(["completed", "completed"]);
  expect(await database.all("select * from records order by id")).toEqual([
    { id: "free", touched: 1 },
    { id: "held", touched: 1 },
  ]);
});
