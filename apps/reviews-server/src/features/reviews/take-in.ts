import { MAX_HOOK_BODY_BYTES } from "@hark/contract";
import { createGatherer, HarkError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { publishAll } from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import type { StoreKey } from "../products/store.ts";
import { eventOf } from "./event.ts";
import { fitEvent } from "./fit-event.ts";
import { arrivalEvents } from "./lifecycle-events.ts";
import type { NewReview } from "./store.ts";
import { type CheckedSubmission, writeReviews } from "./write-reviews.ts";

/** What taking checked submissions in needs. */
export type TakeInTools = Pick<ReviewsDeps, "database" | "clock" | "random" | "publicUrl">;

// As many rows as their deliveries can be numbered in one statement, for any number of endpoints that makes sense.
const MAX_REVIEWS = 100;
const MAX_CHARACTERS = 2_000_000;
// Under load fewer and larger transactions, for a delay that nobody notices.
const APART_MS = 5;

/** Takes in submissions that nothing but the database's own rules can refuse. */
export interface Arrivals {
  /** Resolves once the review is stored for good, with all that was promised for it and is told of it. */
  takeIn(store: StoreKey, checked: CheckedSubmission): Promise<NewReview>;
}

/** Submissions to one store that come in while the last transaction is under way share the next one. */
export function createArrivals(tools: TakeInTools): Arrivals {
  const gatherer = createGatherer<{ store: StoreKey; checked: CheckedSubmission }, NewReview>({
    write: async (batch) => {
      const [first] = batch;
      if (!first) return [];
      return tools.database.transaction(async (tx) => {
        const all = batch.map(({ checked }) => checked);
        return takeInAll(tx, tools, first.store, all);
      });
    },
    keyOf: ({ store }) => `${store.orgId}:${store.id}`,
    maxEntries: MAX_REVIEWS,
    weightOf: ({ checked: { submission, answers } }) =>
      submission.title.length + submission.body.length + answers.length * 100,
    maxWeight: MAX_CHARACTERS,
    apartMs: APART_MS,
  });
  return { takeIn: (store, checked) => gatherer.add({ store, checked }) };
}

/** Writes reviews of one store and what is told of them, in the transaction of the caller and in this order. */
export async function takeInAll(
  tx: Sql,
  { clock, random, publicUrl }: TakeInTools,
  store: StoreKey,
  all: readonly CheckedSubmission[],
): Promise<NewReview[]> {
  const reviews = await writeReviews(tx, store, all, random);
  const events = reviews.flatMap((review) => {
    const data = fitEvent(eventOf(review, publicUrl));
    if (!data) throw tooLarge();
    return arrivalEvents(store.id, review, data);
  });
  await publishAll(tx, store.orgId, events, clock.now(), random);
  return reviews;
}

const tooLarge = (): HarkError =>
  new HarkError(
    "toolarge",
    `the review with its answers is larger than the ${MAX_HOOK_BODY_BYTES.toLocaleString("en")} bytes that can be sent on; shorten the answers`,
    { pointer: "/attributes" },
  );
