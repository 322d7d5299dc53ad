import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { migrations } from "./index.ts";
import {
  type Catcher,
  type FaultProxy,
  startCatcher,
  startFaultProxy,
  type WireFault,
} from "./testing/index.ts";
import { type Scene, setScene } from "./testing/scene.ts";

let database: Database;
let scene: Scene;
let catcher: Catcher;
let proxy: FaultProxy;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  scene = await setScene(database);
  catcher = await startCatcher();
  proxy = await startFaultProxy(catcher.url);
});
afterEach(async () => {
  await proxy.close();
  await catcher.close();
});

test.each<WireFault>([
  "reset before the answer",
  "half-open",
  "endless garbage",
  "103 flood",
  "huge header",
  "slow headers",
])("a receiver with this fault gets every event once it is well: %s", async (fault) => {
  await scene.endpoint(proxy.url);
  proxy.script(fault);
  const sender = scene.deliverer({ totalTimeoutMs: 250 });
  for (let n = 0; n < 8; n += 1) await scene.tell({ n });
  await sender.drain();
  expect((await scene.rows()).every(({ state, last_error }) => state === "pending" && last_error)).toBe(true);
  proxy.script("pass");
  for (let minute = 0; minute < 10; minute += 1) {
    scene.clock.advance(60_000);
    await sender.drain();
  }
  expect((await scene.rows()).map(({ state }) => state)).toEqual(
    Array.from({ length: 8 }, () => "succeeded"),
  );
  expect(new Set(catcher.caught.map(({ headers }) => headers["webhook-id"])).size).toBe(8);
  expect(catcher.caught).toHaveLength(8);
});

test.each<WireFault>(["truncated body", "reset after the headers", "slow body", "endless body"])(
  "an event that was answered with 200 is delivered, and not sent again because of what follows: %s",
  async (fault) => {
    await scene.endpoint(proxy.url);
    proxy.script(fault);
    const sender = scene.deliverer({ totalTimeoutMs: 250 });
    await scene.tell({ n: 1 });
    expect(await sender.drain()).toBe(1);
    scene.clock.advance(3_600_000);
    expect(await sender.drain()).toBe(0);
    expect((await scene.rows()).map(({ state, last_status }) => [state, last_status])).toEqual([
      ["succeeded", 200],
    ]);
  },
);
