import { attribute, attributeChange, attributeCreation, attributeOrder, storeQuery } from "@hark/contract";
import type { Server } from "@hark/http";
import { HarkError, newId } from "@hark/kernel";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { changeAttribute, defineAttribute } from "./attribute.ts";
import { presentAttribute } from "./present.ts";
import {
  deleteAttribute,
  insertAttribute,
  listAttributes,
  orderAttributes,
  updateAttribute,
} from "./store.ts";

const tags = ["Attributes"];
const params = z.object({ id: z.string().max(64) });
const list = z.object({ data: z.array(attribute) });
const querystring = storeQuery;
const missing = (): HarkError =>
  new HarkError("notfound", "the store has no such attribute", { parameter: "id" });

/** `/v1/attributes`: the questions of the review form, in their order. */
export function attributeRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock, random } = deps;
  server.get(
    "/v1/attributes",
    {
      config: merchant,
      schema: { tags, summary: "List attributes in their order", querystring, response: { 200: list } },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return { data: (await listAttributes(database, store)).map(presentAttribute) };
    },
  );
  server.post(
    "/v1/attributes",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Make an attribute",
        querystring,
        body: attributeCreation,
        response: { 201: attribute },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const now = clock.now();
      const row = await insertAttribute(
        database,
        store,
        newId(now, random),
        defineAttribute(request.body),
        now,
      );
      catalogue.forget(store);
      return reply.code(201).send(presentAttribute(row));
    },
  );
  server.put(
    "/v1/attributes/order",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Order the attributes",
        querystring,
        body: attributeOrder,
        response: { 200: list },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const known = new Set((await listAttributes(database, store)).map((row) => row.id));
      const { ids } = request.body;
      if (new Set(ids).size !== ids.length || ids.length !== known.size || !ids.every((id) => known.has(id)))
        throw new HarkError("badparam", "name every attribute of the store once", { pointer: "/ids" });
      await orderAttributes(database, store, ids);
      catalogue.forget(store);
      return { data: (await listAttributes(database, store)).map(presentAttribute) };
    },
  );
  changeRoutes(server, deps, catalogue);
}

function changeRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock } = deps;
  server.patch(
    "/v1/attributes/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Change an attribute",
        params,
        querystring,
        body: attributeChange,
        response: { 200: attribute },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const before = (await listAttributes(database, store)).find((row) => row.id === request.params.id);
      if (!before) throw missing();
      const definition = changeAttribute(before, request.body);
      const row = await updateAttribute(database, store, before.id, definition, clock.now());
      catalogue.forget(store);
      return presentAttribute(row);
    },
  );
  server.delete(
    "/v1/attributes/:id",
    { config: merchant, schema: { tags, summary: "Delete an attribute", params, querystring } },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      if (!(await deleteAttribute(database, store, request.params.id))) throw missing();
      catalogue.forget(store);
      return reply.code(204).send();
    },
  );
}
