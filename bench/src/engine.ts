import { readFileSync } from "node:fs";
import { publishedExample } from "@hark/contract";
import {
  createActions,
  createWorkflow,
  deskCatalogue,
  migrations as deskMigrations,
} from "@hark/desk-server";
import { newId, newUuid, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import {
  createExecutor,
  type Executor,
  maintainPartitions,
  publishEvents,
  migrations as workflowMigrations,
} from "@hark/workflow";
import { type Figure, inTurn, rate } from "./figure.ts";
import { makeWorld } from "./world.ts";

const ROUNDS = 5;
const TOGETHER = 2_000;
const SINGLY = 200;
const EVENT = "kustomer.hooks.web.bench.receive";

/**
 * Runs of the guide's workflow for buyers nobody knew (find, create, file), as the executor moves them, against the same runs
 * one to a transaction, which is how engines without sets work.
 */
export async function engine(): Promise<Figure[]> {
  const world = await makeWorld([workflowMigrations, deskMigrations]);
  try {
    const { database } = world;
    const orgId = newId(new Date());
    await maintainPartitions(database, new Date(), 90);
    await prepare(database, orgId);
    const together = executorOf(database, 256);
    const singly = executorOf(database, 1);
    const measured = await inTurn(
      ROUNDS,
      () => drain(database, orgId, together, TOGETHER),
      () => drain(database, orgId, singly, SINGLY),
    );
    return [
      {
        name: "engine",
        unit: "runs/s",
        figure: measured.subject,
        baseline: { name: "one run per transaction", figure: measured.baseline },
      },
    ];
  } finally {
    await world.close();
  }
}

async function prepare(database: Database, orgId: string): Promise<void> {
  const properties = Object.fromEntries(
    ["ratingNum", "titleStr", "bodyTxt", "sentimentStr", "submittedAt", "recommendedBool"].map((name) => [
      name,
      {},
    ]),
  );
  const now = new Date();
  await database.run(
    `insert into desk.klasses (org_id, name, id, created_at, updated_at) values ($1, 'review', $2, $3, $3)`,
    [orgId, newId(now), now],
  );
  await database.run(
    `insert into desk.metadata (org_id, resource, properties, created_at, updated_at) values ($1, 'kobject.review', $2, $3, $3)`,
    [orgId, JSON.stringify(properties), now],
  );
  const file = new URL("../../packages/workflow/src/core/fixtures/01-file-review.json", import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8").replaceAll("HOOK_ID", "bench")) as object;
  const tools = { database, clock: systemClock, random: secureRandom, catalogue: deskCatalogue() };
  await createWorkflow(tools, orgId, "bench", { ...document, enabled: true });
}

const executorOf = (database: Database, batchSize: number): Executor =>
  createExecutor({
    database,
    live: createLiveBus(database),
    actions: createActions(),
    catalogue: deskCatalogue(),
    clock: systemClock,
    random: secureRandom,
    log: { error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    retentionDays: 90,
    batchSize,
  });

/** Queues so many events, then times how fast they are worked off. */
async function drain(database: Database, orgId: string, executor: Executor, count: number): Promise<number> {
  const createdAt = new Date();
  const events = Array.from({ length: count }, () => {
    const id = newId(createdAt);
    const reviewId = newUuid();
    const review = { ...publishedExample.review, reviewId, dateCreated: createdAt.toISOString() };
    const data = { ...publishedExample, reviewerEmail: `${reviewId}@example.com`, review };
    return {
      orgId,
      id,
      name: EVENT,
      sourceId: "bench",
      data: JSON.stringify({ id, type: "transaction", attributes: { createdAt, data } }),
      meta: {},
      depth: 0,
      createdAt,
      key: null,
    };
  });
  await publishEvents(database, events);
  return rate(async () => {
    const ended = await executor.drain();
    if (ended !== count) throw new Error(`${ended} of ${count} runs ended`);
    return ended;
  });
}
