import { manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  attemptsOf,
  createClient,
  createDeliverer,
  createSecretBox,
  type Deliverer,
  findDelivery,
  findKustomerEndpoint,
  listDeliveries,
  maintainPartitions,
  migrations,
  publish,
  resend,
  saveKustomerEndpoint,
} from "./index.ts";
import { type Catcher, startCatcher } from "./testing/catcher.ts";

const ORG = "0".repeat(23) + "1";
const KEY = "hk_the-receivers-key";
const secrets = createSecretBox("a secret of the tests, long enough", secureRandom);
const silent = { info: () => {}, error: () => {} };
let database: Database;
let catcher: Catcher;
let clock: ReturnType<typeof manualClock>;
let storeId: string;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  catcher = await startCatcher();
  clock = manualClock("2026-03-01T12:00:00.000Z");
  storeId = newId(clock.now());
  await maintainPartitions(database, clock.now(), 90);
  await save();
});
afterEach(() => catcher.close());

const save = (change: { url?: string; enabled?: boolean } = {}) =>
  saveKustomerEndpoint(database, {
    orgId: ORG,
    id: storeId,
    storeId,
    url: change.url ?? catcher.url,
    enabled: change.enabled ?? true,
    secret: { sealed: secrets.seal(KEY, ORG), lastChars: "-key" },
    now: clock.now(),
  });

function deliverer(options: { allowLoopback?: boolean; totalTimeoutMs?: number } = {}): Deliverer {
  const { allowLoopback = true, totalTimeoutMs = 2_000 } = options;
  return createDeliverer({
    database,
    live: createLiveBus(database),
    client: createClient({ policy: { allowLoopback, allowedRanges: [] }, totalTimeoutMs }),
    secrets,
    clock,
    random: () => 0.5,
    log: silent,
    userAgent: "test",
    retentionDays: 90,
  });
}

const tell = (body = '{"review":1}', subjectId = "review-1"): Promise<number> =>
  database.transaction((tx) =>
    publish(tx, ORG, { type: "review.created", storeId, subjectId, body }, clock.now(), secureRandom),
  );

async function only() {
  const [row, ...others] = await listDeliveries(database, ORG, { storeId, limit: 10, offset: 0 });
  expect(others).toEqual([]);
  if (!row) throw new Error("there is no delivery");
  return row;
}

test("what is published goes out with the key, to the letter, and is noted as delivered", async () => {
  const body = '{"text":"ä “quoted” \\u0000 🌍"}';
  expect(await tell(body)).toBe(1);
  expect(await deliverer().drain()).toBe(1);
  expect(catcher.caught).toHaveLength(1);
  const [request] = catcher.caught;
  expect(request?.body).toBe(body);
  expect(request?.headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    "content-type": "application/json",
  });
  expect(request?.headers["webhook-id"]).toMatch(/^msg_[0-9a-f]{24}$/);
  expect(await only()).toMatchObject({
    state: "succeeded",
    attempt_count: 1,
    last_status: 201,
    due_at: null,
  });
});

test("what is published in a transaction that is undone is never sent", async () => {
  const undone = database.transaction(async (tx) => {
    await publish(tx, ORG, { type: "t", storeId, subjectId: "s", body: "{}" }, clock.now(), secureRandom);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await deliverer().drain()).toBe(0);
});

test("nothing is written for a store whose integration is off", async () => {
  await save({ enabled: false });
  expect(await tell()).toBe(0);
});

test("a 503, a hang-up and a silence are tried again, under the same webhook-id", async () => {
  catcher.script({ status: 503 }, "hang up", "silence");
  await tell();
  const sender = deliverer({ totalTimeoutMs: 200 });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await sender.drain()).toBe(1);
    expect(await only()).toMatchObject({ state: "pending", attempt_count: attempt });
    expect(await sender.drain()).toBe(0);
    clock.advance(60_000);
  }
  expect(await sender.drain()).toBe(1);
  expect(await only()).toMatchObject({ state: "succeeded", attempt_count: 4 });
  expect(new Set(catcher.caught.map((request) => request.headers["webhook-id"])).size).toBe(1);
  const attempts = await attemptsOf(database, ORG, (await only()).id);
  expect(attempts.map(({ number, status_code }) => [number, status_code])).toEqual([
    [1, 503],
    [2, null],
    [3, null],
    [4, 201],
  ]);
});

test.each([400, 401, 403, 404, 410, 413])("a %i is not tried again: it needs a person", async (status) => {
  catcher.script({ status, body: '{"errors":[]}' });
  await tell();
  await deliverer().drain();
  expect(await only()).toMatchObject({ state: "failed", last_status: status, due_at: null });
  clock.advance(7 * 24 * 3_600_000);
  await maintainPartitions(database, clock.now(), 90);
  expect(await deliverer().drain()).toBe(0);
});

test("a redirect is not followed", async () => {
  catcher.script({ status: 302, headers: { location: catcher.url } });
  await tell();
  await deliverer().drain();
  expect(catcher.caught).toHaveLength(1);
  expect((await only()).state).toBe("failed");
});

test("a receiver's Retry-After is obeyed", async () => {
  catcher.script({ status: 429, headers: { "retry-after": "600" } });
  await tell();
  await deliverer().drain();
  expect((await only()).due_at?.toISOString()).toBe("2026-03-01T12:10:00.000Z");
});

