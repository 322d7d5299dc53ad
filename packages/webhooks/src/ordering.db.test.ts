import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelDelivery,
  createClient,
  type Deliverer,
  maintainPartitions,
  migrations,
  type OutgoingClient,
  resend,
} from "./index.ts";
import { type Catcher, startCatcher } from "./testing/catcher.ts";
import { ORG, type Scene, setScene } from "./testing/scene.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
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

const sentData = () =>
  catcher.caught.map(({ body }) => (JSON.parse(body) as { data: { key: string; n: number } }).data);

/** What was sent last of each, for a key: the order in which a receiver that drops repeats of a webhook-id saw them arrive. */
function orderOf(key: string): number[] {
  return sentData()
    .filter((data) => data.key === key)
    .map(({ n }) => n);
}

async function drainAll(...senders: Deliverer[]): Promise<void> {
  for (;;) {
    const counts = await Promise.all(senders.map((sender) => sender.drain()));
    if (counts.every((count) => count === 0)) return;
  }
}

test("events of one key arrive one after the other, through failures and with two deliverers", async () => {
  await scene.endpoint(catcher.url, { orderBy: "subject" });
  // No more than four in a row fail, so the breaker, which would only make it easier, stays closed.
  const replies = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? { status: 503 } : { status: 200 }));
  catcher.script(...replies);
  for (let n = 0; n < 10; n += 1)
    for (const key of ["a", "b", "c"]) await scene.tell({ key, n }, { subjectId: key });
  const senders = [scene.deliverer(), scene.deliverer()];
  for (let round = 0; round < 40; round += 1) {
    await drainAll(...senders);
    scene.clock.advance(MINUTE);
  }
  for (const key of ["a", "b", "c"]) {
    const order = orderOf(key);
    // Repeats of the one that failed stand side by side: nothing overtakes.
    expect(order).toEqual(order.toSorted((left, right) => left - right));
    expect(new Set(order).size).toBe(10);
  }
  expect(new Set((await scene.rows()).map((row) => row.state))).toEqual(new Set(["succeeded"]));
});

test("while one of a key waits for its next try, other keys go on, and the words say who waits for whom", async () => {
  await scene.endpoint(catcher.url, { orderBy: "subject" });
  catcher.script({ status: 503 });
  await scene.tell({ key: "a", n: 0 }, { subjectId: "a" });
  await scene.deliverer().drain();
  await scene.tell({ key: "a", n: 1 }, { subjectId: "a" });
  await scene.tell({ key: "b", n: 0 }, { subjectId: "b" });
  await scene.deliverer().drain();
  expect(sentData()).toEqual([
    { key: "a", n: 0 },
    { key: "b", n: 0 },
  ]);
  expect((await scene.rows()).filter((row) => row.is_behind)).toHaveLength(1);
});

test("a dead letter lets go of its key, and comes behind what waits when it is resent", async () => {
  await scene.endpoint(catcher.url, { orderBy: "subject" });
  catcher.script({ status: 400 }, { status: 503 });
  for (let n = 0; n < 3; n += 1) await scene.tell({ key: "a", n }, { subjectId: "a" });
  await scene.deliverer().drain();
  const dead = (await scene.rows()).find((row) => row.state === "failed");
  expect(dead?.reason).toBe("refused");
  expect(await resend(database, ORG, dead?.id ?? "", scene.clock.now())).toBe(true);
  scene.clock.advance(MINUTE);
  await scene.deliverer().drain();
  expect(orderOf("a")).toEqual([0, 1, 1, 2, 0]);
});

