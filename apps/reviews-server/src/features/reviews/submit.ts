import type { ReviewSubmission } from "@hark/contract";
import { type Fault, HarkError, newUuid } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { ReviewsDeps } from "../../deps.ts";
import { attributesOf, checkAnswers } from "../attributes/answers.ts";
import type { ProductRow } from "../products/store.ts";
import { type AnsweredRequest, completeRequest } from "../requests/complete-request.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import type { StoreRow } from "../stores/store.ts";
import { type LanguageDetector, languageOf } from "./language.ts";
import { reviewedProduct } from "./reviewed-product.ts";
import type { NewReview } from "./store.ts";
import { type Arrivals, takeInAll } from "./take-in.ts";
import { type CheckedSubmission, writeReviews } from "./write-reviews.ts";

/** What taking a review in needs. */
export interface SubmitTools {
  readonly deps: Pick<ReviewsDeps, "database" | "clock" | "random" | "live" | "publicUrl">;
  readonly catalogue: Catalogue;
  readonly arrivals: Arrivals;
  /** Loads at the first use. */
  detector(): Promise<LanguageDetector>;
  /** Tells the deliverer, after the commit, that there is something to send. */
  wake(orgId: string): void;
}

/** How a review came in. */
export interface Arrival {
  /** A review from before Hark: dated back, and sent to nobody, as imports are. */
  readonly past?: Date;
}

/**
 * Takes a review in: checks it against the store's questions, judges language and mood, and writes review, pictures, coupon,
 * the request's answer, the event and its deliveries in one transaction. Throws `badparam` that names every wrong field.
 */
export async function submitReview(
  tools: SubmitTools,
  store: StoreRow,
  submission: ReviewSubmission,
  { past }: Arrival = {},
): Promise<NewReview> {
  const { deps } = tools;
  const { checked, product } = await check(tools, store, submission, past);
  // A link or a picture may turn out to be used: such a submission would break those that share its transaction.
  const isAlone = past !== undefined || submission.requestToken !== undefined || submission.mediaIds?.length;
  const review = isAlone
    ? await deps.database.transaction(async (tx) => {
        const request = await answerRequest(tx, store, checked, deps.clock.now());
        const answering = request ? withRequest(checked, product, request, past) : checked;
        const [written] = past
          ? await writeReviews(tx, store, [answering], deps.random)
          : await takeInAll(tx, deps, store, [answering]);
        return written;
      })
    : await tools.arrivals.takeIn(store, checked);
  if (!review) throw new Error("a review was written and is not there");
  tools.wake(store.orgId);
  deps.live.publish(store.orgId, "reviews", { type: "review", id: review.id });
  return review;
}

/** Everything about a submission that can be known without writing anything. */
async function check(
  { deps, catalogue, detector }: SubmitTools,
  store: StoreRow,
  submission: ReviewSubmission,
  past: Date | undefined,
): Promise<{ checked: CheckedSubmission; product: ProductRow }> {
  const [product, attributes, reward] = await Promise.all([
    catalogue.product(store, submission.productId),
    catalogue.attributes(store),
    catalogue.reward(store),
  ]);
  if (!product) throw unknownProduct(submission.productId);
  const asked = attributesOf(attributes, submission.productId);
  const { answers, faults } = checkAnswers(asked, submission.attributes);
  const reviewed = reviewedProduct(product, submission.variantId, faults);
  refuse(faults);
  const text = `${submission.title}\n${submission.body}`;
  const checked: CheckedSubmission = {
    submission,
    request: undefined,
    reviewed,
    answers,
    languageCode: languageOf(text, submission.locale ?? store.locale, await detector()),
    id: newUuid(deps.random),
    at: past ?? deps.clock.now(),
    promised: past === undefined && reward?.enabled ? reward : null,
    status: store.autoPublish ? "approved" : "pending",
  };
  return { checked, product };
}

/** Marks the request behind a submission's link as answered; undefined without a link. */
async function answerRequest(
  tx: Sql,
  store: StoreRow,
  { submission, id }: CheckedSubmission,
  now: Date,
): Promise<AnsweredRequest | undefined> {
  const { requestToken } = submission;
  if (!requestToken) return undefined;
  const request = await completeRequest(tx, store.orgId, store.id, requestToken, now, id);
  if (!request) throw deadRequest();
  if (request.productId !== submission.productId) throw otherProduct();
  return request;
}

/** A submission that answers a request is of the variant that was bought, and earns what was promised then. */
const withRequest = (
  checked: CheckedSubmission,
  product: ProductRow,
  request: AnsweredRequest,
  past: Date | undefined,
): CheckedSubmission => ({
  ...checked,
  request,
  reviewed: request.variantId ? reviewedProduct(product, request.variantId, []) : checked.reviewed,
  promised: past === undefined ? (request.reward ?? checked.promised) : null,
});

function refuse(faults: readonly Fault[]): void {
  const [first, ...others] = faults;
  if (first) throw new HarkError("badparam", first.detail, first.source, others);
}

const unknownProduct = (productId: string): HarkError =>
  new HarkError(
    "badparam",
    `the store has no product '${productId}'; send the id of one of its products, or add it with POST /v1/products`,
    { pointer: "/productId" },
  );

const deadRequest = (): HarkError =>
  new HarkError(
    "badparam",
    "this link was used already or has ended; leave the review on the product's page instead",
    { pointer: "/requestToken" },
  );

const otherProduct = (): HarkError =>
  new HarkError("badparam", "this link asks about another product; leave the review on the product's page", {
    pointer: "/requestToken",
  });
