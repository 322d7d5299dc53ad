import type { Sql } from "@hark/postgres";
import { type ReviewRow, reviewColumns } from "./store.ts";

/** A review that was taken back, and the pictures whose files can go. */
export interface Erased {
  readonly review: ReviewRow;
  readonly mediaIds: readonly string[];
}

/** What stands in place of a reviewer's name. */
const NOBODY = "Anonymous";

/** Deletes a review with its pictures and its history. A coupon that was given stays good. */
export async function deleteReview(tx: Sql, orgId: string, id: string): Promise<Erased | undefined> {
  const review = await tx.maybe<ReviewRow>(
    `delete from reviews.reviews r where r.org_id = $1 and r.id = $2 returning ${reviewColumns}`,
    [orgId, id],
  );
  return review && { review, mediaIds: await deleteMedia(tx, orgId, id) };
}

/** Takes out of a review, and of the request it answered, who wrote it; the row that is given is that of before, for telling. */
export async function anonymizeReview(
  tx: Sql,
  orgId: string,
  id: string,
  now: Date,
): Promise<Erased | undefined> {
  const review = await tx.maybe<ReviewRow>(
    `select ${reviewColumns} from reviews.reviews r where r.org_id = $1 and r.id = $2 for update`,
    [orgId, id],
  );
  if (!review) return undefined;
  await tx.run(
    `update reviews.reviews set reviewer_name = $3, display_name = $3, reviewer_email = '', country_code = null, order_id = null,
       request_id = null, images = '[]', updated_at = $4
     where org_id = $1 and id = $2`,
    [orgId, id, NOBODY, now],
  );
  await tx.run(
    `update reviews.requests set reviewer_name = $3, reviewer_email = '', updated_at = $4 where org_id = $1 and review_id = $2::uuid`,
    [orgId, id, NOBODY, now],
  );
  return { review, mediaIds: await deleteMedia(tx, orgId, id) };
}

async function deleteMedia(tx: Sql, orgId: string, reviewId: string): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    "delete from reviews.media where org_id = $1 and review_id = $2 returning id",
    [orgId, reviewId],
  );
  return rows.map((row) => row.id);
}