test("a canceled delivery is not sent and lets go of its key; one that is under way cannot be called back", async () => {
  await scene.endpoint(catcher.url, { orderBy: "subject" });
  catcher.script("silence");
  for (let n = 0; n < 3; n += 1) {
    scene.clock.advance(1);
    await scene.tell({ key: "a", n }, { subjectId: "a" });
  }
  const [third, second, first] = await scene.rows();
  const sender = scene.deliverer({ totalTimeoutMs: 300 });
  const draining = sender.drain();
  await expect.poll(() => catcher.caught.length).toBe(1);
  expect(await cancelDelivery(database, ORG, first?.id ?? "", scene.clock.now())).toBe("under way");
  expect(await cancelDelivery(database, ORG, second?.id ?? "", scene.clock.now())).toBe("canceled");
  expect(await cancelDelivery(database, ORG, second?.id ?? "", scene.clock.now())).toBe("not waiting");
  await draining;
  scene.clock.advance(MINUTE);
  await sender.drain();
  expect(orderOf("a")).toEqual([0, 0, 2]);
  expect((await scene.rows()).find((row) => row.id === third?.id)?.state).toBe("succeeded");
});

test.each([20, 40])(
  "no second sees more than the rate of %i, with two deliverers, and it is used",
  async (rate) => {
    await scene.endpoint(catcher.url, { ratePerSecond: rate });
    const events = rate * 2.5;
    for (let n = 0; n < events; n += 1) await scene.tell({ key: "a", n });
    const senders = [scene.deliverer(), scene.deliverer()];
    const sentAt: number[] = [];
    for (let ms = 0; ms < 3_200; ms += 10) {
      const before = catcher.caught.length;
      await Promise.all(senders.map((sender) => sender.drain()));
      sentAt.push(...Array.from({ length: catcher.caught.length - before }, () => ms));
      scene.clock.advance(10);
    }
    expect(sentAt).toHaveLength(events);
    for (const start of sentAt)
      expect(sentAt.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(rate);
  },
);

test("a receiver whose bucket is used up is sent nothing more until it is filled, and is not refused once", async () => {
  await scene.endpoint(catcher.url, { concurrency: 2 });
  for (let n = 0; n < 6; n += 1) await scene.tell({ n });
  const filled = String(scene.clock.now().getTime() / 1_000 + 60);
  const left = (remaining: string) => ({
    status: 201,
    headers: { "x-ratelimit-remaining": remaining, "x-ratelimit-reset": filled },
  });
  catcher.script(left("3"), left("2"), left("1"), left("0"));
  const sender = scene.deliverer();
  await sender.drain();
  const first = catcher.caught.length;
  expect(first).toBeLessThanOrEqual(4);
  scene.clock.advance(59_000);
  await sender.drain();
  expect(catcher.caught).toHaveLength(first);
  scene.clock.advance(2_000);
  await sender.drain();
  expect(catcher.caught).toHaveLength(6);
});

test("a replay fills only what live deliveries leave", async () => {
  await scene.endpoint(catcher.url, { ratePerSecond: 1 });
  for (let n = 0; n < 2; n += 1) await scene.tell({ key: "replayed", n });
  await database.run("update webhooks.outbox set priority = 1 where org_id = $1", [ORG]);
  scene.clock.advance(1_000);
  for (let n = 0; n < 2; n += 1) await scene.tell({ key: "live", n });
  for (let second = 0; second < 4; second += 1) {
    await scene.deliverer().drain();
    scene.clock.advance(1_000);
  }
  expect(sentData().map(({ key }) => key)).toEqual(["live", "live", "replayed", "replayed"]);
});

test("an endpoint has no more under way at once than it asks for", async () => {
  await scene.endpoint(catcher.url, { concurrency: 2 });
  catcher.script("silence", "silence", "silence");
  for (let n = 0; n < 3; n += 1) await scene.tell({ key: "a", n });
  const draining = scene.deliverer({ totalTimeoutMs: 200 }).drain();
  await expect.poll(() => catcher.caught.length).toBe(2);
  await draining;
  expect(catcher.caught).toHaveLength(3);
});

test("an endpoint that never answers takes no turn from the others", async () => {
  const dead = await startCatcher();
  dead.script(...Array.from({ length: 500 }, () => "silence" as const));
  await scene.endpoint(dead.url);
  await scene.endpoint(catcher.url);
  for (let n = 0; n < 300; n += 1) await scene.tell({ key: "a", n });
  // Its attempts never end within this test, so all that arrives elsewhere arrives beside them.
  const sender = scene.deliverer({ totalTimeoutMs: 60_000 });
  await sender.start();
  await expect.poll(() => catcher.caught.length, { timeout: 10_000 }).toBe(300);
  expect(dead.caught.length).toBeLessThanOrEqual(64);
  await dead.close();
  await sender.stop();
});

test("an endpoint that never answers leaves connections to its neighbours at the same address", async () => {
  let answered = 0;
  const server = createServer((asked, answer) => {
    if (asked.url === "/silence") return;
    answered += 1;
    answer.writeHead(201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await scene.endpoint(`${origin}/silence`);
  await scene.endpoint(`${origin}/hook`);
  for (let n = 0; n < 200; n += 1) await scene.tell({ key: "a", n });
  const sender = scene.deliverer({ totalTimeoutMs: 60_000 });
  await sender.start();
  await expect.poll(() => answered, { timeout: 10_000 }).toBe(200);
  server.closeAllConnections();
  server.close();
  await sender.stop();
});

test("after a day of silence everything arrives, in order, and not all at once", async () => {
  await scene.endpoint(catcher.url, { orderBy: "subject", concurrency: 4 });
  const real = createClient({ policy: { allowLoopback: true, allowedRanges: [] } });
  const seen = { isDown: true, tried: 0, atOnce: 0, mostAtOnce: 0 };
  const client: Pick<OutgoingClient, "post"> = {
    post: async (request) => {
      seen.tried += 1;
      seen.atOnce += 1;
      seen.mostAtOnce = Math.max(seen.mostAtOnce, seen.atOnce);
      const none = {
        statusCode: undefined,
        error: "connection refused",
        headers: {},
        body: "",
        durationMs: 1,
      };
      const result = seen.isDown ? none : await real.post(request);
      seen.atOnce -= 1;
      return result;
    },
  };
  const sender = scene.deliverer({ client });
  const KEYS = 10;
  for (let hour = 0; hour < 24; hour += 1) {
    await maintainPartitions(database, scene.clock.now(), 90);
    for (let key = 0; key < KEYS; key += 1)
      await scene.tell({ key: `k${key}`, n: hour }, { subjectId: `k${key}` });
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await sender.drain();
      scene.clock.advance(15 * MINUTE);
    }
  }
  // While it was down it was only probed: one attempt a round after the first burst.
  expect(seen.tried).toBeLessThan(24 * 4 + KEYS);
  const triedBefore = seen.tried;
  seen.isDown = false;
  await sender.drain();
  scene.clock.advance(DAY);
  await maintainPartitions(database, scene.clock.now(), 90);
  await sender.drain();
  const rows = await scene.rows();
  expect(rows).toHaveLength(24 * KEYS);
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(["succeeded"]));
  expect(seen.tried - triedBefore).toBe(24 * KEYS);
  for (let key = 0; key < KEYS; key += 1)
    expect(orderOf(`k${key}`)).toEqual(Array.from({ length: 24 }, (_, n) => n));
  // No stampede: the endpoint's own limit holds, however much has piled up.
  expect(seen.mostAtOnce).toBeLessThanOrEqual(4);
  await real.close();
});

test("one event that always fails keeps its own times while others arrive, and does not use up its tries at their pace", async () => {
  await scene.endpoint(catcher.url);
  const sender = scene.deliverer();
  catcher.script({ status: 500 });
  await scene.tell({ key: "poison", n: 0 });
  await sender.drain();
  for (let n = 0; n < 20; n += 1) {
    await scene.tell({ key: "other", n });
    await sender.drain();
  }
  expect(orderOf("poison")).toEqual([0]);
  expect(orderOf("other")).toHaveLength(20);
});
