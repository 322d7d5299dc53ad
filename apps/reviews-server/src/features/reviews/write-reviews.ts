import {
  type AttributeAnswer,
  type GivenReward,
  type ReviewStatus,
  type ReviewSubmission,
  reviewLimits,
} from "@hark/contract";
import { HarkError, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { isMediaId } from "../media/files.ts";
import type { StoreKey } from "../products/store.ts";
import type { AnsweredRequest } from "../requests/complete-request.ts";
import { couponCode } from "../rewards/coupon-code.ts";
import { displayNameOf } from "./display-name.ts";
import { judgeSentiment } from "./sentiment.ts";
import {
  claimMedia,
  findOrderFacts,
  insertCoupons,
  insertReviews,
  type NewReview,
  type OrderFacts,
  type ReviewedProduct,
  type StoredImage,
} from "./store.ts";

const COUPON_TRIES = 5;

/** A submission that was checked, with what was found out about it. */
export interface CheckedSubmission {
  readonly submission: ReviewSubmission;
  readonly request: AnsweredRequest | undefined;
  readonly reviewed: ReviewedProduct;
  readonly answers: readonly AttributeAnswer[];
  readonly languageCode: string | null;
  readonly id: string;
  readonly at: Date;
  /** The reward that was promised for it, whatever it says. */
  readonly promised: { readonly description: string; readonly prefix: string } | null;
  readonly status: ReviewStatus;
}

/**
 * Writes reviews of one store with their pictures and coupons, in the transaction of the caller. Who buys is known by the link of a
 * request or by an order of the same e-mail address that has the product.
 */
export async function writeReviews(
  tx: Sql,
  store: StoreKey,
  all: readonly CheckedSubmission[],
  random: RandomBytes,
): Promise<NewReview[]> {
  const orders = await ordersOf(tx, store, all);
  const images = new Map<string, StoredImage[]>();
  for (const checked of all) images.set(checked.id, await takeImages(tx, store, checked));
  const rewards = await giveRewards(tx, store, all, random);
  const reviews = all.map((checked) =>
    reviewOf(checked, {
      order: orders.get(checked.id),
      images: images.get(checked.id) ?? [],
      reward: rewards.get(checked.id) ?? null,
    }),
  );
  await insertReviews(tx, store, reviews);
  return reviews;
}

/** What the database knows about a submission or gives to it. */
interface Beside {
  readonly order: OrderFacts | undefined;
  readonly images: readonly StoredImage[];
  readonly reward: GivenReward | null;
}

function reviewOf(checked: CheckedSubmission, { order, images, reward }: Beside): NewReview {
  const { submission, request, languageCode } = checked;
  const isBuyer =
    request !== undefined ||
    (order?.hasProduct === true && order.email.toLowerCase() === submission.email.toLowerCase());
  const { sentiment, source: sentimentSource } = judgeSentiment(
    submission.rating,
    `${submission.title}. ${submission.body}`,
    languageCode,
  );
  return {
    id: checked.id,
    product: checked.reviewed,
    orderId: orderIdOf(checked),
    requestId: request?.requestId ?? null,
    rating: submission.rating,
    title: submission.title,
    body: submission.body,
    isRecommended: submission.isRecommended ?? null,
    sentiment,
    sentimentSource,
    languageCode,
    source: request ? "review-request-email" : "write-review-button",
    displayName: displayNameOf(submission.name),
    reviewerName: submission.name,
    reviewerEmail: submission.email,
    // Shoppers see it, so an order tells it of its own customer only, not of whoever knows its name.
    countryCode: submission.countryCode ?? (isBuyer ? order?.countryCode : null) ?? null,
    verifiedStatus: isBuyer ? "verified-buyer" : "unverified",
    attributes: checked.answers,
    images,
    reward,
    status: checked.status,
    createdAt: checked.at,
  };
}

const orderIdOf = ({ request, submission }: CheckedSubmission): string | null =>
  request?.orderId ?? submission.orderId ?? null;

async function ordersOf(
  tx: Sql,
  store: StoreKey,
  all: readonly CheckedSubmission[],
): Promise<ReadonlyMap<string, OrderFacts | undefined>> {
  const asked = all.flatMap((checked) => {
    const orderId = orderIdOf(checked);
    return orderId === null ? [] : [{ id: checked.id, orderId, productId: checked.submission.productId }];
  });
  if (asked.length === 0) return new Map();
  const facts = await findOrderFacts(tx, store, asked);
  return new Map(asked.map(({ id }, at) => [id, facts[at]]));
}

async function takeImages(
  tx: Sql,
  store: StoreKey,
  { submission, id }: CheckedSubmission,
): Promise<StoredImage[]> {
  const wanted = [...new Set(submission.mediaIds ?? [])].slice(0, reviewLimits.media);
  if (wanted.length === 0) return [];
  const claimed = await claimMedia(tx, store, id, wanted.filter(isMediaId));
  const missing = wanted.findIndex((mediaId) => !claimed.some((media) => media.id === mediaId));
  if (missing >= 0) {
    throw new HarkError(
      "badparam",
      "this picture is not there any more or belongs to another review; upload it once more",
      { pointer: `/mediaIds/${missing}` },
    );
  }
  return claimed.map((media) => ({
    mediaId: media.id,
    url: `/media/${media.id}/large.webp`,
    thumbnailUrl: `/media/${media.id}/small.webp`,
    width: media.width,
    height: media.height,
  }));
}

/** One coupon for each review that was promised one, by the review's id. */
async function giveRewards(
  tx: Sql,
  store: StoreKey,
  all: readonly CheckedSubmission[],
  random: RandomBytes,
): Promise<ReadonlyMap<string, GivenReward>> {
  const given = new Map<string, GivenReward>();
  let left = all.flatMap(({ promised, id, at }) => (promised ? [{ ...promised, reviewId: id, at }] : []));
  for (let attempt = 1; left.length > 0 && attempt <= COUPON_TRIES; attempt += 1) {
    const coupons = left.map((one) => ({ ...one, code: couponCode(one.prefix, random) }));
    const kept = await insertCoupons(tx, store, coupons);
    for (const { reviewId, code, description } of coupons)
      if (kept.has(reviewId)) given.set(reviewId, { type: "coupon", value: code, description });
    left = left.filter(({ reviewId }) => !kept.has(reviewId));
  }
  if (left.length > 0) throw new Error("no free coupon code was found; the source of randomness is broken");
  return given;
}
