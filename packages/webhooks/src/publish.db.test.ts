import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  deleteEndpoint,
  findEndpoint,
  listEndpoints,
  migrations,
  saveKustomerEndpoint,
  updateEndpoint,
} from "./index.ts";
import { ORG, type Scene, setScene } from "./testing/scene.ts";

const URL = "https://example.com/hook";
let database: Database;
let scene: Scene;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  scene = await setScene(database);
});

test("an endpoint is told the types it subscribed to, and what its filter lets through", async () => {
  await scene.endpoint(URL);
  await scene.endpoint(URL, { types: ["review.deleted"] });
  await scene.endpoint(URL, { filter: { rating: { $lte: 2 } } });
  await scene.endpoint(URL, { filter: { rating: 5 }, types: ["review.created"] });
  expect(await scene.tell({ rating: 1 })).toBe(2);
  expect(await scene.tell({ rating: 5 })).toBe(2);
  expect(await scene.tell({ rating: 4 })).toBe(1);
  expect(await scene.tell({ rating: 5 }, { type: "review.deleted" })).toBe(2);
  expect(await scene.rows()).toHaveLength(7);
});

test("the Kustomer endpoint is told of new reviews only", async () => {
  const { storeId, clock } = scene;
  await saveKustomerEndpoint(database, {
    orgId: ORG,
    id: storeId,
    storeId,
    url: URL,
    enabled: true,
    now: clock.now(),
  });
  expect(await scene.tell({}, { type: "review.updated" })).toBe(0);
  expect(await scene.tell({})).toBe(1);
});

test("a test goes to its endpoint alone, whatever that subscribed to", async () => {
  await scene.endpoint(URL);
  const { id } = await scene.endpoint(URL, { types: ["reward.issued"], filter: { no: 1 } });
  expect(await scene.tell({}, { endpointId: id })).toBe(1);
  expect((await scene.rows()).map((row) => row.endpoint_id)).toEqual([id]);
});

test("the key of order is the record, the reviewer, or none", async () => {
  const subject = await scene.endpoint(URL, { orderBy: "subject" });
  const reviewer = await scene.endpoint(URL, { orderBy: "reviewer" });
  const none = await scene.endpoint(URL);
  await scene.tell({}, { subjectId: "r1", reviewerKey: "p1" });
  const keys = Object.fromEntries((await scene.rows()).map((row) => [row.endpoint_id, row.order_key]));
  expect(keys).toEqual({ [subject.id]: "r1", [reviewer.id]: "p1", [none.id]: null });
});

test("what is changed is changed, what is not named stays", async () => {
  const { id } = await scene.endpoint(URL, {
    description: "Sheet",
    ratePerSecond: 5,
    retryDelaysMs: [1_000, 86_400_000],
    types: ["a"],
  });
  const changed = await updateEndpoint(database, ORG, id, { types: null, paused: true }, scene.clock.now());
  expect(changed).toMatchObject({
    description: "Sheet",
    types: null,
    paused: true,
    rate_per_second: 5,
    retry_delays_ms: [1_000, 86_400_000],
  });
  expect(await findEndpoint(database, ORG, id)).toEqual(changed);
  expect(await findEndpoint(database, "e".repeat(24), id)).toBeUndefined();
  expect(await updateEndpoint(database, ORG, "none", { paused: true }, scene.clock.now())).toBeUndefined();
});

test("a deleted endpoint is gone, its deliveries stay and what waited is canceled", async () => {
  const { id } = await scene.endpoint(URL);
  await scene.tell({});
  expect(await deleteEndpoint(database, ORG, id, scene.clock.now())).toBe(true);
  expect(await deleteEndpoint(database, ORG, id, scene.clock.now())).toBe(false);
  expect(await listEndpoints(database, ORG, scene.storeId)).toEqual([]);
  expect(await scene.tell({})).toBe(0);
  expect(await scene.rows()).toMatchObject([{ state: "canceled", reason: "canceled" }]);
});
