import { type AttributeAnswer, type GivenReward, type ReviewSubmission, reviewLimits } from "@hark/contract";
import { HarkError, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { isMediaId } from "../media/files.ts";
import type { AnsweredRequest } from "../requests/complete-request.ts";
import { couponCode } from "../rewards/coupon-code.ts";
import type { StoreRow } from "../stores/store.ts";
import { displayNameOf } from "./display-name.ts";
import { judgeSentiment } from "./sentiment.ts";
import {
  claimMedia,
  findOrderFacts,
  insertCoupon,
  insertReview,
  type NewReview,
  type ReviewedProduct,
  type StoredImage,
} from "./store.ts";

const COUPON_TRIES = 5;

/** A submission that was checked, with what was found out about it. */
export interface CheckedSubmission {
  readonly random: RandomBytes;
  readonly store: StoreRow;
  readonly submission: ReviewSubmission;
  readonly request: AnsweredRequest | undefined;
  readonly reviewed: ReviewedProduct;
  readonly answers: readonly AttributeAnswer[];
  readonly languageCode: string | null;
  readonly id: string;
  readonly at: Date;
  /** The reward that was promised for it, whatever it says. */
  readonly promised: { readonly description: string; readonly prefix: string } | null;
}

/**
 * Writes a review with its pictures and its coupon, in the transaction of the caller. Who buys is known by the link of a request
 * or by an order of the same e-mail address that has the product.
 */
export async function writeReview(tx: Sql, checked: CheckedSubmission): Promise<NewReview> {
  const { store, submission, request, languageCode, id, at } = checked;
  const orderId = request?.orderId ?? submission.orderId ?? null;
  const order = orderId === null ? undefined : await findOrderFacts(tx, store, orderId, submission.productId);
  const isBuyer =
    request !== undefined ||
    (order?.hasProduct === true && order.email.toLowerCase() === submission.email.toLowerCase());
  const { sentiment, source: sentimentSource } = judgeSentiment(
    submission.rating,
    `${submission.title}. ${submission.body}`,
    languageCode,
  );
  const review: NewReview = {
    id,
    product: checked.reviewed,
    orderId,
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
    images: await takeImages(tx, checked),
    reward: await giveReward(tx, checked),
    status: store.autoPublish ? "approved" : "pending",
    createdAt: at,
  };
  await insertReview(tx, store, review);
  return review;
}

async function takeImages(tx: Sql, { store, submission, id }: CheckedSubmission): Promise<StoredImage[]> {
  const wanted = [...new Set(submission.mediaIds ?? [])].slice(0, reviewLimits.media);
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

async function giveReward(
  tx: Sql,
  { random, store, promised, id, at }: CheckedSubmission,
): Promise<GivenReward | null> {
  if (!promised) return null;
  for (let attempt = 1; attempt <= COUPON_TRIES; attempt += 1) {
    const code = couponCode(promised.prefix, random);
    const { description } = promised;
    if (await insertCoupon(tx, store, { code, reviewId: id, description, at }))
      return { type: "coupon", value: code, description };
  }
  throw new Error("no free coupon code was found; the source of randomness is broken");
}
