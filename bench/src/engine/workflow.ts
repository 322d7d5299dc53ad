import { readFileSync } from "node:fs";
import { publishedExample } from "@hark/contract";
import { createActions, createWorkflow, deskCatalogue } from "@hark/desk-server";
import { newId, newUuid, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database, type LiveBus } from "@hark/postgres";
import { createExecutor, type Executor, publishEvents } from "@hark/workflow";

const EVENT = "kustomer.hooks.web.bench.receive";
/** Rows of one statement while a queue is filled. */
const PUBLISH_BATCH = 2_000;
const PROPERTIES = ["ratingNum", "titleStr", "bodyTxt", "sentimentStr", "submittedAt", "recommendedBool"];

/** A new organisation with the guide's workflow: find the customer by e-mail, create one if there is none, file the review. */
export async function makeOrganisation(database: Database): Promise<string> {
  const now = new Date();
  const orgId = newId(now);
  await database.run(
    "insert into desk.klasses (org_id, name, id, created_at, updated_at) values ($1, 'review', $2, $3, $3)",
    [orgId, newId(now), now],
  );
  await database.run(
    "insert into desk.metadata (org_id, resource, properties, created_at, updated_at) values ($1, 'kobject.review', $2, $3, $3)",
    [orgId, JSON.stringify(Object.fromEntries(PROPERTIES.map((name) => [name, {}]))), now],
  );
  const file = new URL("../../../packages/workflow/src/core/fixtures/01-file-review.json", import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8").replaceAll("HOOK_ID", "bench")) as object;
  const tools = { database, clock: systemClock, random: secureRandom, catalogue: deskCatalogue() };
  await createWorkflow(tools, orgId, "bench", { ...document, enabled: true });
  return orgId;
}

/** Desk's executor over this database; nothing runs before `start` or `drain`. */
export function makeExecutor(
  database: Database,
  {
    batchSize,
    live = createLiveBus(database),
  }: { readonly batchSize?: number; readonly live?: LiveBus } = {},
): Executor {
  return createExecutor({
    database,
    live,
    actions: createActions(),
    catalogue: deskCatalogue(),
    clock: systemClock,
    random: secureRandom,
    log: { error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    retentionDays: 90,
    ...(batchSize === undefined ? {} : { batchSize }),
  });
}

/** A review as a hook receives it. */
export interface Review {
  readonly reviewId: string;
  readonly email: string;
}

/** Reviews of buyers that nobody knows. */
export const strangers = (count: number): Review[] =>
  Array.from({ length: count }, () => {
    const reviewId = newUuid();
    return { reviewId, email: `${reviewId}@example.com` };
  });

/** Takes reviews in as a hook does: each is stored, and a run queued for it. */
export async function publishReviews(
  database: Database,
  orgId: string,
  reviews: readonly Review[],
): Promise<void> {
  const createdAt = new Date();
  const events = reviews.map(({ reviewId, email }) => {
    const id = newId(createdAt);
    const review = { ...publishedExample.review, reviewId, dateCreated: createdAt.toISOString() };
    const data = { ...publishedExample, reviewerEmail: email, review };
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
  for (let at = 0; at < events.length; at += PUBLISH_BATCH)
    await publishEvents(database, events.slice(at, at + PUBLISH_BATCH));
}
