import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

// Replays of many runs, and how long runs are kept, by API over the whole of Desk.
let bench: DeskBench;
let workflow: string;
let hook: { id: string; hash: string };
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.clock.advance(60_000);
  const made = await bench.call("POST", "/v1/hooks/web", { title: "Reviews" });
  hook = { id: made.body.data.id, hash: made.body.data.attributes.hash };
  const saved = await bench.call("POST", "/v1/workflows", {
    name: "Make",
    enabled: true,
    trigger: {
      id: "1",
      eventName: `kustomer.hooks.web.${hook.id}.receive`,
      transitions: [{ target: "make", condition: { op: "true", values: [true] } }],
    },
    steps: [
      {
        id: "make",
        action: "kustomer.customer.create",
        params: { name: "/#steps.1.attributes.data.name" },
        transitions: [],
      },
    ],
  });
  expect(saved.status).toBe(201);
  workflow = saved.body.data.id;
});

async function arrive(...names: string[]): Promise<void> {
  for (const name of names)
    expect((await bench.call("POST", `/v1/hooks/web/${hook.hash}`, { name })).status).toBe(201);
  await bench.desk.executor.drain();
  bench.clock.advance(1_000);
}

async function finish(): Promise<void> {
  do await bench.desk.executor.drain();
  while ((await bench.desk.replayer.drain()) > 0);
}

const PAST = "2000-01-01T00:00:00Z";
const pointerOf = ({ body }: { body: { errors: { source: { pointer?: string } }[] } }) =>
  body.errors[0]?.source.pointer;

test("a range is counted, run again in the background, and told in words", async () => {
  await arrive("Robin", "Alex", "Sam");
  const filter = { workflow, from: PAST };
  const counted = await bench.call("POST", "/v1/replays", { ...filter, dryRun: true });
  expect(counted).toEqual({
    status: 200,
    body: { total: 3, byState: { completed: 3, failed: 0, canceled: 0 }, gone: 0 },
  });
  const asked = await bench.call("POST", "/v1/replays", { ...filter, q: "robin", version: "newest" });
  expect(asked).toMatchObject({
    status: 201,
    body: {
      data: { state: "running", total: 1, queued: 0, words: "None of 1 begun again, behind live runs." },
    },
  });
  await finish();
  const { id } = asked.body.data;
  expect((await bench.call("GET", `/v1/replays/${id}`)).body.data).toMatchObject({
    state: "done",
    version: "newest",
    fromStep: null,
    filter: { workflow, q: "robin", from: "2000-01-01T00:00:00.000Z" },
    total: 1,
    queued: 1,
    completed: 1,
    skipped: 0,
    words: "1 of 1 run again. 1 completed.",
  });
  const [run] = (await bench.call("GET", `/v1/runs?workflow=${workflow}`)).body.data;
  expect(run.attributes.replayOf).toMatch(/^[0-9a-f]{24}$/);
  expect((await bench.call("GET", "/v1/replays")).body.data[0]).toMatchObject({ id });
  expect((await bench.call("POST", `/v1/replays/${id}/cancel`, {})).status).toBe(409);
  expect((await bench.call("POST", "/v1/replays/nowhere/cancel", {})).status).toBe(404);
  expect((await bench.call("GET", "/v1/replays/nowhere")).status).toBe(404);
});

test("a replay that is stopped before it began leaves everything as it was", async () => {
  await arrive("Robin");
  const asked = await bench.call("POST", "/v1/replays", { workflow, from: PAST });
  const stopped = await bench.call("POST", `/v1/replays/${asked.body.data.id}/cancel`, {});
  expect(stopped.body.data).toMatchObject({ state: "canceled", queued: 0 });
  await finish();
  expect((await bench.call("GET", `/v1/runs?workflow=${workflow}`)).body.data).toHaveLength(1);
});

test("what cannot be meant is refused at its field", async () => {
  const ask = (body: object) => bench.call("POST", "/v1/replays", body);
  expect(pointerOf(await ask({ workflow }))).toBe("/from");
  expect(pointerOf(await ask({ workflow, from: PAST, to: "1999-01-01T00:00:00Z" }))).toBe("/to");
  expect(pointerOf(await ask({ from: PAST, fromStep: "make" }))).toBe("/workflow");
  expect(pointerOf(await ask({ from: PAST, version: 1 }))).toBe("/workflow");
  expect(pointerOf(await ask({ workflow, from: PAST, version: 7 }))).toBe("/version");
  expect((await ask({ workflow: "nowhere", from: PAST })).status).toBe(404);
  expect(pointerOf(await ask({ workflow, from: PAST, state: "pending" }))).toBe("/state");
});

test("how long runs are kept is the organisation's choice among a few, and is followed at once", async () => {
  const url = "/v1/settings/retention";
  expect((await bench.call("GET", url)).body).toEqual({
    data: { runsDays: null, defaultDays: 90, choices: [7, 30, 90, 180, 365] },
  });
  expect((await bench.call("PUT", url, { runsDays: 30 })).body.data.runsDays).toBe(30);
  await arrive("Robin");
  expect(
    await bench.database.all(
      "select distinct r.keep_days as run, e.keep_days as event from workflow.runs r, workflow.events e where r.workflow_id = $1 and e.id = r.event_id",
      [workflow],
    ),
  ).toEqual([{ run: 30, event: 30 }]);
  const refused = await bench.call("PUT", url, { runsDays: 31 });
  expect([refused.status, pointerOf(refused)]).toEqual([400, "/runsDays"]);
  expect(refused.body.errors[0].detail).toContain("7, 30, 90, 180, 365");
  expect((await bench.call("PUT", url, { runsDays: null })).body.data.runsDays).toBeNull();
  const headers = { authorization: `Bearer ${await bench.key("org.permission.workflow.read")}` };
  expect((await bench.call("GET", url, undefined, headers)).status).toBe(200);
  expect((await bench.call("PUT", url, { runsDays: 7 }, headers)).status).toBe(403);
  expect((await bench.call("POST", "/v1/replays", { workflow, from: PAST }, headers)).status).toBe(403);
});
