import { manualClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { maintainPartitions, migrations, type OutsideRequest } from "../index.ts";
import { answer, OutsideWorld, oneStep, post, SECRET } from "../testing/outside-world.ts";

// An idempotency key promises one request. Whoever gets it twice with two bodies answers the second with an error, or does it twice.
const LEASE_MS = 25_000;
const clock = manualClock("2026-03-01T12:00:00.000Z");
const body = "{{randomId size=20}} {{date 'seconds'}} {{steps.1.text}}";
const changing = { ...post, url: "/#fn:randomId", body };
let database: Database;
let world: OutsideWorld;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  world = new OutsideWorld(database, clock);
});

const silent = answer(undefined, "no answer within 15 s");
const retrying = (type: string) => ({
  errorCases: [{ condition: { op: "and", values: [{ op: "true", values: [true] }] }, errorAction: { type } }],
});

async function pass(ms: number, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.advance(ms);
    await world.executor().drain();
  }
}

/** All that was sent must be the same request. */
function expectSame(sent: readonly OutsideRequest[], times: number): void {
  expect(sent).toHaveLength(times);
  expect(new Set(sent.map((request) => JSON.stringify(request))).size).toBe(1);
  expect(sent[0]?.body).toMatch(/^[A-Z2-9]{20} 2026-03-01T12:/);
}

test("a call that had no answer is sent again to the letter, and so it stands in the record", async () => {
  const id = await world.enable(oneStep("arrived", "post", changing));
  world.answers = [silent, silent];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  await pass(60_000, 2);
  expectSame(world.sent, 3);
  const run = await world.only(id);
  expect(run).toMatchObject({ state: "completed", journal: [{}, { input: { body: world.sent[0]?.body } }] });
});

test("who takes over the call of a process that died sends what that one sent", async () => {
  await world.enable(oneStep("arrived", "post", changing));
  await world.arrive({ text: "hello" });
  const sent: OutsideRequest[] = [];
  const { promise, resolve } = Promise.withResolvers<typeof silent>();
  const dying = world.executor((request) => {
    sent.push(request);
    return promise;
  });
  const stuck = dying.drain();
  await expect.poll(() => sent.length).toBe(1);
  await pass(LEASE_MS + 1);
  expectSame([...sent, ...world.sent], 2);
  resolve(silent);
  await stuck;
});

test.each(["retry-action", "retry-workflow"])(
  "an error case that says %s sends the same again under the same key",
  async (type) => {
    const id = await world.enable(oneStep("arrived", "post", changing, retrying(type)));
    world.answers = Array.from({ length: 5 }, () => silent);
    await world.arrive({ text: "hello" });
    await world.executor().drain();
    await pass(60_000, 7);
    expectSame(world.sent, 6);
    expect(await world.only(id)).toMatchObject({ state: "completed", attempt: 2 });
  },
);

test("two runs, and two steps of one run, are not sent the same", async () => {
  const [step] = oneStep("arrived", "post", changing).steps;
  const document = oneStep("arrived", "post", changing, {
    transitions: [{ target: "more", condition: { op: "true", values: [true] } }],
  });
  await world.enable({ ...document, steps: [...document.steps, { ...step, id: "more" }] } as typeof document);
  await world.arrive({ text: "hello" });
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  expect(new Set(world.sent.map((request) => request.body)).size).toBe(4);
});

test("a run that waits for its answer holds no secret", async () => {
  await world.enable(oneStep("arrived", "post", changing));
  world.answers = [silent];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  const row = await database.one<{ kept: string }>(
    "select q::text as kept from workflow.queue q where org_id = $1",
    [world.orgId],
  );
  expect(row.kept).toContain("seed");
  expect(row.kept).not.toContain(SECRET);
  await pass(60_000);
});
