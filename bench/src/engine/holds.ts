import { newId, secureRandom, systemClock } from "@hark/kernel";
import { longestHold } from "@hark/kernel/testing";
import { createLiveBus, type Database } from "@hark/postgres";
import { createExecutor, insertWorkflow, publishDraft, publishEvents, setEnabled } from "@hark/workflow";
import { parseDocument, type Step, type WorkflowDocument } from "@hark/workflow/core";
import { type Figure, median } from "../figure.ts";
import { makeEngineWorld } from "./engine-world.ts";
import { actions, catalogue, outside } from "./hold-actions.ts";
import { cases, type HoldCase } from "./hold-cases.ts";
import { documentCases, saveDocument } from "./hold-documents.ts";
import { longestValue } from "./hold-values.ts";
import { sleep } from "./steady.ts";

const ATTEMPTS = 5;
const IDLE_MS = 2_000;
const EVENT = "bench.hold";

/**
 * How long the event loop is held up at the longest by values, documents and runs that are made to do so: nobody else's request, delivery or
 * run goes on meanwhile. The middle of five attempts, in one process with everything: a pause of the machine is none of its doing.
 */
export async function holds(): Promise<Figure[]> {
  const world = await makeEngineWorld();
  try {
    const { longestMs: idle } = await longestHold(() => sleep(IDLE_MS));
    const figures: Figure[] = [];
    const note = (name: string, ms: number): void => {
      process.stderr.write(`${ms.toFixed(1)} ms  ${name}\n`);
      figures.push({
        name: `held up by ${name}`,
        unit: "ms",
        figure: ms,
        baseline: { name: "with nothing to do", figure: idle },
      });
    };
    const values = longestValue();
    note(`the longest of ${values.count} values: ${values.what}`, values.ms);
    for (const each of documentCases)
      note(each.name, await middle(() => longestHold(saveDocument(world.database, each))));
    for (const each of cases) note(each.name, await middle(() => holdOfRuns(world.database, each)));
    return [...figures, longestOf(figures)];
  } finally {
    await world.close();
  }
}

function longestOf(figures: readonly Figure[]): Figure {
  const longest = figures.reduce((a, b) => (b.figure > a.figure ? b : a));
  const ms = Math.round(longest.figure);
  return { ...longest, name: "the longest", summary: { longest_hold_ms: ms, longest_hold: longest.name } };
}

async function middle(attempt: () => Promise<{ readonly longestMs: number }>): Promise<number> {
  const all: number[] = [];
  for (let at = 0; at < ATTEMPTS; at += 1) all.push((await attempt()).longestMs);
  return median(all);
}

/** Queues the runs of a case, and has them worked off by an executor that knows nothing yet. */
async function holdOfRuns(
  database: Database,
  { steps, data, runs = 1 }: HoldCase,
): Promise<{ readonly longestMs: number }> {
  const now = new Date();
  const orgId = newId(now);
  const change = { orgId, by: "bench", at: now };
  const id = newId(now);
  await insertWorkflow(database, change, id, documentOf(steps), undefined);
  await publishDraft(database, change, id);
  await setEnabled(database, change, id, true);
  const event = { orgId, name: EVENT, sourceId: "bench", data: JSON.stringify(data), meta: {}, depth: 0 };
  for (let at = 0; at < runs; at += 1)
    await publishEvents(database, [{ ...event, id: newId(now), createdAt: now, key: null }]);
  const executor = createExecutor({
    database,
    live: createLiveBus(database),
    actions,
    catalogue,
    clock: systemClock,
    random: secureRandom,
    log: { error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    retentionDays: 90,
    outside,
  });
  const hold = await longestHold(() => executor.drain());
  const { count } = await database.one<{ count: number }>(
    "select count(*)::int as count from workflow.runs where org_id = $1",
    [orgId],
  );
  if (count !== runs) throw new Error(`${count} of ${runs} runs ended`);
  return hold;
}

/** One step behind the other, and an end. */
function documentOf(given: HoldCase["steps"]): WorkflowDocument {
  const steps: HoldCase["steps"] = [...given, {}];
  const to = (at: number): Step["transitions"] =>
    at < steps.length
      ? (steps[at - 1]?.conditions ?? [{ op: "true", values: [true] }]).map((condition) => ({
          target: `s${at}`,
          condition,
        }))
      : [];
  const parsed = parseDocument({
    name: "Held",
    trigger: { id: "1", eventName: EVENT, transitions: to(0) },
    steps: steps.map(({ action, params }, at) => ({ id: `s${at}`, action, params, transitions: to(at + 1) })),
  });
  // What could not be saved shows nothing.
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}
