import {
  listLinks,
  merchantReview,
  merchantReviewDetail,
  reviewDecision,
  reviewListQuery,
} from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { deliveriesOfSubjects } from "@hark/webhooks";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { pagedList, pageOf } from "../../paging.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { listReviews } from "./list-store.ts";
import { presentReview } from "./present.ts";
import { changesOf, decideReview, findReview, type ReviewRow } from "./store.ts";

const tags = ["Reviews"];
const params = z.object({ id: z.string().max(64) });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const missing = (): HarkError =>
  new HarkError("notfound", "this organisation has no such review", { parameter: "id" });

/** `/v1/reviews`: the merchant's list, one review with how it was delivered, and the decision to show it. */
export function merchantReviewRoutes(server: Server, deps: ReviewsDeps): void {
  const { database, clock, publicUrl } = deps;
  const detailOf = async (row: ReviewRow) => {
    const [deliveries, history] = await Promise.all([
      deliveriesOfSubjects(database, row.orgId, [row.id]),
      changesOf(database, row.orgId, row.id),
    ]);
    return { ...presentReview(row, deliveries, publicUrl, clock.now()), history };
  };
  server.get(
    "/v1/reviews",
    {
      config: merchant,
      schema: {
        tags,
        summary: "List reviews",
        querystring: reviewListQuery,
        response: { 200: pagedList(merchantReview) },
      },
    },
    async (request) => {
      const { query } = request;
      const store = await storeOfMerchant(database, request, query.store);
      const { rows, total } = await listReviews(database, store, query);
      const ids = rows.map((row) => row.id);
      const deliveries = await deliveriesOfSubjects(database, store.orgId, ids);
      const bySubject = Map.groupBy(deliveries, (delivery) => delivery.subject_id);
      const now = clock.now();
      const meta = pageOf(query, total);
      return {
        meta,
        links: listLinks("/v1/reviews", query, { ...meta, hasNext: query.page < meta.totalPages }),
        data: rows.map((row) => presentReview(row, bySubject.get(row.id) ?? [], publicUrl, now)),
      };
    },
  );
  server.get(
    "/v1/reviews/:id",
    {
      config: merchant,
      schema: { tags, summary: "One review", params, response: { 200: merchantReviewDetail } },
    },
    async (request) => {
      const { id } = request.params;
      const row = UUID.test(id) ? await findReview(database, actorOf(request).orgId, id) : undefined;
      if (!row) throw missing();
      return detailOf(row);
    },
  );
  server.patch(
    "/v1/reviews/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Approve or reject a review",
        params,
        body: reviewDecision,
        response: { 200: merchantReviewDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = request.params;
      const { status, reason = null } = request.body;
      const decision = { status, reason, by: actor.name, at: clock.now() };
      const row = UUID.test(id) ? await decideReview(database, actor.orgId, id, decision) : undefined;
      if (!row) throw missing();
      deps.live.publish(actor.orgId, "reviews", { type: "review", id: row.id });
      return detailOf(row);
    },
  );
}
