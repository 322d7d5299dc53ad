import { store, storeChange, storeCreation } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import type { Catalogue } from "./catalogue.ts";
import { merchant, storeOfMerchant } from "./merchant-store.ts";
import { presentStore } from "./present.ts";
import { changeStore, createStore, listStores } from "./store.ts";

const tags = ["Stores"];
const params = z.object({ store: z.string().max(63) });

/** `/v1/stores`: the organisation's stores and their settings. */
export function storeRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock } = deps;
  server.get(
    "/v1/stores",
    {
      config: merchant,
      schema: { tags, summary: "List stores", response: { 200: z.object({ data: z.array(store) }) } },
    },
    async (request) => ({
      data: (await listStores(database, actorOf(request).orgId)).map(presentStore),
    }),
  );
  server.post(
    "/v1/stores",
    {
      config: merchant,
      schema: { tags, summary: "Make a store", body: storeCreation, response: { 201: store } },
    },
    async (request, reply) => {
      const row = await createStore(deps, actorOf(request).orgId, request.body);
      return reply.code(201).send(presentStore(row));
    },
  );
  server.get(
    "/v1/stores/:store",
    { config: merchant, schema: { tags, summary: "One store", params, response: { 200: store } } },
    async (request) => presentStore(await storeOfMerchant(database, request, request.params.store)),
  );
  server.patch(
    "/v1/stores/:store",
    {
      config: merchant,
      schema: { tags, summary: "Change a store", params, body: storeChange, response: { 200: store } },
    },
    async (request) => {
      const before = await storeOfMerchant(database, request, request.params.store);
      const row = await changeStore(database, before, request.body, clock.now());
      catalogue.forget(row);
      return presentStore(row);
    },
  );
}
