import type { Sql } from "@hark/postgres";
import { findRequest, lockRequest, type RequestRow } from "./store.ts";
import { hashToken, orgOfToken } from "./token.ts";

/** Makes a link good: from now on its token leads to the request. */
export async function keepToken(
  sql: Sql,
  request: { readonly orgId: string; readonly id: string },
  token: string,
  now: Date,
): Promise<void> {
  await sql.run(
    "insert into reviews.request_tokens (org_id, token_hash, request_id, created_at) values ($1, $2, $3, $4)",
    [request.orgId, hashToken(token), request.id, now],
  );
}

/** The request a token leads to, whatever its state; undefined for a token nobody gave out. */
export async function findByToken(sql: Sql, token: string): Promise<RequestRow | undefined> {
  const place = await placeOf(sql, token);
  return place && findRequest(sql, place.orgId, place.requestId);
}

/** As `findByToken`, with the request locked until the transaction ends. */
export async function lockByToken(tx: Sql, token: string): Promise<RequestRow | undefined> {
  const place = await placeOf(tx, token);
  return place && lockRequest(tx, place.orgId, place.requestId);
}

async function placeOf(
  sql: Sql,
  token: string,
): Promise<{ readonly orgId: string; readonly requestId: string } | undefined> {
  const orgId = orgOfToken(token);
  if (orgId === undefined) return undefined;
  return sql.maybe<{ orgId: string; requestId: string }>(
    `select org_id as "orgId", request_id as "requestId" from reviews.request_tokens where org_id = $1 and token_hash = $2`,
    [orgId, hashToken(token)],
  );
}
