import { MAX_HOOK_BODY_BYTES, type ReviewSubmission } from "@hark/contract";
import { type Fault, HarkError, newUuid } from "@hark/kernel";
import { publishAll } from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import { attributesOf, checkAnswers } from "../attributes/answers.ts";
import type { ProductRow } from "../products/store.ts";
import { completeRequest } from "../requests/complete-request.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import type { StoreRow } from "../stores/store.ts";
import { eventOf } from "./event.ts";
import { fitEvent } from "./fit-event.ts";
import { type LanguageDetector, languageOf } from "./language.ts";
import { arrivalEvents } from "./lifecycle-events.ts";
import type { NewReview, ReviewedProduct } from "./store.ts";
import { writeReview } from "./write-review.ts";

/** What taking a review in needs. */
export interface SubmitTools {
  readonly deps: Pick<ReviewsDeps, "database" | "clock" | "random" | "live" | "publicUrl">;
  readonly catalogue: Catalogue;
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
  arrival: Arrival = {},
): Promise<NewReview> {
  const { deps, catalogue } = tools;
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
  const languageCode = languageOf(text, submission.locale ?? store.locale, await tools.detector());
  const now = deps.clock.now();
  const isPast = arrival.past !== undefined;

  const review = await deps.database.transaction(async (tx) => {
    const id = newUuid(deps.random);
    const { requestToken } = submission;
    const request = requestToken
      ? await completeRequest(tx, store.orgId, store.id, requestToken, now, id)
      : undefined;
    if (requestToken && !request) throw deadRequest();
    if (request && request.productId !== submission.productId) throw otherProduct();
    const written = await writeReview(tx, {
      random: deps.random,
      store,
      submission,
      request,
      reviewed: request?.variantId ? reviewedProduct(product, request.variantId, []) : reviewed,
      answers,
      languageCode,
      id,
      at: arrival.past ?? now,
      promised: isPast ? null : (request?.reward ?? (reward?.enabled ? reward : null)),
    });
    if (!isPast) {
      const data = fitEvent(eventOf(written, deps.publicUrl));
      if (!data) throw tooLarge();
      await publishAll(tx, store.orgId, arrivalEvents(store.id, written, data), now, deps.random);
    }
    return written;
  });
  tools.wake(store.orgId);
  deps.live.publish(store.orgId, "reviews", { type: "review", id: review.id });
  return review;
}

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

const tooLarge = (): HarkError =>
  new HarkError(
    "toolarge",
    `the review with its answers is larger than the ${MAX_HOOK_BODY_BYTES.toLocaleString("en")} bytes that can be sent on; shorten the answers`,
    { pointer: "/attributes" },
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

function reviewedProduct(
  product: ProductRow,
  variantId: string | undefined,
  faults: Fault[],
): ReviewedProduct {
  const variant = product.variants.find((candidate) => candidate.variantId === variantId);
  if (variantId !== undefined && !variant) {
    const known = product.variants.map((candidate) => candidate.variantId).join(", ");
    faults.push({
      detail: known
        ? `the product has no variant '${variantId}'; it has ${known}`
        : `the product has no variants; leave variantId out`,
      source: { pointer: "/variantId" },
    });
  }
  return {
    productId: product.productId,
    productName: product.productName,
    imageUrl: product.imageUrl,
    url: product.url,
    variantId: variant?.variantId ?? null,
    variantName: variant?.variantName ?? null,
    sku: variant?.sku ?? null,
  };
}
