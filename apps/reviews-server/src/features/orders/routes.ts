import { listLinks, type Order, order, orderCreation, storeQuery } from "@hark/contract";
import type { Server } from "@hark/http";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { pagedList, pageOf } from "../../paging.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { listOrders, type OrderRow, saveOrder } from "./store.ts";

const tags = ["Orders"];
const listQuery = storeQuery.extend({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  q: z.string().max(200).optional(),
});

/** `/v1/orders`: what was bought, which is what a review can be asked for. */
export function orderRoutes(server: Server, { database, clock }: ReviewsDeps): void {
  server.get(
    "/v1/orders",
    {
      config: merchant,
      schema: { tags, summary: "List orders", querystring: listQuery, response: { 200: pagedList(order) } },
    },
    async (request) => {
      const { query } = request;
      const store = await storeOfMerchant(database, request, query.store);
      const offset = (query.page - 1) * query.pageSize;
      const { rows, total } = await listOrders(database, store, {
        limit: query.pageSize,
        offset,
        search: query.q,
      });
      const meta = pageOf(query, total);
      return {
        meta,
        links: listLinks("/v1/orders", query, { ...meta, hasNext: query.page < meta.totalPages }),
        data: rows.map(presentOrder),
      };
    },
  );
  server.post(
    "/v1/orders",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Make an order, or replace the one of the same name",
        querystring: storeQuery,
        body: orderCreation,
        response: { 201: order },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return reply.code(201).send(presentOrder(await saveOrder(database, store, request.body, clock.now())));
    },
  );
}

function presentOrder(row: OrderRow): Order {
  return {
    orderId: row.orderId,
    customer: { name: row.customerName, email: row.customerEmail },
    lines: [...row.lines],
    countryCode: row.countryCode,
    fulfilledAt: row.fulfilledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
