import { newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelReplay,
  countReplay,
  findReplay,
  listReplays,
  migrations,
  type ReplayFilter,
} from "./index.ts";
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

test("a dry run counts by state and endpoint and changes nothing", async () => {
  await world.failed(5);
  const filter: ReplayFilter = { storeId: world.storeId, states: ["failed", "succeeded"] };
  expect(await countReplay(database, world.orgId, filter, world.clock.now())).toEqual({
    total: 5,
    byState: { failed: 5, succeeded: 0, canceled: 0 },
    byEndpoint: { [world.storeId]: 5 },
  });
  expect(await world.waiting()).toEqual([]);
  expect(await listReplays(database, world.orgId, world.storeId)).toEqual([]);
});

test.each<[string, Partial<ReplayFilter>, number]>([
  ["its state", { states: ["succeeded"] }, 0],
  ["its type", { types: ["review.updated"] }, 2],
  [
    "the time",
    { since: new Date("2026-03-01T12:00:02.000Z"), until: new Date("2026-03-01T12:00:03.000Z") },
    2,
  ],
  ["what it is about", { subjectIds: ["review-0"] }, 3],
  ["the last answer", { statusCode: 500 }, 0],
  ["another endpoint", { endpointId: "f".repeat(24) }, 0],
  ["another store", { storeId: "f".repeat(24) }, 0],
])("a filter by %s finds these and brings back no others", async (_, filter, expected) => {
  await world.failed(4);
  await world.failed(2, "review.updated");
  const asked = { storeId: world.storeId, states: ["failed" as const], ...filter };
  expect((await countReplay(database, world.orgId, asked, world.clock.now())).total).toBe(expected);
  const { id, total } = await world.ask(filter);
  expect(total).toBe(expected);
  expect((await world.untilDone(world.replayer(), id)).queued).toBe(expected);
  expect(await world.waiting()).toHaveLength(expected);
});

test("a canceled replay stops, and what waits unsent becomes what it was; what is under way is left alone", async () => {
  await world.failed(20);
  const { id } = await world.ask({}, 40);
  const worker = world.replayer();
  await worker.drain();
  const [underWay] = await world.waiting();
  await database.run("update webhooks.outbox set lease_until = $2 where org_id = $1 and delivery_id = $3", [
    world.orgId,
    new Date(world.clock.now().getTime() + 60_000),
    underWay?.delivery_id,
  ]);
  expect(await cancelReplay(database, world.orgId, id, world.clock.now())).toBe(true);
  expect(await cancelReplay(database, world.orgId, id, world.clock.now())).toBe(false);
  world.clock.advance(5_000);
  expect(await worker.drain()).toBe(0);
  expect(await world.waiting()).toHaveLength(1);
  const states = await database.all<{ state: string; reason: string | null; count: number }>(
    "select state, reason, count(*) from webhooks.deliveries where org_id = $1 group by 1, 2 order by 3",
    [world.orgId],
  );
  expect(states).toEqual([
    { state: "pending", reason: null, count: 1 },
    { state: "failed", reason: "exhausted", count: 19 },
  ]);
  expect(await findReplay(database, world.orgId, id)).toMatchObject({ state: "canceled", queued: 10 });
});

test("nothing is brought back for an endpoint that was deleted", async () => {
  await world.failed(3);
  const { id } = await world.ask();
  await database.run("update webhooks.endpoints set deleted_at = $2 where org_id = $1", [
    world.orgId,
    world.clock.now(),
  ]);
  expect(await world.untilDone(world.replayer(), id)).toMatchObject({ state: "done", total: 3, queued: 0 });
  expect(
    (
      await countReplay(
        database,
        world.orgId,
        { storeId: world.storeId, states: ["failed"] },
        world.clock.now(),
      )
    ).total,
  ).toBe(0);
});

test("a replay belongs to its organisation", async () => {
  await world.failed(1);
  const { id } = await world.ask();
  const stranger = newId(world.clock.now());
  expect(await findReplay(database, stranger, id)).toBeUndefined();
  expect(await cancelReplay(database, stranger, id, world.clock.now())).toBe(false);
  expect(
    (await countReplay(database, stranger, { storeId: world.storeId, states: ["failed"] }, world.clock.now()))
      .total,
  ).toBe(0);
});
