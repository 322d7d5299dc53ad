import {
  listLinks,
  merchantReview,
  merchantReviewDetail,
  reviewDecision,
  reviewListQuery,
} from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { deliveriesOfSubjects } from "@hark/webhooks";
import { pagedList, pageOf } from "../../paging.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { type DecideTools, decide } from "./decide.ts";
import { erasureRoutes } from "./erasure-routes.ts";
import { listReviews } from "./list-store.ts";
import { presentReview } from "./present.ts";
import { detailReader, isReviewId, missingReview, reviewParams } from "./review-detail.ts";

const tags = ["Reviews"];
/** `/v1/reviews`: the merchant's list, one review with how it was delivered, and the decision to show it. */
export function merchantReviewRoutes(server: Server, tools: DecideTools): void {
  const { database, clock, publicUrl } = tools.deps;
  const detailOf = detailReader(tools.deps);
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
      schema: { tags, summary: "One review", params: reviewParams, response: { 200: merchantReviewDetail } },
    },
    (request) => detailOf(actorOf(request).orgId, request.params.id),
  );
  server.patch(
    "/v1/reviews/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Approve or reject a review",
        params: reviewParams,
        body: reviewDecision,
        response: { 200: merchantReviewDetail },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = request.params;
      if (!isReviewId(id) || !(await decide(tools, actor, id, request.body))) throw missingReview();
      return detailOf(actor.orgId, id);
    },
  );
  erasureRoutes(server, tools, detailOf);
}
