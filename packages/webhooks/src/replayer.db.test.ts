import { newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findReplay, migrations } from "./index.ts";
import { ReplayWorld } from "./testing/replay-world.ts";

let database: Database;
let world: ReplayWorld;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await ReplayWorld.make(database);
});

test("what is brought back waits behind live traffic, the oldest first, under its own id, and is woken for", async () => {
  await world.failed(6);
  const { id } = await world.ask();
  let woken = 0;
  const worker = world.replayer(() => {
    woken += 1;
  });
  expect(await worker.drain()).toBe(6);
  expect(woken).toBe(1);
  expect(await world.waiting()).toEqual(
    (await world.deliveryIds()).map((delivery_id) => ({ delivery_id, priority: 1, trigger: "manual" })),
  );
  await world.settle("succeeded", 201, "delivered");
  expect(await findReplay(database, world.orgId, id)).toMatchObject({
    state: "done",
    total: 6,
    queued: 6,
    succeeded: 6,
    failed: 0,
  });
});

test("it goes at its rate: so many per second and not at once", async () => {
  await world.failed(30);
  await world.ask({}, 8);
  const worker = world.replayer();
  const other = world.replayer();
  const perTick: number[] = [];
  for (let tick = 0; tick < 8; tick += 1) {
    const counts = await Promise.all([worker.drain(), other.drain()]);
    perTick.push(counts.reduce((sum, count) => sum + count, 0));
    world.clock.advance(125);
  }
  // Two at a time, four times a second, however many processes look.
  expect(perTick).toEqual([2, 0, 2, 0, 2, 0, 2, 0]);
});

test("while an endpoint has enough to do the replay waits for it, and goes on when there is room", async () => {
  await world.failed(210);
  const { id } = await world.ask({}, 4_000);
  const worker = world.replayer();
  for (let round = 0; round < 5; round += 1) {
    await worker.drain();
    world.clock.advance(1_000);
  }
  expect(await world.waiting()).toHaveLength(200);
  expect((await findReplay(database, world.orgId, id))?.state).toBe("running");
  await world.settle("succeeded", 201, "delivered");
  expect(await world.untilDone(worker, id)).toMatchObject({ state: "done", queued: 210 });
});

test("an endpoint that takes nothing does not hold up the store's others", async () => {
  await world.failed(205);
  const other = newId(world.clock.now());
  await world.addEndpoint(other);
  // Both endpoints are told of these.
  await world.failed(3);
  await world.ask({}, 4_000);
  const worker = world.replayer();
  for (let round = 0; round < 4; round += 1) {
    await worker.drain();
    world.clock.advance(1_000);
  }
  const rows = await database.all<{ endpoint_id: string; count: number }>(
    "select endpoint_id, count(*) from webhooks.outbox where org_id = $1 group by 1 order by 2",
    [world.orgId],
  );
  expect(rows).toEqual([
    { endpoint_id: other, count: 3 },
    { endpoint_id: world.storeId, count: 200 },
  ]);
});

test("a new process goes on where a dead one stopped, and nothing comes twice", async () => {
  await world.failed(25);
  const { id } = await world.ask({}, 40);
  expect(await world.replayer().drain()).toBe(10);
  // Those are sent and fail once more; they are behind the cursor now.
  await world.settle("failed", 503, "retry");
  world.clock.advance(1_000);
  const row = await world.untilDone(world.replayer(), id);
  expect(row).toMatchObject({ state: "done", queued: 25 });
  expect(await world.waiting()).toHaveLength(15);
});

test("replays of the same deliveries that run at once put each back once", async () => {
  await world.failed(40);
  const asked = await Promise.all([world.ask({}, 4_000), world.ask({}, 4_000), world.ask({}, 4_000)]);
  await Promise.all([world.replayer().drain(), world.replayer().drain(), world.replayer().drain()]);
  for (const { id } of asked) await world.untilDone(world.replayer(), id);
  const rows = await Promise.all(asked.map(({ id }) => findReplay(database, world.orgId, id)));
  expect(rows.reduce((sum, row) => sum + (row?.queued ?? 0), 0)).toBe(40);
  expect(await world.waiting()).toHaveLength(40);
});

test("a delivery that arrives by another way while a chunk is being put together is left out of it", async () => {
  await world.failed(3);
  const { id } = await world.ask();
  let draining: Promise<number> | undefined;
  await database.transaction(async (tx) => {
    await tx.run(
      "update webhooks.deliveries set state = 'succeeded' where org_id = $1 and subject_id = 'review-1'",
      [world.orgId],
    );
    draining = world.replayer().drain();
    // It has seen the old state by now and waits for what is not committed yet.
    await expect
      .poll(() =>
        database.one(
          "select count(*) > 0 as is from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        ),
      )
      .toEqual({ is: true });
  });
  expect(await draining).toBe(2);
  expect(await world.waiting()).toHaveLength(2);
  expect(await findReplay(database, world.orgId, id)).toMatchObject({ state: "done", total: 3, queued: 2 });
});

test("a replay that another process has in hand is left to it", async () => {
  await world.failed(3);
  const { id } = await world.ask();
  await database.transaction(async (tx) => {
    await tx.run("select 1 from webhooks.replays where org_id = $1 and id = $2 for update", [
      world.orgId,
      id,
    ]);
    expect(await world.replayer().drain()).toBe(0);
  });
  expect(await world.replayer().drain()).toBe(3);
});

test("what is younger than the replay is not brought back by it", async () => {
  await world.failed(4);
  const { id } = await world.ask();
  world.clock.advance(1_000);
  await world.failed(4);
  expect(await world.untilDone(world.replayer(), id)).toMatchObject({ total: 4, queued: 4 });
});

test("order keys come along, and the older of a key is put back before the younger", async () => {
  await world.failed(12);
  await database.run("update webhooks.deliveries set order_key = subject_id where org_id = $1", [
    world.orgId,
  ]);
  await world.untilDone(world.replayer(), (await world.ask({}, 8)).id);
  const rows = await database.all<{ delivery_id: string; order_key: string }>(
    "select delivery_id, order_key from webhooks.outbox where org_id = $1 order by position",
    [world.orgId],
  );
  expect(rows.map(({ delivery_id }) => delivery_id)).toEqual(await world.deliveryIds());
  expect(rows.map(({ order_key }) => order_key)).toEqual(
    Array.from({ length: 12 }, (_, at) => `review-${at % 3}`),
  );
});

test("a replay of nothing is done at once, and a started replayer does the work by itself", async () => {
  const { id } = await world.ask();
  const worker = world.replayer();
  await worker.start();
  await worker.start();
  worker.wake();
  await expect.poll(async () => (await findReplay(database, world.orgId, id))?.state).toBe("done");
  await worker.stop();
  await worker.stop();
});
