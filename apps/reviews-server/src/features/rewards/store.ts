import type { RewardSettings } from "@hark/contract";
import type { Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";

/** The store's reward as it is set, or undefined when it never was. */
export function findReward(sql: Sql, store: StoreKey): Promise<RewardSettings | undefined> {
  return sql.maybe<RewardSettings>(
    "select enabled, type, description, prefix from reviews.rewards where org_id = $1 and store_id = $2",
    [store.orgId, store.id],
  );
}

/** Sets the store's reward. Reviews and requests that exist keep what they were promised. */
export async function setReward(sql: Sql, store: StoreKey, reward: RewardSettings, now: Date): Promise<void> {
  await sql.run(
    `insert into reviews.rewards (org_id, store_id, enabled, type, description, prefix, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (org_id, store_id) do update set enabled = excluded.enabled, type = excluded.type,
       description = excluded.description, prefix = excluded.prefix, updated_at = excluded.updated_at`,
    [store.orgId, store.id, reward.enabled, reward.type, reward.description, reward.prefix, now],
  );
}
