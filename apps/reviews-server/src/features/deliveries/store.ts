import type { Sql } from "@hark/postgres";
import type { ReviewNamed } from "./present.ts";

/** Reviews of one person that a search follows at most, the newest. */
const MAX_REVIEWS = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What lists tell of reviews, by id; ids that name no review are left out. */
export async function nameReviews(
  sql: Sql,
  orgId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReviewNamed>> {
  const uuids = [...new Set(ids)].filter((id) => UUID.test(id));
  if (uuids.length === 0) return new Map();
  const rows = await sql.all<ReviewNamed>(
    `select id, title, rating, reviewer_name as "reviewerName" from reviews.reviews
     where org_id = $1 and id = any($2::uuid[])`,
    [orgId, uuids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The ids of what a person left and was asked: what deliveries are about. */
export async function subjectsOfEmail(
  sql: Sql,
  orgId: string,
  storeId: string,
  email: string,
): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(
    `(select id::text from reviews.reviews where org_id = $1 and store_id = $2 and reviewer_email = any($3)
      order by created_at desc limit ${MAX_REVIEWS})
     union all
     (select id from reviews.requests where org_id = $1 and store_id = $2 and reviewer_email = any($3)
      order by created_at desc limit ${MAX_REVIEWS})`,
    // As it was typed then, or as it is typed now: the index is over the text itself.
    [orgId, storeId, [email, email.toLowerCase()]],
  );
  return rows.map((row) => row.id);
}
