import { listLinks, product, productChange, productCreation, storeQuery } from "@hark/contract";
import type { Server } from "@hark/http";
import { defined, HarkError } from "@hark/kernel";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { pagedList, pageOf } from "../../paging.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { presentProduct } from "./present.ts";
import { deleteProduct, findProduct, listProducts, saveProduct } from "./store.ts";

const tags = ["Products"];
const params = z.object({ productId: z.string().max(200) });
const listQuery = storeQuery.extend({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  q: z.string().max(200).optional(),
});
const missing = (): HarkError =>
  new HarkError("notfound", "the store has no such product", { parameter: "productId" });

/** `/v1/products`: what the shop sells. */
export function productRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock, publicUrl } = deps;
  server.get(
    "/v1/products",
    {
      config: merchant,
      schema: {
        tags,
        summary: "List products",
        querystring: listQuery,
        response: { 200: pagedList(product) },
      },
    },
    async (request) => {
      const { query } = request;
      const store = await storeOfMerchant(database, request, query.store);
      const { rows, total } = await listProducts(database, store, {
        limit: query.pageSize,
        offset: (query.page - 1) * query.pageSize,
        search: query.q,
      });
      const meta = pageOf(query, total);
      return {
        meta,
        links: listLinks("/v1/products", query, { ...meta, hasNext: query.page < meta.totalPages }),
        data: rows.map((row) => presentProduct(row, publicUrl)),
      };
    },
  );
  server.post(
    "/v1/products",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Make a product, or replace the one of the same id",
        querystring: storeQuery,
        body: productCreation,
        response: { 201: product },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const row = await saveProduct(database, store, request.body, clock.now());
      catalogue.forget(store);
      return reply.code(201).send(presentProduct(row, publicUrl));
    },
  );
  server.get(
    "/v1/products/:productId",
    {
      config: merchant,
      schema: { tags, summary: "One product", params, querystring: storeQuery, response: { 200: product } },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const row = await findProduct(database, store, request.params.productId);
      if (!row) throw missing();
      return presentProduct(row, publicUrl);
    },
  );
  changeRoutes(server, deps, catalogue);
}

function changeRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock, publicUrl } = deps;
  server.patch(
    "/v1/products/:productId",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Change a product",
        params,
        querystring: storeQuery,
        body: productChange,
        response: { 200: product },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const before = await findProduct(database, store, request.params.productId);
      if (!before) throw missing();
      const { createdAt: _created, updatedAt: _updated, ...fields } = before;
      const next = { ...fields, variants: [...fields.variants], ...defined(request.body) };
      const row = await saveProduct(database, store, next, clock.now());
      catalogue.forget(store);
      return presentProduct(row, publicUrl);
    },
  );
  server.delete(
    "/v1/products/:productId",
    { config: merchant, schema: { tags, summary: "Delete a product", params, querystring: storeQuery } },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      if (!(await deleteProduct(database, store, request.params.productId))) throw missing();
      catalogue.forget(store);
      return reply.code(204).send();
    },
  );
}
