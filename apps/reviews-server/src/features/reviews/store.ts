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

// One document for all rows: a list per column would have each text escaped once more on this side, and written twice.
const INSERT = `
insert into reviews.reviews (org_id, store_id, id, product_id, variant_id, product, order_id, request_id, rating, title, body, is_recommended,
  sentiment, sentiment_source, language_code, source, display_name, reviewer_name, reviewer_email, country_code, verified_status, attributes,
  images, reward, status, created_at, updated_at)
select $1, $2, id, product_id, variant_id, product, order_id, request_id, rating, title, body, is_recommended, sentiment, sentiment_source,
  language_code, source, display_name, reviewer_name, reviewer_email, country_code, verified_status, attributes, images, reward, status,
  created_at, created_at
from json_to_recordset($3::json) as r(id uuid, product_id text, variant_id text, product jsonb, order_id text, request_id text, rating smallint,
  title text, body text, is_recommended boolean, sentiment text, sentiment_source text, language_code text, source text, display_name text,
  reviewer_name text, reviewer_email text, country_code text, verified_status text, attributes jsonb, images jsonb, reward jsonb, status text,
  created_at timestamptz)`;

/** Writes reviews of one store. */
export async function insertReviews(tx: Sql, store: StoreKey, reviews: readonly NewReview[]): Promise<void> {
  const rows = reviews.map((review) => ({
    id: review.id,
    product_id: review.product.productId,
    variant_id: review.product.variantId,
    product: review.product,
    order_id: review.orderId,
    request_id: review.requestId,
    rating: review.rating,
    title: review.title,
    body: review.body,
    is_recommended: review.isRecommended,
    sentiment: review.sentiment,
    sentiment_source: review.sentimentSource,
    language_code: review.languageCode,
    source: review.source,
    display_name: review.displayName,
    reviewer_name: review.reviewerName,
    reviewer_email: review.reviewerEmail,
    country_code: review.countryCode,
    verified_status: review.verifiedStatus,
    attributes: review.attributes,
    images: review.images,
    reward: review.reward,
    status: review.status,
    created_at: review.createdAt,
  }));
  await tx.prepared("reviews.insert", INSERT, [store.orgId, store.id, JSON.stringify(rows)]);
}

/** A coupon that a review earned. */
export interface NewCoupon {
  readonly code: string;
  readonly reviewId: string;
  readonly description: string;
  readonly at: Date;
}

/** Keeps coupons; gives the reviews whose codes were free. Of the others nothing is kept, and the transaction is as it was. */
export async function insertCoupons(
  tx: Sql,
  store: StoreKey,
  coupons: readonly NewCoupon[],
): Promise<ReadonlySet<string>> {
  const column = <Value>(read: (coupon: NewCoupon) => Value): Value[] => coupons.map(read);
  const rows = await tx.all<{ review_id: string }>(
    `insert into reviews.coupons (org_id, store_id, code, review_id, description, created_at)
     select $1, $2, * from unnest($3::text[], $4::uuid[], $5::text[], $6::timestamptz[])
     on conflict (org_id, code) do nothing returning review_id`,
    [
      store.orgId,
      store.id,
      column(({ code }) => code),
      column(({ reviewId }) => reviewId),
      column(({ description }) => description),
      column(({ at }) => at),
    ],
  );
  return new Set(rows.map((row) => row.review_id));
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

/** What an order tells of whoever reviews one of its products. */
export interface OrderFacts {
  readonly email: string;
  readonly countryCode: string | null;
  readonly hasProduct: boolean;
}

/**
 * The customer of each order, the country it went to and whether it has the product, in the order they are asked for; undefined where
 * the store has no such order.
 */
export async function findOrderFacts(
  sql: Sql,
  store: StoreKey,
  asked: readonly { readonly orderId: string; readonly productId: string }[],
): Promise<(OrderFacts | undefined)[]> {
  const rows = await sql.all<OrderFacts & { at: number }>(
    `select a.at, o.customer_email as email, o.country_code as "countryCode",
       exists (select 1 from reviews.order_lines l where l.org_id = o.org_id and l.store_id = o.store_id and l.order_id = o.order_id
         and l.product_id = a.product_id) as "hasProduct"
     from unnest($3::text[], $4::text[]) with ordinality as a(order_id, product_id, at)
     join reviews.orders o on o.org_id = $1 and o.store_id = $2 and o.order_id = a.order_id`,
    [store.orgId, store.id, asked.map(({ orderId }) => orderId), asked.map(({ productId }) => productId)],
  );
  const found = new Map(rows.map((row) => [row.at - 1, row]));
  return asked.map((_one, at) => found.get(at));
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
