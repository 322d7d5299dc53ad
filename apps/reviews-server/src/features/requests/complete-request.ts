import type { Sql } from "@hark/postgres";
import { linkStanding } from "./requests.ts";
import type { PromisedReward, RequestRow } from "./store.ts";
import { findByToken, lockByToken } from "./token-store.ts";

/** What a request's link proves about whoever answers it: this person bought this. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly orderId: string;
  readonly productId: string;
  readonly variantId: string | null;
  readonly reviewerName: string;
  readonly reviewerEmail: string;
  /** What was promised when the request was made; null when nothing was. */
  readonly reward: PromisedReward | null;
}

/**
 * Marks a request as answered, in the transaction that stores its review, so that each link counts once even when two
 * submissions come at the same moment. Undefined (and nothing changed) when the token is unknown, of another store,
 * expired, canceled or used.
 */
export async function completeRequest(
  tx: Sql,
  orgId: string,
  storeId: string,
  token: string,
  now: Date,
  reviewId?: string,
): Promise<AnsweredRequest | undefined> {
  const request = await lockByToken(tx, token);
  if (!isOpenIn(request, orgId, storeId, now)) return undefined;
  await tx.run(
    `update reviews.requests set state = 'reviewed', problem = null, review_id = $3, updated_at = $4
     where org_id = $1 and id = $2`,
    [request.orgId, request.id, reviewId ?? null, now],
  );
  return answeredRequest(request);
}

/** The request behind a token that can still be answered, for filling in its form; changes nothing. */
export async function findOpenRequest(
  sql: Sql,
  orgId: string,
  storeId: string,
  token: string,
  now: Date,
): Promise<AnsweredRequest | undefined> {
  const request = await findByToken(sql, token);
  return isOpenIn(request, orgId, storeId, now) ? answeredRequest(request) : undefined;
}

function isOpenIn(
  request: RequestRow | undefined,
  orgId: string,
  storeId: string,
  now: Date,
): request is RequestRow {
  return (
    request !== undefined &&
    request.orgId === orgId &&
    request.storeId === storeId &&
    linkStanding(request, now) === "open"
  );
}

function answeredRequest(request: RequestRow): AnsweredRequest {
  const { id, orderId, productId, variantId, reviewerName, reviewerEmail, reward } = request;
  return { requestId: id, orderId, productId, variantId, reviewerName, reviewerEmail, reward };
}