test("a person can send once more what was given up, and it keeps its id", async () => {
  catcher.script({ status: 400 });
  await tell();
  await deliverer().drain();
  const { id } = await only();
  expect(await resend(database, ORG, id, clock.now())).toBe(true);
  await deliverer().drain();
  expect((await only()).state).toBe("succeeded");
  expect(catcher.caught[0]?.headers["webhook-id"]).toBe(catcher.caught[1]?.headers["webhook-id"]);
  expect((await attemptsOf(database, ORG, id)).map((attempt) => attempt.trigger)).toEqual([
    "scheduled",
    "manual",
  ]);
  expect(await resend(database, ORG, "f".repeat(24), clock.now())).toBe(false);
});

test("two deliverers on the same tables send everything once", async () => {
  for (let at = 0; at < 60; at += 1) await tell(`{"n":${at}}`, `review-${at}`);
  const counts = await Promise.all([deliverer().drain(), deliverer().drain(), deliverer().drain()]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(new Set(catcher.caught.map((request) => request.body)).size).toBe(60);
  expect(catcher.caught).toHaveLength(60);
});

test("what a dead process had claimed is sent once its lease has run out, under the same id", async () => {
  catcher.script("silence");
  await tell();
  const dying = deliverer({ totalTimeoutMs: 60_000 });
  void dying.drain();
  await expect.poll(() => catcher.caught.length).toBe(1);
  const heir = deliverer();
  expect(await heir.drain()).toBe(0);
  clock.advance(30_000);
  expect(await heir.drain()).toBe(1);
  expect(await only()).toMatchObject({ state: "succeeded", attempt_count: 1 });
  expect(catcher.caught[1]?.headers["webhook-id"]).toBe(catcher.caught[0]?.headers["webhook-id"]);
  await catcher.close();
});

test("after five failures in a row one delivery goes as a probe; when it arrives, all others follow at once", async () => {
  catcher.script(...Array.from({ length: 5 }, () => ({ status: 500 })));
  for (let at = 0; at < 8; at += 1) await tell(`{"n":${at}}`, `review-${at}`);
  const sender = deliverer();
  await sender.drain();
  const endpoint = await findKustomerEndpoint(database, ORG, storeId);
  // All eight were under way before the fifth failure was known; three of them arrived and closed the breaker again.
  expect(endpoint?.failures).toBeLessThanOrEqual(5);
  clock.advance(60_000);
  await sender.drain();
  const rows = await listDeliveries(database, ORG, { storeId, limit: 10, offset: 0 });
  expect(rows.map((row) => row.state)).toEqual(Array.from({ length: 8 }, () => "succeeded"));
});

test("while the breaker is open nothing is sent", async () => {
  catcher.script(...Array.from({ length: 20 }, () => ({ status: 500 })));
  for (let at = 0; at < 6; at += 1) await tell(`{"n":${at}}`, `review-${at}`);
  const sender = deliverer();
  await sender.drain();
  const sent = catcher.caught.length;
  await tell('{"late":1}', "late");
  await sender.drain();
  expect(catcher.caught).toHaveLength(sent);
  // Its pause over, one goes, fails, and the pause grows.
  clock.advance(5_000);
  await sender.drain();
  expect(catcher.caught.length).toBeLessThanOrEqual(sent + 1);
});

test("failures side by side open the breaker for its shortest pause, however many they are", async () => {
  catcher.script(...Array.from({ length: 30 }, () => "hang up" as const));
  for (let at = 0; at < 30; at += 1) await tell(`{"n":${at}}`, `review-${at}`);
  const sender = deliverer();
  await sender.drain();
  const endpoint = await findKustomerEndpoint(database, ORG, storeId);
  expect(endpoint?.failures).toBe(5);
  expect((endpoint?.open_until?.getTime() ?? 0) - clock.now().getTime()).toBe(5_000);
  clock.advance(5_000);
  await sender.drain();
  const rows = await listDeliveries(database, ORG, { storeId, limit: 30, offset: 0 });
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(["succeeded"]));
});

test("one probe goes per pause, however often the loop looks while its answer is awaited", async () => {
  catcher.script(...Array.from({ length: 5 }, () => ({ status: 500 })), "silence");
  for (let at = 0; at < 5; at += 1) await tell(`{"n":${at}}`, `review-${at}`);
  const sender = deliverer();
  await sender.drain();
  clock.advance(5_000);
  const other = deliverer();
  await Promise.all([sender.drain(), other.drain()]);
  expect(catcher.caught).toHaveLength(6);
  expect((await findKustomerEndpoint(database, ORG, storeId))?.failures).toBe(6);
});

test("a loopback receiver is refused outside of local mode, and the reason is told", async () => {
  await tell();
  await deliverer({ allowLoopback: false }).drain();
  expect(catcher.caught).toHaveLength(0);
  const row = await only();
  expect(row).toMatchObject({ state: "pending", last_status: null });
  expect(row.last_error).toContain("private");
});

test("the body and address of a delivery can be read again", async () => {
  await tell('{"a":1}');
  const { id } = await only();
  expect(await findDelivery(database, ORG, id)).toMatchObject({ body: '{"a":1}', url: catcher.url });
  expect(await findDelivery(database, "e".repeat(24), id)).toBeUndefined();
});

test("starting and stopping twice is safe, and a woken deliverer sends", async () => {
  const sender = deliverer();
  await sender.start();
  await sender.start();
  await tell();
  sender.wake();
  await expect.poll(async () => (await only()).state).toBe("succeeded");
  await sender.stop();
  await sender.stop();
});
