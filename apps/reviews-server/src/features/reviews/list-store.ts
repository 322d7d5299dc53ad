import type { PublicListQuery, ReviewListQuery } from "@hark/contract";
import type { Sql } from "@hark/postgres";
import { hasDeliveryIn } from "@hark/webhooks";
import type { StoreKey } from "../products/store.ts";
import { type ReviewRow, reviewColumns } from "./store.ts";

const orders = {
  "date desc": "r.created_at desc, r.id",
  "date asc": "r.created_at, r.id",
  "rating desc": "r.rating desc, r.created_at desc, r.id",
  "rating asc": "r.rating, r.created_at desc, r.id",
} as const;

const listed = (text: string | undefined): string[] | null =>
  text === undefined || text === "" ? null : text.split(",").map((part) => part.trim());

const WHERE = `r.org_id = $1 and r.store_id = $2
  and ($3::text[] is null or r.status = any($3))
  and ($4::text[] is null or r.rating::text = any($4))
  and ($5::text is null or r.product_id = $5)
  and ($6::text[] is null or r.source = any($6))
  and ($7::text[] is null or r.sentiment = any($7))
  and ($8::text[] is null or r.language_code = any($8))
  and ($9::boolean is null or (jsonb_array_length(r.images) > 0) = $9)
  and ($10::text[] is null or ${hasDeliveryIn("r.org_id", "r.id::text", "$10")})
  and ($11::text is null or r.title || ' ' || r.body || ' ' || r.reviewer_name || ' ' || r.reviewer_email ilike $11)`;

function valuesOf(store: StoreKey, query: ReviewListQuery): unknown[] {
  return [
    store.orgId,
    store.id,
    listed(query.status),
    listed(query.rating),
    query.productId ?? null,
    listed(query.source),
    listed(query.sentiment),
    listed(query.language),
    query.media === undefined ? null : query.media === "true",
    listed(query.delivery),
    query.q ? `%${query.q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null,
  ];
}

/** A page of a store's reviews as the merchant filters them, and how many there are in all. */
export async function listReviews(
  sql: Sql,
  store: StoreKey,
  query: ReviewListQuery,
): Promise<{ rows: ReviewRow[]; total: number }> {
  const values = valuesOf(store, query);
  const rows = await sql.all<ReviewRow>(
    `select ${reviewColumns} from reviews.reviews r where ${WHERE} order by ${orders[query.orderBy]} limit $12 offset $13`,
    [...values, query.pageSize, (query.page - 1) * query.pageSize],
  );
  const { total } = await sql.one<{ total: number }>(
    `select count(*) as total from reviews.reviews r where ${WHERE}`,
    values,
  );
  return { rows, total };
}

/** Where a public list goes on: behind this many reviews. */
export interface PublicPage extends Pick<PublicListQuery, "limit" | "rating"> {
  readonly productId: string | undefined;
  readonly orderBy: keyof typeof orders;
  readonly offset: number;
}

/** Reviews that shoppers may see; one more than the limit when there are more. */
export function listPublicReviews(sql: Sql, store: StoreKey, page: PublicPage): Promise<ReviewRow[]> {
  return sql.all<ReviewRow>(
    `select ${reviewColumns} from reviews.reviews r
     where r.org_id = $1 and r.store_id = $2 and r.status = 'approved' and ($3::text is null or r.product_id = $3)
       and ($4::int is null or r.rating = $4) order by ${orders[page.orderBy]} limit $5 offset $6`,
    [store.orgId, store.id, page.productId ?? null, page.rating ?? null, page.limit + 1, page.offset],
  );
}

/** How many approved reviews of a product have each rating, by rating. */
export async function countByRating(
  sql: Sql,
  store: StoreKey,
  productId: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await sql.all<{ rating: number; count: number }>(
    `select rating, count(*) from reviews.reviews where org_id = $1 and store_id = $2 and product_id = $3 and status = 'approved'
     group by rating`,
    [store.orgId, store.id, productId],
  );
  return new Map(rows.map((row) => [row.rating, row.count]));
}
