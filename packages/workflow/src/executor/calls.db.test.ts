import { type JsonObject, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { catalogueOf } from "../core/catalogue.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import {
  type AnyAction,
  cancelRun,
  createExecutor,
  type Executor,
  findRun,
  insertWorkflow,
  listRuns,
  MASK,
  maintainPartitions,
  migrations,
  type OutsideAnswer,
  type OutsideRequest,
  publishDraft,
  publishEvents,
  queueCalls,
  replayRun,
  searchRuns,
  setEnabled,
} from "../index.ts";

const SECRET = "s3cret-value";
const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let orgId: string;
let sent: OutsideRequest[] = [];
let answers: OutsideAnswer[] = [];

const property = (title: string) => ({ type: "any" as const, title });
const describe = (name: string, names: readonly string[]) => ({
  name,
  label: name,
  group: "World",
  purpose: "",
  input: {
    type: "object" as const,
    properties: Object.fromEntries(names.map((entry) => [entry, property(entry)])),
  },
  exampleOutput: { status: 299 },
});

const actions: AnyAction[] = [
  {
    description: describe("post", ["url", "token", "body"]),
    outside: true,
    request: ({ url, token, body }) => ({
      request: {
        method: "POST",
        url: String(url),
        headers: { authorization: `Bearer ${String(token)}` },
        body: String(body),
      },
    }),
    outcome: ({ statusCode, body }) => ({ output: { status: statusCode ?? 0, body } }),
  },
  {
    description: describe("later", ["workflowId", "minutes", "inputs"]),
    hasEffects: true,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items, { now }) =>
      items.map(({ params }) => ({
        output: {},
        call: {
          workflowId: String(params["workflowId"]),
          inputs: params["inputs"] as JsonObject,
          dueAt: new Date(now.getTime() + Number(params["minutes"]) * 60_000),
        },
      })),
  },
  {
    description: describe("emit", ["name"]),
    hasEffects: true,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items) =>
      items.map(({ params, runId }) => ({
        output: { runId },
        emits: [{ name: String(params["name"]), sourceId: "record", data: { id: "record" } }],
      })),
  },
];

const always = (target: string) => [{ target, condition: { op: "true", values: [true] } }] as const;
const doc = (eventName: string, action: string, params: JsonObject, more: object = {}): WorkflowDocument =>
  ({
    name: "Test",
    trigger: { id: "1", eventName, transitions: always("act") },
    steps: [{ id: "act", action, params, transitions: [], ...more }],
  }) as unknown as WorkflowDocument;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  orgId = newId(clock.now());
  sent = [];
  answers = [];
});

async function enable(document: WorkflowDocument): Promise<string> {
  const id = newId(clock.now());
  const change = { orgId, by: "test", at: clock.now() };
  await insertWorkflow(database, change, id, document, undefined);
  await publishDraft(database, change, id);
  await setEnabled(database, change, id, true);
  return id;
}

const executor = (): Executor =>
  createExecutor({
    database,
    live: createLiveBus(database),
    actions,
    catalogue: catalogueOf(actions.map((action) => action.description)),
    clock,
    random: secureRandom,
    log: { error: (facts) => expect(facts).toBeUndefined() },
    retentionDays: 90,
    outside: async (request) => {
      sent.push(request);
      return answers.shift() ?? answer(200, "fine");
    },
    variables: async (_sql, _org, ids) => new Map(ids.map((id) => [id, { token: SECRET }])),
  });

function answer(statusCode: number | undefined, body: string, refused = false): OutsideAnswer {
  const error = statusCode === undefined ? body : undefined;
  return { statusCode, headers: {}, body, error, refused, durationMs: 1 };
}

async function arrive(data: JsonObject, orderKey: string | null = null): Promise<void> {
  const id = newId(clock.now());
  const event = {
    orgId,
    id,
    name: "arrived",
    sourceId: "hook",
    data: JSON.stringify(data),
    meta: {},
    depth: 0,
  };
  await publishEvents(database, [{ ...event, createdAt: clock.now(), key: null, orderKey }]);
}

const runsOf = (workflowId: string) => listRuns(database, orgId, { workflowId, limit: 100, offset: 0 });

async function only(workflowId: string) {
  const [row, ...others] = await runsOf(workflowId);
  expect(others).toEqual([]);
  const detail = row && (await findRun(database, orgId, row.id));
  if (!detail) throw new Error("there is no run");
  return detail;
}

const post = { url: "https://api.example/x", token: "/#variables.token", body: "/#steps.1.text" };

