import { delivery, deliveryDetail, deliveryListQuery, listLinks } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { attemptsOf, countDeliveries, findDelivery, listDeliveries, messageId, resend } from "@hark/webhooks";
import { z } from "zod";
import { pagedList, pageOf } from "../../paging.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import type { IntegrationTools } from "./kustomer.ts";
import { presentAttempt, presentDelivery } from "./present.ts";

const tags = ["Deliveries"];
const params = z.object({ id: z.string().max(64) });
const missing = (): HarkError =>
  new HarkError("notfound", "this organisation has no such delivery", { parameter: "id" });

/** `/v1/deliveries`: what was sent, how each attempt went, and one more attempt on request. */
export function deliveryRoutes(server: Server, tools: IntegrationTools): void {
  const { database, clock, live } = tools.deps;
  server.get(
    "/v1/deliveries",
    {
      config: merchant,
      schema: {
        tags,
        summary: "List deliveries, newest first",
        querystring: deliveryListQuery,
        response: { 200: pagedList(delivery) },
      },
    },
    async (request) => {
      const { query } = request;
      const store = await storeOfMerchant(database, request, query.store);
      const filter = { storeId: store.id, state: query.state, subjectId: query.reviewId };
      const offset = (query.page - 1) * query.pageSize;
      const [rows, total] = await Promise.all([
        listDeliveries(database, store.orgId, { ...filter, limit: query.pageSize, offset }),
        countDeliveries(database, store.orgId, filter),
      ]);
      const meta = pageOf(query, total);
      const links = listLinks("/v1/deliveries", query, {
        page: query.page,
        hasNext: query.page < meta.totalPages,
        totalPages: meta.totalPages,
      });
      const now = clock.now();
      return { meta, links, data: rows.map((row) => presentDelivery(row, now)) };
    },
  );
  server.get(
    "/v1/deliveries/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "One delivery with its attempts",
        params,
        response: { 200: deliveryDetail },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findDelivery(database, orgId, request.params.id);
      if (!row) throw missing();
      const attempts = await attemptsOf(database, orgId, row.id);
      return {
        ...presentDelivery(row, clock.now()),
        messageId: messageId(row.id),
        url: row.url,
        body: row.body,
        attempts: attempts.map(presentAttempt),
      };
    },
  );
  server.post(
    "/v1/deliveries/:id/resend",
    {
      config: merchant,
      schema: {
        tags,
        summary: "One more attempt now, under the same webhook-id",
        params,
        response: { 202: delivery },
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const now = clock.now();
      const found = await resend(database, orgId, request.params.id, now);
      const row = found ? await findDelivery(database, orgId, request.params.id) : undefined;
      if (!row) throw missing();
      tools.wake(orgId);
      live.publish(orgId, "deliveries", { type: "delivery", id: row.id });
      return reply.code(202).send(presentDelivery(row, now));
    },
  );
}
