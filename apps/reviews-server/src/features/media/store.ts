import type { Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";

/** A picture that was uploaded and belongs to no review yet. */
export interface NewMedia {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly createdAt: Date;
}

/** Keeps a picture's facts; the picture itself is a file. */
export async function insertMedia(sql: Sql, store: StoreKey, media: NewMedia): Promise<void> {
  await sql.run(
    `insert into reviews.media (org_id, id, store_id, kind, width, height, bytes, created_at) values ($1, $2, $3, 'image', $4, $5, $6, $7)`,
    [store.orgId, media.id, store.id, media.width, media.height, media.bytes, media.createdAt],
  );
}

/** Takes back one picture that belongs to no review. False when there is none. */
export async function deleteUnclaimed(sql: Sql, store: StoreKey, id: string): Promise<boolean> {
  const count = await sql.run(
    "delete from reviews.media where org_id = $1 and store_id = $2 and id = $3 and review_id is null",
    [store.orgId, store.id, id],
  );
  return count > 0;
}

/** Organisations with pictures that were uploaded before an instant and belong to no review. */
export async function organisationsWithUnclaimed(sql: Sql, before: Date): Promise<string[]> {
  const rows = await sql.all<{ org_id: string }>(
    "select distinct org_id from reviews.media where review_id is null and created_at < $1",
    [before],
  );
  return rows.map((row) => row.org_id);
}

/** Takes back pictures that nobody made a review of; gives their ids, whose files can go. */
export async function dropUnclaimed(sql: Sql, orgId: string, before: Date): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(
    "delete from reviews.media where org_id = $1 and review_id is null and created_at < $2 returning id",
    [orgId, before],
  );
  return rows.map((row) => row.id);
}
