import { manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowDocument } from "./core/definition.ts";
import {
  cancelReplay,
  countReplay,
  createReplay,
  createReplayer,
  deleteWorkflow,
  findReplay,
  findRun,
  type KeepDays,
  maintainPartitions,
  migrations,
  type NewReplay,
  publishDraft,
  type Replayer,
  type ReplayRow,
  updateDraft,
} from "./index.ts";
import { answer, OutsideWorld, oneStep, post } from "./testing/outside-world.ts";
import { writePastRuns } from "./testing/past-runs.ts";

const START = "2026-03-01T12:00:00.000Z";
let clock: ReturnType<typeof manualClock>;
let database: Database;
let world: OutsideWorld;
let replayer: Replayer;

beforeAll(async () => {
  clock = manualClock(START);
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  clock.advance(60_000);
  world = new OutsideWorld(database, clock);
  replayer = replayerOf();
});

const replayerOf = (): Replayer =>
  createReplayer({
    database,
    live: createLiveBus(database),
    clock,
    random: secureRandom,
    log: { error: ({ err }: { err?: Error }) => expect(err).toBeUndefined() },
    wake: () => {},
  });
const emitting = oneStep("arrived", "emit", { name: "done" });
const since = (): Date => new Date(clock.now().getTime() - 50_000);

/** Past runs of this world that ended just before now. */
const past = (workflowId: string, count: number, more: object = {}) =>
  writePastRuns(database, { orgId: world.orgId, workflowId, count, since: since(), ...more });

async function ask(workflowId: string, more: Partial<NewReplay> = {}): Promise<ReplayRow> {
  const filter = { workflowId, from: new Date(0), ...more.filter };
  const asked = { version: "own" as const, createdBy: "Robin", ...more, filter };
  return createReplay(database, world.orgId, asked, { now: clock.now(), random: secureRandom });
}

const told = async (id: string): Promise<ReplayRow> => {
  const row = await findReplay(database, world.orgId, id);
  if (!row) throw new Error("the replay is gone");
  return row;
};

/** Lets the replayer and the executor take turns until nothing moves. */
async function finish(): Promise<void> {
  do await world.executor().drain();
  while ((await replayer.drain()) > 0);
}

const queued = async (): Promise<number> =>
  (
    await database.one<{ count: number }>("select count(*) from workflow.queue where org_id = $1", [
      world.orgId,
    ])
  ).count;

test("a range is run again in the order its runs went, whatever its size, and says how far it is", async () => {
  const id = await world.enable(emitting);
  await past(id, 2_500);
  const { id: replayId, total } = await ask(id);
  expect(total).toBe(2_500);
  expect(await replayer.drain()).toBe(1);
  expect(await told(replayId)).toMatchObject({ state: "running", queued: 256, completed: 0 });
  const order = await database.all<{ replay_of: string }>(
    "select replay_of from workflow.queue where org_id = $1 order by seq",
    [world.orgId],
  );
  expect(order.map((row) => row.replay_of)).toEqual(order.map((row) => row.replay_of).toSorted());
  await finish();
  expect(await told(replayId)).toMatchObject({
    state: "done",
    total: 2_500,
    queued: 2_500,
    completed: 2_500,
    skipped: {},
    finished_at: clock.now(),
  });
  expect(
    await database.one(
      "select count(distinct replay_of), count(*) as n from workflow.runs where org_id = $1 and replay_of is not null",
      [world.orgId],
    ),
  ).toEqual({ count: 2_500, n: 2_500 });
});

