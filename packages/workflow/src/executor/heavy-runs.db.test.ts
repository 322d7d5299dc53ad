import { setTimeout } from "node:timers/promises";
import { type Json, manualClock, newId, secureRandom } from "@hark/kernel";
import { longestHold } from "@hark/kernel/testing";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Step } from "../core/definition.ts";
import {
  createExecutor,
  insertWorkflow,
  listRuns,
  maintainPartitions,
  migrations,
  publishDraft,
  publishEvents,
  setEnabled,
} from "../index.ts";
import { scriptedOutside } from "../testing/scripted-actions.ts";
import { catalogue, INNER, OUTSIDE } from "../testing/simulation/random-document.ts";
import type { AnyAction } from "./action.ts";

const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let orgId: string;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  orgId = newId(clock.now());
});

const describe = (name: string) => {
  const description = catalogue.find(name);
  if (!description) throw new Error(`${name} is no simulated action`);
  return description;
};

/** How many runs stood together at each wave. */
const waves: number[] = [];
/** Gives what it is given; leaves a mark, so that a run that steps off has the batch done again. */
const echo: AnyAction = {
  description: describe(INNER[0]),
  hasEffects: true,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items) => {
    waves.push(items.length);
    return items.map(({ params }) => ({ output: params }));
  },
};
/** How many calls were under way together, at most. */
let together = 0;
let underWay = 0;
const answerSlowly: typeof scriptedOutside = async (request) => {
  underWay += 1;
  together = Math.max(together, underWay);
  await setTimeout(50);
  underWay -= 1;
  return scriptedOutside(request);
};
const outside: AnyAction = {
  description: describe(OUTSIDE),
  outside: true,
  request: () => ({ request: { method: "GET", url: "https://api.example/", headers: {}, body: undefined } }),
  outcome: () => ({ output: {} }),
};

/** Runs a workflow of these steps, one behind the other, on so many events; gives how they ended. */
async function runAll(steps: readonly Pick<Step, "action" | "params">[], events: number, data: Json) {
  const id = newId(clock.now());
  const to = (at: number): Step["transitions"] =>
    at < steps.length ? [{ target: `s${at}`, condition: { op: "true", values: [true] } }] : [];
  const document = {
    name: "Heavy",
    trigger: { id: "1", eventName: "heavy", transitions: to(0) },
    steps: steps.map((step, at) => ({ id: `s${at}`, ...step, transitions: to(at + 1) })),
  };
  const change = { orgId, by: "test", at: clock.now() };
  await insertWorkflow(database, change, id, document, undefined);
  await publishDraft(database, change, id);
  await setEnabled(database, change, id, true);
  await publishEvents(
    database,
    Array.from({ length: events }, () => ({
      orgId,
      id: newId(clock.now()),
      name: "heavy",
      sourceId: "test",
      data: JSON.stringify(data),
      meta: {},
      depth: 0,
      createdAt: clock.now(),
      key: null,
    })),
  );
  const executor = createExecutor({
    database,
    live: createLiveBus(database),
    actions: [echo, outside],
    catalogue,
    clock,
    random: secureRandom,
    log: { error: () => {} },
    retentionDays: 90,
    outside: answerSlowly,
  });
  await executor.drain();
  return listRuns(database, orgId, { workflowId: id, limit: 1_000, offset: 0 });
}

test("others have their turn while a batch of runs is worked out, each of which takes all that one may", async () => {
  const text = "{{#each steps.1.list}}{{#each @root.steps.1.list}}{{this}}{{/each}}{{/each}}";
  const list = Array.from({ length: 300 }, (_, at) => at);
  const steps = [{ action: INNER[0], params: { text } }];
  const { longestMs, allMs, result: runs } = await longestHold(() => runAll(steps, 64, { list }));
  expect(runs.map((run) => run.state)).toEqual(runs.map(() => "failed"));
  // All of it is one block without the turns, and a sixtieth with them.
  expect(longestMs).toBeLessThan(allMs / 4);
});

/** A text that cannot be stored as less than it is. */
const noise = (length: number): string =>
  Array.from({ length: Math.ceil(length / 40_000) }, () =>
    Buffer.from(secureRandom(30_000)).toString("base64"),
  )
    .join("")
    .slice(0, length);

const large = { text: "a".repeat(390_000) };
const handOn = (count: number) =>
  Array.from({ length: count }, () => ({ action: INNER[0], params: { any: "/#steps.1" } }));

test("a run that waits fails when it holds more than can be put down; one that does not wait goes on", async () => {
  const call = { action: OUTSIDE, params: {} };
  const [light] = await runAll([...handOn(2), call], 1, large);
  expect(light).toMatchObject({ state: "completed" });
  const [heavy] = await runAll([...handOn(3), call], 1, large);
  expect(heavy).toMatchObject({ state: "failed", error: { code: "too-large", step: "s3" } });
  const [quick] = await runAll(handOn(3), 1, large);
  expect(quick).toMatchObject({ state: "completed" });
});

test("a batch ends sooner when its runs hold too much together, and the others go in the next", async () => {
  waves.length = 0;
  // Each step has and gives 800,000 characters, so that a run comes to hold four million, and not all 40 at once.
  const any = Array.from({ length: 20 }, () => "/#steps.1.text");
  const steps = [1, 2, 3].map(() => ({ action: INNER[0], params: { any } }));
  const runs = await runAll(steps, 40, { text: "a".repeat(40_000) });
  expect(runs.map((run) => run.state)).toEqual(Array.from({ length: 40 }, () => "completed"));
  expect(waves[0]).toBe(40);
  expect(waves.filter((count) => count === 40).length).toBeLessThan(3);
});

test.each<[string, string, number[]]>([
  ["as they are stored", noise(390_000), [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]],
  ["as they are read, however small they are stored", "a".repeat(390_000), [20, 5]],
])("of payloads that are very large %s, fewer are taken at once", async (_how, text, taken) => {
  waves.length = 0;
  const runs = await runAll(handOn(1), 25, { text });
  expect(runs.map((run) => run.state)).toEqual(Array.from({ length: 25 }, () => "completed"));
  expect(waves).toEqual(taken);
});

test("of very large runs that wait, fewer calls are under way at a time", async () => {
  const call = { action: OUTSIDE, params: {} };
  const most = async (data: Json): Promise<number> => {
    together = 0;
    const runs = await runAll([...handOn(2), call], 24, data);
    expect(runs.map((run) => run.state)).toEqual(Array.from({ length: 24 }, () => "completed"));
    return together;
  };
  expect(await most({ text: "a" })).toBeGreaterThan(8);
  // Each holds 1.9 million characters.
  expect(await most(large)).toBeLessThanOrEqual(8);
});