test("a call is made outside, its answer goes on, and a secret never stands in the record", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(503, `you sent ${SECRET}`)];
  await arrive({ text: "hello" });
  await executor().drain();
  const run = await only(id);
  expect(run.state).toBe("completed");
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers["authorization"]).toBe(`Bearer ${SECRET}`);
  expect(sent[0]?.headers["idempotency-key"]).toBe(`${run.id}-act`);
  expect(JSON.stringify(run)).not.toContain(SECRET);
  expect(run.journal).toMatchObject([
    {},
    { input: { token: MASK }, output: { status: 503, body: `you sent ${MASK}` } },
  ]);
});

test("a network fault is tried again under the same key, and what it waits for is told", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(undefined, "connection refused")];
  await arrive({ text: "hello" });
  await executor().drain();
  expect(await only(id)).toMatchObject({
    state: "waiting",
    waiting_for: "another try of the call (2 of 5) after: connection refused",
  });
  clock.advance(10_000);
  await executor().drain();
  expect((await only(id)).state).toBe("completed");
  expect(new Set(sent.map((request) => request.headers["idempotency-key"])).size).toBe(1);
});

test("after its last try a call fails the step, and its error case decides", async () => {
  const errorCases = [
    {
      condition: { op: "and", values: [{ op: "true", values: [true] }] },
      errorAction: { type: "continue" },
    },
  ];
  const patient = await enable(doc("arrived", "post", post, { errorCases }));
  answers = Array.from({ length: 5 }, () => answer(undefined, "no answer within 15 s"));
  await arrive({ text: "hello" });
  for (let round = 0; round < 5; round += 1) {
    await executor().drain();
    clock.advance(60_000);
  }
  expect(sent).toHaveLength(5);
  expect(await only(patient)).toMatchObject({
    state: "completed",
    journal: [{}, { error: { code: "unreachable" } }],
  });
});

test("a refused address fails at once and says why", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(undefined, "the address is private", true)];
  await arrive({ text: "hello" });
  await executor().drain();
  expect(await only(id)).toMatchObject({
    state: "failed",
    error: { message: "the call failed: the address is private" },
  });
});

test("a call whose process died is made again once the lease has run out", async () => {
  const id = await enable(doc("arrived", "post", post));
  await arrive({ text: "hello" });
  let release = (): void => {};
  const dying = createExecutor({
    database,
    live: createLiveBus(database),
    actions,
    catalogue: catalogueOf(actions.map((action) => action.description)),
    clock,
    random: secureRandom,
    log: { error: () => {} },
    retentionDays: 90,
    outside: () =>
      new Promise((resolve) => {
        release = () => resolve(answer(200, "too late"));
      }),
  });
  const stuck = dying.drain();
  await expect.poll(async () => (await only(id)).state).toBe("waiting");
  await executor().drain();
  expect(sent).toHaveLength(0);
  clock.advance(26_000);
  await executor().drain();
  expect(await only(id)).toMatchObject({ state: "completed", journal: [{}, { output: { body: "fine" } }] });
  release();
  await stuck;
  expect(await only(id)).toMatchObject({ journal: [{}, { output: { body: "fine" } }] });
});

test("a callable workflow is called later, keeps its inputs, and a missing input is named", async () => {
  const callee = await enable({
    name: "Follow up",
    trigger: {
      id: "1",
      callable: true,
      schema: { properties: { reviewId: {} }, required: ["reviewId"] },
      transitions: always("act"),
    },
    steps: [{ id: "act", action: "emit", params: { name: "/#steps.1.reviewId" }, transitions: [] }],
  } as unknown as WorkflowDocument);
  const call = { workflowId: callee, minutes: 4_320, inputs: { reviewId: "r1" } };
  await enable(doc("arrived", "later", call));
  const careless = await enable(doc("other", "later", { ...call, inputs: {} }));
  await arrive({});
  await executor().drain();
  const waiting = await only(callee);
  expect(waiting).toMatchObject({ state: "waiting", waiting_for: "its time", data: { reviewId: "r1" } });
  expect(waiting.due_at).toEqual(new Date(clock.now().getTime() + 4_320 * 60_000));
  // Its event may be long gone by then.
  await database.run("delete from workflow.events where org_id = $1", [orgId]);
  clock.advance(4_320 * 60_000);
  await maintainPartitions(database, clock.now(), 90);
  await executor().drain();
  expect(await only(callee)).toMatchObject({ state: "completed", journal: [{}, { input: { name: "r1" } }] });
  const [verdict] = await queueCalls(database, orgId, [{ workflowId: callee, inputs: {}, depth: 0 }], {
    now: clock.now(),
    newId: () => newId(clock.now()),
  });
  expect(verdict).toMatchObject({ error: { code: "badparam", field: "inputs.reviewId" } });
  expect(await runsOf(careless)).toEqual([]);
});