test("live runs go first: nothing is put back while they wait, and one that comes later is behind one batch at most", async () => {
  const id = await world.enable(emitting);
  await past(id, 1_000);
  for (let n = 0; n < 260; n += 1) await world.arrive({ n });
  const { id: replayId } = await ask(id);
  expect(await replayer.drain()).toBe(0);
  expect(await told(replayId)).toMatchObject({ queued: 0 });
  await world.executor().drain();
  await replayer.drain();
  await world.arrive({ n: "late" });
  await replayer.drain();
  const ahead = await database.one<{ count: number }>(
    "select count(*) from workflow.queue where org_id = $1 and seq < (select max(seq) from workflow.queue where org_id = $1 and replay_of is null)",
    [world.orgId],
  );
  expect(ahead.count).toBe(256);
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "done", completed: 1_000 });
});

test("a filter is counted first, and only what fits is run again", async () => {
  const id = await world.enable(emitting);
  await past(id, 30, { state: "failed" });
  clock.advance(1_000);
  await past(id, 20, { state: "completed" });
  const filter = { workflowId: id, state: "failed" as const, text: "run 1" };
  expect(await countReplay(database, world.orgId, filter, clock.now())).toEqual({
    total: 11,
    byState: { completed: 0, failed: 11, canceled: 0 },
    gone: 0,
  });
  const { id: replayId } = await ask(id, { filter });
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "done", total: 11, queued: 11 });
  const none = await ask(id, { filter: { ...filter, text: "nowhere" } });
  await finish();
  expect(await told(none.id)).toMatchObject({ state: "done", total: 0, queued: 0 });
});

test("runs of canceled ones, and those named one by one, are run again", async () => {
  const id = await world.enable(emitting);
  await past(id, 5, { state: "canceled" });
  const rows = await database.all<{ id: string }>(
    "select id from workflow.runs where org_id = $1 order by id limit 2",
    [world.orgId],
  );
  const { id: replayId } = await ask(id, { filter: { runIds: rows.map((row) => row.id) } });
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "done", total: 2, completed: 2 });
});

test("a replay never runs again what began with it or after it", async () => {
  const id = await world.enable(emitting);
  await past(id, 3);
  const first = await ask(id);
  await world.arrive({ text: "later" });
  await finish();
  expect(await told(first.id)).toMatchObject({ state: "done", queued: 3 });
  clock.advance(1_000);
  const second = await ask(id);
  await finish();
  expect(await told(second.id)).toMatchObject({ state: "done", queued: 7 });
});

test("what cannot be run again as asked is skipped, and counted by why", async () => {
  const id = await world.enable(emitting);
  await past(id, 6);
  await past(id, 1, { version: 9, since: new Date(since().getTime() + 1_000) });
  await database.run(
    "delete from workflow.events where org_id = $1 and id in (select event_id from workflow.runs where org_id = $1 order by id limit 2)",
    [world.orgId],
  );
  const own = await ask(id);
  await finish();
  expect(await told(own.id)).toMatchObject({
    state: "done",
    total: 7,
    queued: 4,
    completed: 4,
    skipped: { "event-gone": 2, "version-gone": 1 },
  });
  expect(
    await countReplay(database, world.orgId, { workflowId: id, to: since() }, clock.now()),
  ).toMatchObject({ gone: 1 });
  const unreached = await ask(id, { fromStep: "other", filter: { state: "completed" } });
  await finish();
  expect((await told(unreached.id)).skipped).toMatchObject({ "step-gone": 4 });
});

test("its total is what it came to: not runs that were dropped meanwhile, but one that ended meanwhile", async () => {
  const id = await world.enable(emitting);
  await past(id, 300);
  await world.arrive({ text: "goes on while it is counted" });
  clock.advance(1);
  const asked = await ask(id);
  await replayer.drain();
  expect(await told(asked.id)).toMatchObject({ total: 300, queued: 255 });
  await database.run(
    "delete from workflow.runs where org_id = $1 and id in (select id from workflow.runs where org_id = $1 order by id desc limit 10)",
    [world.orgId],
  );
  await finish();
  expect(await told(asked.id)).toMatchObject({ state: "done", total: 291, queued: 291, completed: 291 });
});

