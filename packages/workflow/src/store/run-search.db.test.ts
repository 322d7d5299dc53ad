import { manualClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelRun,
  findRun,
  listRuns,
  maintainPartitions,
  migrations,
  type RunSearch,
  searchRuns,
} from "../index.ts";
import { answer, OutsideWorld, oneStep, post } from "../testing/outside-world.ts";
import { writePastRuns } from "../testing/past-runs.ts";

const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let world: OutsideWorld;
beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  clock.advance(60_000);
  world = new OutsideWorld(database, clock);
});

const since = (): Date => new Date(clock.now().getTime() - 50_000);

/** All pages of a search, one behind the other. */
async function pages(search: Partial<RunSearch>, bounds: Parameters<typeof searchRuns>[3] = {}) {
  const all = [];
  let before: string | undefined;
  for (;;) {
    const page = await searchRuns(database, world.orgId, { limit: 7, ...search, before }, bounds);
    all.push(page);
    if (page.before === null) return all;
    before = page.before;
  }
}

test("pages of a search, however small its slices, give every run that fits once, newest first", async () => {
  await writePastRuns(database, { orgId: world.orgId, workflowId: "w", count: 500, since: since() });
  const id = await world.enable(oneStep("arrived", "emit", { name: "done" }));
  for (const text of ["run 1", "run 2", "run 1 again"]) await world.arrive({ text });
  for (const bounds of [{}, { sliceSize: 3, budgetMs: 0 }, { sliceSize: 64, budgetMs: 0 }]) {
    const ids = (await pages({}, bounds)).flatMap((page) => page.rows.map((row) => row.id));
    expect(ids).toHaveLength(503);
    expect(ids).toEqual([...new Set(ids)].toSorted().reverse());
    const found = (await pages({ text: "RUN 1" }, bounds)).flatMap((page) => page.rows);
    // 1, 10 to 19, 100 to 199, and two that have not ended.
    expect(found).toHaveLength(113);
    expect(found.filter((row) => row.state === "pending")).toHaveLength(2);
    expect((await pages({ workflowId: id }, bounds)).flatMap((page) => page.rows)).toHaveLength(3);
    expect((await pages({ state: "pending" }, bounds)).flatMap((page) => page.rows)).toHaveLength(3);
  }
});

test("a search whose time is over says how far it looked, and goes on from there", async () => {
  await writePastRuns(database, { orgId: world.orgId, workflowId: "w", count: 100, since: since() });
  const first = await searchRuns(
    database,
    world.orgId,
    { text: "run 99", stepId: "nowhere", limit: 10 },
    { budgetMs: 0, sliceSize: 40 },
  );
  expect(first).toMatchObject({ rows: [], looked: 40, complete: false });
  expect(first.lookedBackTo).toEqual(new Date(since().getTime() + 60));
  const last = await searchRuns(
    database,
    world.orgId,
    { recordId: "record-5", limit: 100, before: first.before ?? undefined },
    { sliceSize: 1_000 },
  );
  // 5, 50 to 59 of the sixty that are left.
  expect(last).toMatchObject({ looked: 60, complete: true, before: null });
  expect(last.rows).toHaveLength(11);
});

test("from and to are about when a run was queued, both included", async () => {
  await writePastRuns(database, { orgId: world.orgId, workflowId: "w", count: 100, since: since() });
  const at = (n: number): Date => new Date(since().getTime() + n);
  const found = await pages({ from: at(10), to: at(19) });
  expect(found.flatMap((page) => page.rows)).toHaveLength(10);
});

test("a step is found in runs that ended, that wait, and that were taken back while they waited", async () => {
  await writePastRuns(database, { orgId: world.orgId, workflowId: "w", count: 2, since: since() });
  const id = await world.enable(oneStep("arrived", "post", post));
  for (const text of ["one", "two"]) await world.arrive({ text });
  world.answers = [answer(undefined, "nobody is there"), answer(undefined, "nobody is there")];
  await world.executor().drain();
  const [waiting, taken] = await world.runsOf(id);
  await cancelRun(database, world.orgId, taken?.id ?? "", { now: clock.now(), by: "test" });
  const states = async (stepId: string): Promise<string[]> =>
    (await pages({ stepId })).flatMap((page) => page.rows.map((row) => row.state)).toSorted();
  expect(waiting?.state).toBe("waiting");
  expect(await states("1")).toEqual(["canceled", "completed", "completed", "waiting"]);
  // Those that wait stand at it; they have not been through it.
  expect(await states("act")).toEqual(["completed", "completed"]);
  expect(await states("ac")).toEqual([]);
  const canceled = await findRun(database, world.orgId, taken?.id ?? "");
  expect(canceled?.journal).toMatchObject([{ stepId: "1", action: null, transition: { target: "act" } }]);
});

test("the failed few are found among many that went well, by their index", async () => {
  const past = { orgId: world.orgId, workflowId: "w" };
  await writePastRuns(database, { ...past, count: 3, since: since(), state: "failed" });
  await writePastRuns(database, { ...past, count: 5_000, since: new Date(since().getTime() + 10) });
  const page = await searchRuns(database, world.orgId, {
    workflowId: "w",
    state: "failed",
    error: "BROKE",
    limit: 10,
  });
  expect(page).toMatchObject({ looked: 3, complete: true });
  expect(page.rows).toHaveLength(3);
  const listed = await listRuns(database, world.orgId, {
    workflowId: "w",
    state: "failed",
    limit: 10,
    offset: 0,
  });
  expect(listed).toHaveLength(3);
});

test("among a hundred thousand runs a search stays within its time, and no other organisation's are seen", async () => {
  const other = new OutsideWorld(database, clock);
  for (const orgId of [world.orgId, other.orgId])
    await writePastRuns(database, {
      orgId,
      workflowId: "w",
      count: 100_000,
      since: since(),
      state: "completed",
    });
  await database.run("analyze workflow.runs");
  await database.run("analyze workflow.events");
  const begun = performance.now();
  const page = await searchRuns(
    database,
    world.orgId,
    { text: "nothing has this", stepId: "act", limit: 10 },
    { budgetMs: 300 },
  );
  // One slice may have begun when the time was over.
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(page.rows).toEqual([]);
  expect(page.looked).toBeGreaterThan(0);
  const exact = await searchRuns(database, world.orgId, { text: 'run 99999"', limit: 10 }, { budgetMs: 0 });
  expect(exact).toMatchObject({ complete: false });
  expect(exact.rows).toHaveLength(1);
});
