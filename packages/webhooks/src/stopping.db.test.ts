import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  deliveryWords,
  factsOf,
  findEndpoint,
  maintainPartitions,
  migrations,
  resend,
  updateEndpoint,
} from "./index.ts";
import { type Catcher, startCatcher } from "./testing/catcher.ts";
import { ORG, type Scene, setScene } from "./testing/scene.ts";

const HOUR = 3_600_000;
let database: Database;
let catcher: Catcher;
let scene: Scene;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  catcher = await startCatcher();
  scene = await setScene(database);
});
afterEach(() => catcher.close());

async function words(): Promise<string[]> {
  return (await scene.rows()).map((row) => deliveryWords(factsOf(row), "Sheet", scene.clock.now()));
}

test("a receiver that is gone (410) is switched off and its owner told once; what waits goes when it is switched on", async () => {
  const { id } = await scene.endpoint(catcher.url, { concurrency: 1 });
  catcher.script({ status: 410 });
  await scene.tell({ n: 0 });
  scene.clock.advance(1);
  await scene.tell({ n: 1 });
  await scene.deliverer().drain();
  expect(await findEndpoint(database, ORG, id)).toMatchObject({ enabled: false, stopped_reason: "gone" });
  expect(scene.stopped).toEqual([`${id} gone`]);
  expect(await scene.tell({ n: 2 })).toBe(0);
  expect((await scene.rows()).map((row) => [row.state, row.reason])).toEqual([
    ["pending", null],
    ["failed", "gone"],
  ]);
  expect((await words())[0]).toContain("said that it is gone (410), so it was switched off");
  const on = await updateEndpoint(database, ORG, id, { enabled: true }, scene.clock.now());
  expect(on).toMatchObject({ enabled: true, stopped_reason: null, failures: 0 });
  await scene.deliverer().drain();
  expect((await scene.rows())[0]?.state).toBe("succeeded");
});

test("a receiver can ask to be sent nothing more, and nothing that it has not taken is lost", async () => {
  const { id } = await scene.endpoint(catcher.url);
  catcher.script({ status: 503, headers: { "webhook-delivery": "disable" } });
  await scene.tell({});
  await scene.deliverer().drain();
  expect(await findEndpoint(database, ORG, id)).toMatchObject({ enabled: false, stopped_reason: "receiver" });
  expect((await scene.rows())[0]?.state).toBe("pending");
  expect((await words())[0]).toContain("webhook-delivery: disable");
});

test("a receiver can ask for one message no more", async () => {
  const { id } = await scene.endpoint(catcher.url);
  catcher.script({ status: 503, headers: { "webhook-delivery": "abort-message" } });
  await scene.tell({});
  await scene.deliverer().drain();
  expect(await scene.rows()).toMatchObject([{ state: "failed", reason: "aborted", attempt_count: 1 }]);
  expect((await words())[0]).toBe(
    "Sheet answered 503 and asked not to be sent this one again. Resend it if that was a mistake",
  );
  expect((await findEndpoint(database, ORG, id))?.enabled).toBe(true);
});

test("after five days of nothing but failures an endpoint is paused, not before, and its owner told once", async () => {
  const { id } = await scene.endpoint(catcher.url);
  catcher.script(...Array.from({ length: 1_000 }, () => ({ status: 500 })));
  const senders = [scene.deliverer(), scene.deliverer()];
  for (let hour = 0; hour <= 6 * 24; hour += 2) {
    await maintainPartitions(database, scene.clock.now(), 90);
    if ((await findEndpoint(database, ORG, id))?.paused) break;
    expect(hour).toBeLessThanOrEqual(5 * 24);
    await scene.tell({ hour });
    await Promise.all(senders.map((sender) => sender.drain()));
    scene.clock.advance(2 * HOUR);
  }
  expect(await findEndpoint(database, ORG, id)).toMatchObject({
    enabled: true,
    paused: true,
    stopped_reason: "failing",
  });
  expect(scene.stopped).toEqual([`${id} failing`]);
  // Paused: what is published piles up, and nothing is sent until somebody resumes.
  const sent = catcher.caught.length;
  expect(await scene.tell({ late: 1 })).toBe(1);
  scene.clock.advance(HOUR);
  await scene.deliverer().drain();
  expect(catcher.caught).toHaveLength(sent);
  expect((await words())[0]).toContain("nothing but fail for five days");
  await updateEndpoint(database, ORG, id, { paused: false }, scene.clock.now());
  await scene.deliverer().drain();
  expect(catcher.caught.length).toBeGreaterThan(sent);
});

test("one success in five days is enough to go on", async () => {
  const { id } = await scene.endpoint(catcher.url);
  for (let day = 0; day < 8; day += 1) {
    await maintainPartitions(database, scene.clock.now(), 90);
    catcher.script(...Array.from({ length: 6 }, () => ({ status: 500 })));
    await scene.tell({ day });
    for (let hour = 0; hour < 24; hour += 2) {
      await scene.deliverer().drain();
      scene.clock.advance(2 * HOUR);
    }
  }
  expect((await findEndpoint(database, ORG, id))?.paused).toBe(false);
  expect(scene.stopped).toEqual([]);
});

test("an endpoint's own schedule is kept: one retry after a minute, then a dead letter with its reason", async () => {
  await scene.endpoint(catcher.url, { retryDelaysMs: [60_000] });
  catcher.script({ status: 500 }, { status: 500 });
  await scene.tell({});
  await scene.deliverer().drain();
  expect((await scene.rows())[0]?.due_at).toEqual(new Date(scene.clock.now().getTime() + 60_000));
  expect((await words())[0]).toBe("Waiting: Sheet answered 500; next try in 1 min (2 of 2)");
  scene.clock.advance(60_000);
  await scene.deliverer().drain();
  expect(await scene.rows()).toMatchObject([{ state: "failed", reason: "exhausted", attempt_count: 2 }]);
  expect((await words())[0]).toContain("Gave up after 2 attempts");
});

test("one that was given up and is resent goes through its schedule again", async () => {
  await scene.endpoint(catcher.url, { retryDelaysMs: [60_000] });
  catcher.script({ status: 500 }, { status: 500 }, { status: 500 });
  await scene.tell({});
  const sender = scene.deliverer();
  await sender.drain();
  scene.clock.advance(60_000);
  await sender.drain();
  const [dead] = await scene.rows();
  expect(dead?.reason).toBe("exhausted");
  await resend(database, ORG, dead?.id ?? "", scene.clock.now());
  await sender.drain();
  expect(await scene.rows()).toMatchObject([{ state: "pending", attempt_count: 3, reason: null }]);
  scene.clock.advance(60_000);
  await sender.drain();
  expect(await scene.rows()).toMatchObject([{ state: "succeeded", attempt_count: 4 }]);
});