test("from a step on, with the newest version: earlier outputs are pinned, and a step that is gone is told", async () => {
  const two = (second: string): WorkflowDocument =>
    ({
      name: "Two",
      trigger: {
        id: "1",
        eventName: "arrived",
        transitions: [{ target: "act", condition: { op: "true", values: [true] } }],
      },
      steps: [
        {
          id: "act",
          action: "post",
          params: post,
          transitions: [{ target: second, condition: { op: "true", values: [true] } }],
        },
        { id: second, action: "post", params: { ...post, body: "/#steps.act.body" }, transitions: [] },
      ],
    }) as unknown as WorkflowDocument;
  const id = await world.enable(two("tell"));
  world.answers = [answer(200, "from act")];
  await world.arrive({ text: "hello" });
  await world.executor().drain();
  const original = await world.only(id);
  const change = { orgId: world.orgId, by: "test", at: clock.now() };
  world.sent = [];
  clock.advance(1_000);
  const first = await ask(id, { fromStep: "tell" });
  await finish();
  expect(world.sent.map((request) => request.body)).toEqual(["from act"]);
  expect(await told(first.id)).toMatchObject({ state: "done", completed: 1 });
  await updateDraft(database, change, id, two("say"), undefined);
  await publishDraft(database, change, id);
  const second = await ask(id, { fromStep: "tell", version: "newest", filter: { runIds: [original.id] } });
  await finish();
  expect(await told(second.id)).toMatchObject({ state: "done", queued: 0, skipped: { "step-gone": 1 } });
});

test("a canceled replay takes its untouched runs off the queue, and lets those that have begun end", async () => {
  const id = await world.enable(oneStep("arrived", "post", post));
  await past(id, 400);
  const { id: replayId } = await ask(id);
  world.answers = [answer(undefined, "connection reset")];
  await replayer.drain();
  await world.executor().drain();
  await replayer.drain();
  const canceled = await cancelReplay(database, world.orgId, replayId, clock.now());
  expect(canceled).toMatchObject({ state: "canceled", queued: 400, completed: 255, canceled: 144 });
  expect(await queued()).toBe(1);
  expect(await cancelReplay(database, world.orgId, replayId, clock.now())).toBeUndefined();
  clock.advance(10_000);
  await finish();
  await world.executor().drain();
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "canceled", completed: 256, canceled: 144 });
});

test("runs that left with their workflow are no longer waited for", async () => {
  const id = await world.enable(emitting);
  await past(id, 10);
  const { id: replayId } = await ask(id);
  await replayer.drain();
  await deleteWorkflow(database, world.orgId, id);
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "done", queued: 10, canceled: 10 });
});

test("two replayers at once put nothing back twice", async () => {
  const id = await world.enable(emitting);
  await past(id, 700);
  const { id: replayId } = await ask(id);
  const others = [replayer, replayerOf(), replayerOf()];
  for (let moved = 1; moved > 0; ) {
    moved = (await Promise.all(others.map((one) => one.drain()))).reduce((sum, count) => sum + count, 0);
    await world.executor().drain();
  }
  expect(await told(replayId)).toMatchObject({ state: "done", queued: 700, completed: 700 });
});

test("runs of different parts of the tables are found alike", async () => {
  const id = await world.enable(emitting);
  await past(id, 3);
  const keep: KeepDays = 30;
  await database.run("select workflow.make_partitions($1::date, $2)", [START.slice(0, 10), keep]);
  await database.run("insert into workflow.retention (org_id, keep_days, changed_at) values ($1, $2, $3)", [
    world.orgId,
    keep,
    clock.now(),
  ]);
  await world.arrive({ text: "in the new part" });
  await world.executor().drain();
  clock.advance(1_000);
  const { id: replayId } = await ask(id);
  await finish();
  expect(await told(replayId)).toMatchObject({ state: "done", completed: 4 });
  const [row] = await world.runsOf(id);
  expect(await findRun(database, world.orgId, row?.id ?? newId(clock.now()))).toMatchObject({
    state: "completed",
  });
});
