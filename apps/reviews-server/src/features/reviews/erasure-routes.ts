import { merchantReviewDetail } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { merchant } from "../stores/merchant-store.ts";
import { anonymize, type DecideTools, remove } from "./decide.ts";
import { type detailReader, isReviewId, missingReview, reviewParams } from "./review-detail.ts";

const tags = ["Reviews"];

/** Taking a review back: whole, or who wrote it. */
export function erasureRoutes(
  server: Server,
  tools: DecideTools,
  detailOf: ReturnType<typeof detailReader>,
): void {
  server.delete(
    "/v1/reviews/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Delete a review with its pictures, for good",
        description: "What was to be told about it is erased; webhooks are told review.deleted.",
        params: reviewParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isReviewId(id) || !(await remove(tools, actorOf(request).orgId, id))) throw missingReview();
      return reply.code(204).send(null);
    },
  );
  server.post(
    "/v1/reviews/:id/anonymize",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Take out of a review who wrote it",
        description:
          "Name, address, country, order and pictures go; stars and words stay. Webhooks are told review.anonymized.",
        params: reviewParams,
        response: { 200: merchantReviewDetail },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      if (!isReviewId(id) || !(await anonymize(tools, orgId, id))) throw missingReview();
      return detailOf(orgId, id);
    },
  );
}
