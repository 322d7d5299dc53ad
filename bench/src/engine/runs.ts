import { newUuid } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { Executor } from "@hark/workflow";
import { type Figure, inTurn, rate, ratio } from "../figure.ts";
import { drainByHand } from "./ceiling.ts";
import { expectSameEffects } from "./same-effects.ts";
import { makeExecutor, makeOrganisation, publishReviews, type Review, strangers } from "./workflow.ts";

const ROUNDS = 5;
const TOGETHER = 2_000;
/** One at a time is so much slower that fewer tell enough. */
const SINGLY_ROUNDS = 3;
const SINGLY = 100;

/** Queues runs for strangers, then times how fast they are worked off. */
export async function runsPerSecond(
  database: Database,
  orgId: string,
  count: number,
  work: () => Promise<number>,
): Promise<number> {
  await publishReviews(database, orgId, strangers(count));
  return rate(async () => {
    const ended = await work();
    if (ended !== count) throw new Error(`${ended} of ${count} runs ended`);
    return ended;
  });
}

/** Runs of the guide's workflow for buyers nobody knew, against the same rows written by a program that knows nothing else. */
export async function ceiling(database: Database): Promise<Figure> {
  const executor = makeExecutor(database);
  const [subject, byHand] = [await makeOrganisation(database), await makeOrganisation(database)];
  await compare(database, executor, { subject, byHand });
  const measured = await inTurn(
    ROUNDS,
    () => runsPerSecond(database, subject, TOGETHER, () => executor.drain()),
    () => runsPerSecond(database, byHand, TOGETHER, () => drainByHand(database, byHand)),
  );
  return {
    name: "engine",
    unit: "runs/s",
    figure: measured.subject,
    baseline: { name: "by hand, batches of 256", figure: measured.baseline },
    summary: {
      runs_per_s: Math.round(measured.subject),
      runs_ratio_ceiling: ratio(measured),
    },
  };
}

/** Both do the same reviews, of buyers who are new, known, and new twice in one batch; then every row is compared. */
async function compare(
  database: Database,
  executor: Executor,
  { subject, byHand }: { readonly subject: string; readonly byHand: string },
): Promise<void> {
  const fresh = strangers(300);
  const again = (from: readonly Review[]): Review[] =>
    from.map(({ email }) => ({ reviewId: newUuid(), email: email.toUpperCase() }));
  for (const reviews of [[...fresh, ...again(fresh.slice(0, 20))], again(fresh.slice(0, 40))]) {
    await publishReviews(database, subject, reviews);
    await executor.drain();
    await publishReviews(database, byHand, reviews);
    await drainByHand(database, byHand);
  }
  const rows = await expectSameEffects(database, subject, byHand);
  process.stderr.write(`the engine and the program by hand wrote the same ${rows} rows\n`);
}

/** The engine against itself with one run to a transaction, which is how engines without sets work. */
export async function batchOfOne(database: Database): Promise<Figure> {
  const orgId = await makeOrganisation(database);
  const together = makeExecutor(database);
  const singly = makeExecutor(database, { batchSize: 1 });
  const measured = await inTurn(
    SINGLY_ROUNDS,
    () => runsPerSecond(database, orgId, TOGETHER, () => together.drain()),
    () => runsPerSecond(database, orgId, SINGLY, () => singly.drain()),
  );
  return {
    name: "engine, singly",
    unit: "runs/s",
    figure: measured.subject,
    baseline: { name: "one run per transaction", figure: measured.baseline },
    summary: { runs_ratio_batch1: ratio(measured) },
  };
}
