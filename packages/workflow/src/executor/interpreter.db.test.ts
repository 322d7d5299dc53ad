import { type JsonObject, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JournalEntry } from "../core/advance.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import {
  createExecutor,
  type Executor,
  findRun,
  insertWorkflow,
  listRuns,
  maintainPartitions,
  migrations,
  publishDraft,
  publishEvents,
  replayRun,
  setEnabled,
} from "../index.ts";
import { createDice, seedOf } from "../testing/dice.ts";
import {
  interpret,
  plainJournal,
  scripted,
  scriptedActions,
  scriptedOutside,
} from "../testing/scripted-actions.ts";
import { catalogue, randomDocument } from "../testing/simulation/random-document.ts";
import { triggerOf } from "../testing/simulation/script.ts";

// Random documents on scripted actions: what comes of their runs in batches must be what the pure core comes to step by step.
const DOCUMENTS = 25;
const EVENTS = 2;
/** A cycle takes a thousand steps; such runs are the simulation's matter. */
const LONGEST = 60;
const first = seedOf(process.env["HARK_SEED"], new Date());
const clock = manualClock("2026-03-01T12:00:00.000Z");
let database: Database;
let orgId: string;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), 90);
});
afterAll(() => database.close());

const executor = (batchSize: number): Executor =>
  createExecutor({
    database,
    live: createLiveBus(database),
    actions: scriptedActions,
    catalogue,
    clock,
    random: secureRandom,
    log: { error: () => {} },
    retentionDays: 90,
    batchSize,
    outside: scriptedOutside,
  });

/** Works until nothing is ready, and then until nothing waits for another attempt. */
async function settle(batchSize: number): Promise<void> {
  const working = executor(batchSize);
  for (let round = 0; round < 6; round += 1) {
    await working.drain();
    clock.advance(60_000);
  }
  const left = await database.one<{ count: number }>("select count(*) from workflow.queue");
  expect(left.count).toBe(0);
}

interface Case {
  readonly seed: number;
  readonly document: WorkflowDocument;
  readonly triggers: readonly JsonObject[];
}

/** Documents whose runs are short enough, and that do not throw dice: those could not be run again alike. */
function cases(): Case[] {
  const found: Case[] = [];
  for (let seed = first; found.length < DOCUMENTS; seed += 1) {
    const dice = createDice(seed);
    const document = randomDocument(dice);
    if (JSON.stringify(document).includes("fn:randomId")) continue;
    const triggers = Array.from({ length: EVENTS }, () => triggerOf(dice));
    if (triggers.every((trigger) => interpret(document, trigger).journal.length < LONGEST))
      found.push({ seed, document, triggers });
  }
  return found;
}

async function enable(document: WorkflowDocument): Promise<string> {
  const id = newId(clock.now());
  const change = { orgId, by: "test", at: clock.now() };
  const trigger = { ...document.trigger, eventName: `simulated.${id}` };
  await insertWorkflow(database, change, id, { ...document, trigger }, undefined);
  await publishDraft(database, change, id);
  await setEnabled(database, change, id, true);
  return id;
}

interface Told extends Case {
  readonly workflowId: string;
  /** In the order of the triggers. */
  readonly eventIds: readonly string[];
}

/** Lets all documents be run on all their events, mixed, in batches of this size. */
async function runAll(batchSize: number): Promise<Told[]> {
  orgId = newId(clock.now());
  const all: Told[] = [];
  for (const one of cases()) {
    const workflowId = await enable(one.document);
    all.push({ ...one, workflowId, eventIds: one.triggers.map(() => newId(clock.now())) });
  }
  const events = all.flatMap(({ workflowId, eventIds, triggers }) =>
    triggers.map((data, at) => ({ workflowId, id: eventIds[at] ?? "", data, at })),
  );
  await publishEvents(
    database,
    events
      .toSorted((a, b) => a.at - b.at)
      .map(({ workflowId, id, data }) => ({
        orgId,
        id,
        name: `simulated.${workflowId}`,
        sourceId: "test",
        data: JSON.stringify(data),
        meta: {},
        depth: 0,
        createdAt: clock.now(),
        key: null,
      })),
  );
  await settle(batchSize);
  return all;
}

