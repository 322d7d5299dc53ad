import { home, storeQuery } from "@hark/contract";
import type { Server } from "@hark/http";
import type { ReviewsDeps } from "../../deps.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { readHome } from "./store.ts";

/** `GET /v1/home`: what is left to set up, and how the last thirty days went. */
export function homeRoutes(server: Server, { database, clock }: ReviewsDeps): void {
  server.get(
    "/v1/home",
    {
      config: merchant,
      schema: {
        tags: ["Home"],
        summary: "The checklist and the last 30 days",
        querystring: storeQuery,
        response: { 200: home },
      },
    },
    async (request) =>
      readHome(database, await storeOfMerchant(database, request, request.query.store), clock.now()),
  );
}
