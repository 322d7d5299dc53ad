import type { RequestState } from "@hark/contract";
import type { Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";

/** What a request promises for a review, whatever the review says. */
export interface PromisedReward {
  readonly type: "coupon";
  readonly description: string;
  readonly prefix: string;
}

/** A request with the names of what it asks about, as they are today. */
export interface RequestRow {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly orderId: string;
  readonly line: number;
  readonly productId: string;
  readonly productName: string | null;
  readonly productUrl: string | null;
  readonly imageUrl: string | null;
  readonly variantId: string | null;
  readonly variantName: string | null;
  readonly reviewerName: string;
  readonly reviewerEmail: string;
  readonly state: RequestState;
  readonly reward: PromisedReward | null;
  readonly reviewId: string | null;
  readonly problem: string | null;
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** A new request, all of it but the names. */
export interface NewRequest {
  readonly id: string;
  readonly orderId: string;
  readonly line: number;
  readonly productId: string;
  readonly variantId: string | null;
  readonly reviewerName: string;
  readonly reviewerEmail: string;
  readonly reward: PromisedReward | null;
  readonly expiresAt: Date;
}

/** The line of an order that is to be asked about, and the order's customer. */
export interface AskableLine {
  readonly line: number;
  readonly variantId: string | null;
  readonly customerName: string;
  readonly customerEmail: string;
}

const SELECT = `select r.org_id as "orgId", r.id, r.store_id as "storeId", r.order_id as "orderId", r.line,
  r.product_id as "productId", p.product_name as "productName", p.url as "productUrl", p.image_url as "imageUrl",
  r.variant_id as "variantId", v.variant_name as "variantName", r.reviewer_name as "reviewerName",
  r.reviewer_email as "reviewerEmail", r.state, r.reward, r.review_id as "reviewId", r.problem, r.sent_at as "sentAt",
  r.expires_at as "expiresAt", r.created_at as "createdAt"
from reviews.requests r
left join reviews.products p on p.org_id = r.org_id and p.store_id = r.store_id and p.product_id = r.product_id
left join reviews.variants v on v.org_id = r.org_id and v.store_id = r.store_id and v.product_id = r.product_id
  and v.variant_id = r.variant_id`;

/** The first line of an order that has the product; undefined when there is none. */
export function findAskableLine(
  sql: Sql,
  store: StoreKey,
  orderId: string,
  productId: string,
): Promise<AskableLine | undefined> {
  return sql.maybe<AskableLine>(
    `select l.line, l.variant_id as "variantId", o.customer_name as "customerName", o.customer_email as "customerEmail"
     from reviews.order_lines l
     join reviews.orders o on o.org_id = l.org_id and o.store_id = l.store_id and o.order_id = l.order_id
     where l.org_id = $1 and l.store_id = $2 and l.order_id = $3 and l.product_id = $4 order by l.line limit 1`,
    [store.orgId, store.id, orderId, productId],
  );
}

/** Keeps a request. False when the order line was asked about before. */
export async function insertRequest(
  sql: Sql,
  store: StoreKey,
  request: NewRequest,
  now: Date,
): Promise<boolean> {
  const count = await sql.run(
    `insert into reviews.requests (org_id, id, store_id, order_id, line, product_id, variant_id, reviewer_name,
       reviewer_email, state, reward, expires_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'created', $10, $11, $12, $12)
     on conflict (org_id, store_id, order_id, line) do nothing`,
    [
      store.orgId,
      request.id,
      store.id,
      request.orderId,
      request.line,
      request.productId,
      request.variantId,
      request.reviewerName,
      request.reviewerEmail,
      request.reward === null ? null : JSON.stringify(request.reward),
      request.expiresAt,
      now,
    ],
  );
  return count > 0;
}

/** The request about one order line, locked until the transaction ends. */
export function lockRequestOfLine(
  tx: Sql,
  store: StoreKey,
  orderId: string,
  line: number,
): Promise<RequestRow | undefined> {
  return tx.maybe<RequestRow>(
    `${SELECT} where r.org_id = $1 and r.store_id = $2 and r.order_id = $3 and r.line = $4 for update of r`,
    [store.orgId, store.id, orderId, line],
  );
}

/** Removes a request with its links, to make room for a new one about the same order line. */
export async function deleteRequest(tx: Sql, orgId: string, id: string): Promise<void> {
  await tx.run("delete from reviews.requests where org_id = $1 and id = $2", [orgId, id]);
}

/** One request of an organisation. */
export function findRequest(sql: Sql, orgId: string, id: string): Promise<RequestRow | undefined> {
  return sql.maybe<RequestRow>(`${SELECT} where r.org_id = $1 and r.id = $2`, [orgId, id]);
}

/** One request of an organisation, locked until the transaction ends. */
export function lockRequest(tx: Sql, orgId: string, id: string): Promise<RequestRow | undefined> {
  return tx.maybe<RequestRow>(`${SELECT} where r.org_id = $1 and r.id = $2 for update of r`, [orgId, id]);
}

/** A page of a store's requests, newest first. `states` empty means all; `search` looks into order, name, e-mail, product. */
export async function listRequests(
  sql: Sql,
  store: StoreKey,
  page: {
    readonly limit: number;
    readonly offset: number;
    readonly states: readonly string[];
    readonly search: string | undefined;
  },
): Promise<{ rows: RequestRow[]; total: number }> {
  const params = [store.orgId, store.id, page.states, page.search ?? null];
  const where = `where r.org_id = $1 and r.store_id = $2 and (cardinality($3::text[]) = 0 or r.state = any($3))
    and ($4::text is null or position(lower($4) in lower(r.order_id || ' ' || r.reviewer_name || ' ' ||
      r.reviewer_email || ' ' || coalesce(p.product_name, r.product_id))) > 0)`;
  const rows = await sql.all<RequestRow>(
    `${SELECT} ${where} order by r.created_at desc, r.id desc limit $5 offset $6`,
    [...params, page.limit, page.offset],
  );
  const { total } = await sql.one<{ total: number }>(
    `select count(*) as total from reviews.requests r
     left join reviews.products p on p.org_id = r.org_id and p.store_id = r.store_id and p.product_id = r.product_id
     ${where}`,
    params,
  );
  return { rows, total };
}

/**
 * Moves a request to a state; `problem` and `sentAt` are what the screens show beside it. With `from`, only when it still
 * stands there: it may have been answered meanwhile.
 */
export async function setRequestState(
  sql: Sql,
  request: Pick<RequestRow, "orgId" | "id">,
  change: {
    readonly from?: RequestState;
    readonly state: RequestState;
    readonly problem: string | null;
    readonly sentAt?: Date;
  },
  now: Date,
): Promise<boolean> {
  const count = await sql.run(
    `update reviews.requests set state = $3, problem = $4, sent_at = coalesce($5, sent_at), updated_at = $6
     where org_id = $1 and id = $2 and ($7::text is null or state = $7)`,
    [
      request.orgId,
      request.id,
      change.state,
      change.problem,
      change.sentAt ?? null,
      now,
      change.from ?? null,
    ],
  );
  return count > 0;
}
