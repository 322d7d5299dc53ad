import { deliveryStanding } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { deliveriesOfSubjects } from "@hark/webhooks";
import { z } from "zod";
import type { IntegrationTools } from "../integrations/kustomer.ts";
import { merchant } from "../stores/merchant-store.ts";
import { shown } from "./delivery-routes.ts";
import { standingWords } from "./standing-words.ts";
import { nameReviews } from "./store.ts";

/** `/v1/reviews/{id}/delivery-state`: did this review reach the desk, and if not, why and when next? */
export function standingRoutes(server: Server, tools: IntegrationTools): void {
  const { database } = tools.deps;
  server.get(
    "/v1/reviews/:id/delivery-state",
    {
      config: merchant,
      schema: {
        tags: ["Deliveries"],
        summary: "Did a review arrive; if not, why, and when is the next try",
        params: z.object({ id: z.string().max(64) }),
        response: { 200: deliveryStanding },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const [rows, reviews] = await Promise.all([
        deliveriesOfSubjects(database, orgId, [id]),
        nameReviews(database, orgId, [id]),
      ]);
      // Of a review that was deleted there is still what became of telling so.
      if (rows.length === 0 && !reviews.has(id))
        throw new HarkError("notfound", "this organisation has no such review", { parameter: "id" });
      const deliveries = await shown(tools, orgId, rows);
      return { words: standingWords(deliveries), deliveries };
    },
  );
}