test("two workflows that set each other off are stopped, and the record says so", async () => {
  const ping = await enable(doc("arrived", "emit", { name: "arrived" }));
  await arrive({});
  await executor().drain();
  const states = (await runsOf(ping)).map((run) => run.state);
  expect(states.filter((state) => state === "completed")).toHaveLength(11);
  expect((await runsOf(ping)).filter((run) => run.state === "failed")).toMatchObject([
    { error: { code: "chain-too-deep" } },
  ]);
});

test("runs of one order key go one behind the other's end, others do not wait", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(undefined, "connection reset")];
  await arrive({ text: "first" }, "a@b.example");
  await arrive({ text: "second" }, "a@b.example");
  await arrive({ text: "free" }, "c@d.example");
  await executor().drain();
  expect(sent.map((request) => request.body).sort()).toEqual(["first", "free"]);
  const waiting = (await runsOf(id)).map((run) => run.waiting_for);
  expect(waiting).toContain("an earlier run of the same order key");
  clock.advance(10_000);
  await executor().drain();
  expect(sent.map((request) => request.body)).toEqual(expect.arrayContaining(["second"]));
  expect(sent.at(-1)?.body).toBe("second");
});

test("a run is run again, whole or from a step with what came before pinned", async () => {
  const id = await enable({
    name: "Two calls",
    trigger: { id: "1", eventName: "arrived", transitions: always("one") },
    steps: [
      { id: "one", action: "post", params: post, transitions: always("two") },
      { id: "two", action: "post", params: { ...post, body: "/#steps.one.body" }, transitions: [] },
    ],
  } as unknown as WorkflowDocument);
  answers = [answer(200, "from one")];
  await arrive({ text: "hello" });
  await executor().drain();
  const original = await only(id);
  sent = [];
  const again = newId(clock.now());
  const request = { orgId, runId: original.id, version: "own" as const, now: clock.now() };
  await replayRun(database, { ...request, fromStep: "two", newRunId: again });
  await executor().drain();
  expect(sent.map((entry) => entry.body)).toEqual(["from one"]);
  expect(await findRun(database, orgId, again)).toMatchObject({
    state: "completed",
    replay_of: original.id,
    journal: [{ stepId: "1" }, { stepId: "one" }, { stepId: "two" }],
  });
  await expect(
    replayRun(database, { ...request, fromStep: "three", newRunId: newId(clock.now()) }),
  ).rejects.toThrow("never came to step three");
  await replayRun(database, { ...request, newRunId: newId(clock.now()) });
  await executor().drain();
  expect(sent).toHaveLength(3);
});

test("a waiting run can be canceled, once", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(undefined, "connection reset")];
  await arrive({ text: "hello" });
  await executor().drain();
  const { id: runId } = await only(id);
  expect(await cancelRun(database, orgId, runId, clock.now())).toBe(true);
  expect(await cancelRun(database, orgId, runId, clock.now())).toBe(false);
  clock.advance(60_000);
  await executor().drain();
  expect(sent).toHaveLength(1);
  expect((await only(id)).state).toBe("canceled");
});

test("a dry run shows its calls, makes none, and leaves nothing", async () => {
  const document = doc("arrived", "post", post);
  const id = await enable(document);
  const shown = await executor().dryRun({ orgId, workflowId: id, document, data: { text: "hello" } });
  expect(sent).toEqual([]);
  expect(shown).toMatchObject({
    state: "completed",
    outsideCalls: [{ stepId: "act", request: { body: "hello" } }],
  });
  expect(JSON.stringify(shown)).not.toContain(SECRET);
  expect(await runsOf(id)).toEqual([]);
});

test("runs are found by what is in their payload, their step, their error", async () => {
  const id = await enable(doc("arrived", "post", post));
  answers = [answer(undefined, "the address is private", true)];
  await arrive({ text: "100% cotton" });
  await executor().drain();
  await arrive({ text: "silk" });
  await executor().drain();
  const span = { from: new Date(0), to: new Date(clock.now().getTime() + 1), limit: 10, offset: 0 };
  const find = async (search: object): Promise<number> =>
    (await searchRuns(database, orgId, { workflowId: id, ...span, ...search })).length;
  expect(await find({})).toBe(2);
  expect(await find({ text: "100% COTTON" })).toBe(1);
  expect(await find({ text: "%" })).toBe(1);
  expect(await find({ stepId: "act" })).toBe(2);
  expect(await find({ stepId: "ac" })).toBe(0);
  expect(await find({ error: "private" })).toBe(1);
  expect(await find({ sourceId: "hook", state: "completed" })).toBe(1);
  expect(await find({ sourceId: "other" })).toBe(0);
});