async function endingOf(runId: string) {
  const run = await findRun(database, orgId, runId);
  // A journal is what the executor wrote down.
  const journal = (run?.journal ?? []) as unknown as JournalEntry[];
  return { state: run?.state, error: run?.error ?? null, journal: plainJournal(journal) };
}

const again = (seed: number): string => `HARK_SEED=${seed}`;

test.each([1, 7, 256])(
  `batches of %i come to what the pure core comes to, step by step (seeds from ${first})`,
  async (batchSize) => {
    for (const { seed, document, triggers, workflowId, eventIds } of await runAll(batchSize)) {
      const runs = await listRuns(database, orgId, { workflowId, limit: 100, offset: 0 });
      expect(runs, again(seed)).toHaveLength(EVENTS);
      for (const [at, trigger] of triggers.entries()) {
        const run = runs.find((one) => one.event_id === eventIds[at]);
        expect(await endingOf(run?.id ?? ""), again(seed)).toEqual(interpret(document, trigger));
      }
    }
  },
);

test(`a run that is run again tells what the run told, from the start and from any step (seeds from ${first})`, async () => {
  const wanted = new Map<string, { seed: number; fromStep: string | undefined; runId: string }>();
  for (const { seed, document, workflowId } of await runAll(256)) {
    const known = new Set(document.steps.map((step) => step.id));
    for (const { id: runId } of await listRuns(database, orgId, { workflowId, limit: 100, offset: 0 })) {
      const { journal } = await endingOf(runId);
      const steps = journal.slice(1).map((entry) => (entry as { stepId: string }).stepId); // as every entry has
      for (const fromStep of [undefined, ...new Set(steps.filter((step) => known.has(step)))]) {
        const newRunId = newId(clock.now());
        await replayRun(database, { orgId, runId, version: "own", fromStep, now: clock.now(), newRunId });
        wanted.set(newRunId, { seed, fromStep, runId });
      }
    }
  }
  expect(wanted.size).toBeGreaterThan(DOCUMENTS * EVENTS);
  await settle(256);
  for (const [newRunId, { seed, fromStep, runId }] of wanted)
    expect(await endingOf(newRunId), `${again(seed)}, from ${fromStep}`).toEqual(await endingOf(runId));
}, 60_000);

test("an error that was let pass is still known to the next step when a run goes on from there", async () => {
  orgId = newId(clock.now());
  const number = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((one) => "error" in scripted("fails", { number: one }));
  const always = { op: "true", values: [true] };
  const workflowId = await enable({
    name: "Carries on",
    trigger: { id: "1", eventName: "", transitions: [{ target: "fails", condition: always }] },
    steps: [
      {
        id: "fails",
        action: "sim.one",
        params: { number: number ?? 0 },
        transitions: [{ target: "branch", condition: always }],
        errorCases: [{ condition: always, errorAction: { type: "continue" } }],
      },
      { id: "branch", transitions: [{ target: "tells", condition: always }] },
      { id: "tells", action: "sim.one", params: { text: "because: {{error.message}}" }, transitions: [] },
    ],
  });
  const event = { orgId, id: newId(clock.now()), name: `simulated.${workflowId}`, sourceId: "test" };
  await publishEvents(database, [
    { ...event, data: "{}", meta: {}, depth: 0, createdAt: clock.now(), key: null },
  ]);
  await settle(256);
  const [run] = await listRuns(database, orgId, { workflowId, limit: 1, offset: 0 });
  const newRunId = newId(clock.now());
  const request = { orgId, runId: run?.id ?? "", version: "own" as const, now: clock.now(), newRunId };
  await replayRun(database, { ...request, fromStep: "tells" });
  await settle(256);
  const original = await endingOf(run?.id ?? "");
  expect(original.journal).toMatchObject([
    {},
    {},
    {},
    { input: { text: expect.stringContaining("failed with") } },
  ]);
  expect(await endingOf(newRunId)).toEqual(original);
});
