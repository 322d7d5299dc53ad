import type { RequestCreation } from "@hark/contract";
import { HarkError, newId, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";
import { findReward } from "../rewards/store.ts";
import { mayAskAgain, REQUEST_LIFE_MS } from "./requests.ts";
import {
  deleteRequest,
  findAskableLine,
  findRequest,
  insertRequest,
  lockRequestOfLine,
  type PromisedReward,
  type RequestRow,
} from "./store.ts";

/**
 * Makes a request for the line of an order, with the reward that is promised today. Throws `badparam` when the order or the
 * product is not there, 409 when the line was asked about and can still be answered, or was.
 */
export async function createRequest(
  tx: Sql,
  store: StoreKey,
  wanted: Pick<RequestCreation, "orderId" | "productId">,
  now: Date,
  random: RandomBytes,
): Promise<RequestRow> {
  const line = await findAskableLine(tx, store, wanted.orderId, wanted.productId);
  if (!line) {
    throw new HarkError(
      "badparam",
      `there is no order '${wanted.orderId}' with the product '${wanted.productId}'; send the order's name and a product of it, or add the order with POST /v1/orders`,
      { pointer: "/orderId" },
    );
  }
  const before = await lockRequestOfLine(tx, store, wanted.orderId, line.line);
  if (before) {
    if (!mayAskAgain(before, now)) throw askedBefore(before);
    await deleteRequest(tx, store.orgId, before.id);
  }
  const id = newId(now, random);
  const isNew = await insertRequest(
    tx,
    store,
    {
      id,
      orderId: wanted.orderId,
      line: line.line,
      productId: wanted.productId,
      variantId: line.variantId,
      reviewerName: line.customerName,
      reviewerEmail: line.customerEmail,
      reward: await promisedReward(tx, store),
      expiresAt: new Date(now.getTime() + REQUEST_LIFE_MS),
    },
    now,
  );
  const request = isNew ? await findRequest(tx, store.orgId, id) : undefined;
  // Another call was first, between the look and the insert.
  if (!request) throw askedBefore({ state: "created" });
  return request;
}

function askedBefore(request: Pick<RequestRow, "state">): HarkError {
  return new HarkError(
    "conflict",
    request.state === "reviewed"
      ? "this line of the order is reviewed already"
      : "this line of the order has a request already; send it again with POST /v1/requests/{id}/send, or get a link with POST /v1/requests/{id}/link",
    { pointer: "/productId" },
  );
}

async function promisedReward(tx: Sql, store: StoreKey): Promise<PromisedReward | null> {
  const reward = await findReward(tx, store);
  if (!reward?.enabled) return null;
  return { type: reward.type, description: reward.description, prefix: reward.prefix };
}
