import { DAY, type Json, manualClock, secureRandom } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countReplay,
  createReplay,
  findRun,
  migrations,
  replayRun,
  runsOfEvents,
  searchRuns,
} from "../index.ts";
import { writePastRuns } from "../testing/past-runs.ts";
import { advanceReplay } from "./replay-chunks.ts";

// Transactions of many days are kept. Whoever looks up what started a few runs must not read all of them.
const clock = manualClock("2026-03-01T12:00:00.000Z");
const DAYS = 12;
const orgId = "a".repeat(24);
const at = (daysAgo: number): Date => new Date(clock.now().getTime() - daysAgo * DAY);
let database: Database;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  for (let day = DAYS; day > 0; day -= 1) {
    await database.run("select workflow.make_partitions($1::date, 0)", [at(day).toISOString().slice(0, 10)]);
    await writePastRuns(database, { orgId, workflowId: "w", count: 1_000, since: at(day) });
  }
  await database.run("analyze");
});
afterAll(() => database.close());

/** Collects the partitions that the statements of `work` read. */
async function daysRead(work: (database: Database) => Promise<unknown>): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  const over = (sql: Sql): Sql => {
    const explained =
      <Result>(ask: (text: string, params?: readonly unknown[]) => Promise<Result>) =>
      async (text: string, params: readonly unknown[] = []): Promise<Result> => {
        if (/^\s*(select|with)/.test(text) && !/\bupdate\b/.test(text)) {
          const row = await sql.one<{ "QUERY PLAN": Json }>(
            `explain (analyze, costs off, format json) ${text}`,
            params,
          );
          noteRead(row["QUERY PLAN"], read);
        }
        return ask(text, params);
      };
    return {
      ...sql,
      all: explained(sql.all) as Sql["all"],
      maybe: explained(sql.maybe) as Sql["maybe"],
      one: explained(sql.one) as Sql["one"],
    };
  };
  const transaction: Database["transaction"] = (within) => database.transaction((tx) => within(over(tx)));
  await work({ ...database, ...over(database), transaction });
  return read;
}

function noteRead(plan: Json, read: Set<string>): void {
  if (typeof plan !== "object" || plan === null) return;
  if (!Array.isArray(plan)) {
    const name = plan["Relation Name"];
    if (typeof name === "string" && /_\d{8}$/.test(name) && plan["Actual Loops"] !== 0) read.add(name);
  }
  for (const part of Object.values(plan)) noteRead(part, read);
}

const ofEvents = (read: ReadonlySet<string>): string[] =>
  [...read].filter((name) => name.startsWith("events_")).toSorted();

test("a search reads what started the runs of its slice, no other days", async () => {
  const read = await daysRead((sql) =>
    searchRuns(sql, orgId, { text: "run 77", limit: 30 }, { budgetMs: 0, sliceSize: 1_500 }),
  );
  expect(ofEvents(read)).toEqual(["events_20260227", "events_20260228"]);
});

test("one run, whether looked at or run again, asks for one transaction of one day", async () => {
  const { id } = await database.one<{ id: string }>(
    "select id from workflow.runs order by id offset 5500 limit 1",
  );
  const request = { orgId, runId: id, version: "own" as const, now: clock.now(), newRunId: "b".repeat(24) };
  const read = await daysRead((sql) => replayRun(sql, request).catch(() => {}));
  expect(ofEvents(read)).toEqual(["events_20260222"]);
  expect(ofEvents(await daysRead((sql) => findRun(sql, orgId, id)))).toEqual(["events_20260222"]);
});

test("runs that a transaction started are looked for from its day on", async () => {
  const event = await database.one<{ id: string }>("select id from workflow.events order by id desc limit 1");
  const read = await daysRead((sql) => runsOfEvents(sql, orgId, [event.id]));
  expect([...read].toSorted()[0]).toBe("runs_20260228");
});

test("a replay counts and takes up the runs of its span without reading what started others", async () => {
  const filter = { workflowId: "w", from: at(6), to: at(5) };
  const days = ["events_20260223", "events_20260224"];
  expect(ofEvents(await daysRead((sql) => countReplay(sql, orgId, filter, clock.now())))).toEqual(days);
  const tools = { now: clock.now(), random: secureRandom };
  const { id } = await createReplay(database, orgId, { filter, version: "own", createdBy: "Robin" }, tools);
  const limits = { ...tools, ready: 10, open: 10, looked: 2_000 };
  expect(ofEvents(await daysRead((sql) => advanceReplay(sql, { org_id: orgId, id }, limits)))).toEqual(days);
});
