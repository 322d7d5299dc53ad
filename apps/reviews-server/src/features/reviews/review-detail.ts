import type { MerchantReviewDetail } from "@hark/contract";
import { HarkError } from "@hark/kernel";
import { deliveriesOfSubjects } from "@hark/webhooks";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { presentReview } from "./present.ts";
import { changesOf, findReview } from "./store.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const reviewParams = z.object({ id: z.string().max(64) });
/** True for the form of a review's id. */
export const isReviewId = (id: string): boolean => UUID.test(id);
export const missingReview = (): HarkError =>
  new HarkError("notfound", "this organisation has no such review", { parameter: "id" });

/** Reads one review with how it was delivered and what was decided about it. Throws `notfound`. */
export function detailReader({
  database,
  clock,
  publicUrl,
}: Pick<ReviewsDeps, "database" | "clock" | "publicUrl">) {
  return async (orgId: string, id: string): Promise<MerchantReviewDetail> => {
    const row = isReviewId(id) ? await findReview(database, orgId, id) : undefined;
    if (!row) throw missingReview();
    const [deliveries, history] = await Promise.all([
      deliveriesOfSubjects(database, orgId, [id]),
      changesOf(database, orgId, id),
    ]);
    return { ...presentReview(row, deliveries, publicUrl, clock.now()), history };
  };
}
