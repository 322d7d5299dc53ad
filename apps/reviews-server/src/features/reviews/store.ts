import type {
  AttributeAnswer,
  GivenReward,
  RejectionReason,
  ReviewChange,
  ReviewStatus,
  Sentiment,
  VerifiedStatus,
} from "@hark/contract";
import type { Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";

/** A picture as it is kept with a review; addresses are paths on this server. */
export interface StoredImage {
  readonly mediaId: string;
  readonly url: string;
  readonly thumbnailUrl: string;
  readonly width: number;
  readonly height: number;
}

/** Names and pictures as they were when the review was written. */
export interface ReviewedProduct {
  readonly productId: string;
  readonly productName: string;
  readonly imageUrl: string | null;
  readonly url: string | null;
  readonly variantId: string | null;
  readonly variantName: string | null;
  readonly sku: string | null;
}

/** A review, ready to be written. */
export interface NewReview {
  readonly id: string;
  readonly product: ReviewedProduct;
  readonly orderId: string | null;
  readonly requestId: string | null;
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly isRecommended: boolean | null;
  readonly sentiment: Sentiment;
  readonly sentimentSource: string;
  readonly languageCode: string | null;
  readonly source: string;
  readonly displayName: string;
  readonly reviewerName: string;
  readonly reviewerEmail: string;
  readonly countryCode: string | null;
  readonly verifiedStatus: VerifiedStatus;
  readonly attributes: readonly AttributeAnswer[];
  readonly images: readonly StoredImage[];
  readonly reward: GivenReward | null;
  readonly status: ReviewStatus;
  readonly createdAt: Date;
}

/** A review as it is stored. */
export interface ReviewRow extends NewReview {
  readonly orgId: string;
  readonly storeId: string;
  readonly statusReason: RejectionReason | null;
  readonly updatedAt: Date;
}

/** Columns of a review, with the table called `r`. */
export const reviewColumns = `r.org_id as "orgId", r.id, r.store_id as "storeId", r.product, r.order_id as "orderId", r.request_id as "requestId",
  r.rating, r.title, r.body, r.is_recommended as "isRecommended", r.sentiment, r.sentiment_source as "sentimentSource",
  r.language_code as "languageCode", r.source, r.display_name as "displayName", r.reviewer_name as "reviewerName",
  r.reviewer_email as "reviewerEmail", r.country_code as "countryCode", r.verified_status as "verifiedStatus", r.attributes,
  r.images, r.reward, r.status, r.status_reason as "statusReason", r.created_at as "createdAt", r.updated_at as "updatedAt"`;

/** Writes a review. */
export async function insertReview(tx: Sql, store: StoreKey, review: NewReview): Promise<void> {
  await tx.prepared(
    "reviews.insert",
    `insert into reviews.reviews (org_id, id, store_id, product_id, variant_id, product, order_id, request_id, rating, title, body,
       is_recommended, sentiment, sentiment_source, language_code, source, display_name, reviewer_name, reviewer_email, country_code,
       verified_status, attributes, images, reward, status, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $26)`,
    [
      store.orgId,
      review.id,
      store.id,
      review.product.productId,
      review.product.variantId,
      JSON.stringify(review.product),
      review.orderId,
      review.requestId,
      review.rating,
      review.title,
      review.body,
      review.isRecommended,
      review.sentiment,
      review.sentimentSource,
      review.languageCode,
      review.source,
      review.displayName,
      review.reviewerName,
      review.reviewerEmail,
      review.countryCode,
      review.verifiedStatus,
      JSON.stringify(review.attributes),
      JSON.stringify(review.images),
      review.reward === null ? null : JSON.stringify(review.reward),
      review.status,
      review.createdAt,
    ],
  );
}

/** Keeps a coupon. False when its code is another coupon's already; the transaction is as it was. */
export async function insertCoupon(
  tx: Sql,
  store: StoreKey,
  coupon: {
    readonly code: string;
    readonly reviewId: string;
    readonly description: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const count = await tx.run(
    `insert into reviews.coupons (org_id, code, store_id, review_id, description, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (org_id, code) do nothing`,
    [store.orgId, coupon.code, store.id, coupon.reviewId, coupon.description, coupon.at],
  );
  return count > 0;
}

/** Gives uploaded pictures to a review, in the order that is asked for; leaves out those that are not there to be given. */
export async function claimMedia(
  tx: Sql,
  store: StoreKey,
  reviewId: string,
  mediaIds: readonly string[],
): Promise<{ id: string; width: number; height: number }[]> {
  if (mediaIds.length === 0) return [];
  const rows = await tx.all<{ id: string; width: number; height: number }>(
    `update reviews.media set review_id = $3 where org_id = $1 and store_id = $2 and id = any($4::text[]) and review_id is null
     returning id, width, height`,
    [store.orgId, store.id, reviewId, mediaIds],
  );
  return rows.toSorted((a, b) => mediaIds.indexOf(a.id) - mediaIds.indexOf(b.id));
}

/** The country an order went to and whether its customer is the given one; undefined when the store has no such order. */
export function findOrderFacts(
  sql: Sql,
  store: StoreKey,
  orderId: string,
  productId: string,
): Promise<{ email: string; countryCode: string | null; hasProduct: boolean } | undefined> {
  return sql.maybe(
    `select o.customer_email as email, o.country_code as "countryCode",
       exists (select 1 from reviews.order_lines l where l.org_id = o.org_id and l.store_id = o.store_id and l.order_id = o.order_id
         and l.product_id = $4) as "hasProduct"
     from reviews.orders o where o.org_id = $1 and o.store_id = $2 and o.order_id = $3`,
    [store.orgId, store.id, orderId, productId],
  );
}

/** One review of an organisation; `id` is a UUID. */
export function findReview(sql: Sql, orgId: string, id: string): Promise<ReviewRow | undefined> {
  return sql.maybe<ReviewRow>(
    `select ${reviewColumns} from reviews.reviews r where r.org_id = $1 and r.id = $2`,
    [orgId, id],
  );
}

/**
 * Sets a review's status and notes the change. Undefined when there is no such review; nothing is noted when nothing changed.
 * Each change stands behind the one before, also when the clock was set back.
 */
export function decideReview(
  sql: Sql,
  orgId: string,
  id: string,
  decision: {
    readonly status: ReviewStatus;
    readonly reason: string | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<(ReviewRow & { readonly isChanged: boolean }) | undefined> {
  return sql.maybe<ReviewRow & { isChanged: boolean }>(
    `with before as (
       select org_id, id, status from reviews.reviews where org_id = $1 and id = $2 for update
     ), noted as (
       insert into reviews.review_changes (org_id, review_id, at, by_name, from_status, to_status, reason)
       select b.org_id, b.id, greatest($6, (select max(c.at) + interval '1 millisecond' from reviews.review_changes c
         where c.org_id = b.org_id and c.review_id = b.id)), $5, b.status, $3, $4
       from before b where b.status <> $3
     )
     update reviews.reviews r set status = $3, status_reason = $4, updated_at = $6 from before
     where r.org_id = $1 and r.id = before.id returning ${reviewColumns}, before.status <> $3 as "isChanged"`,
    [orgId, id, decision.status, decision.reason, decision.by, decision.at],
  );
}

/** What was decided about a review, the first decision first. */
export async function changesOf(sql: Sql, orgId: string, id: string): Promise<ReviewChange[]> {
  const rows = await sql.all<Omit<ReviewChange, "at"> & { at: Date }>(
    `select at, by_name as by, from_status as "from", to_status as "to", reason from reviews.review_changes
     where org_id = $1 and review_id = $2 order by at`,
    [orgId, id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
