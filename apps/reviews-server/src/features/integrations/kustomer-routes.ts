import {
  integrationTest,
  kustomerIntegration,
  kustomerSettings,
  publishedExample,
  type ReviewEvent,
  storeQuery,
} from "@hark/contract";
import type { Server } from "@hark/http";
import { newUuid } from "@hark/kernel";
import { findKustomerEndpoint, healthOf } from "@hark/webhooks";
import { z } from "zod";
import { listAttributes } from "../attributes/store.ts";
import { listProducts } from "../products/store.ts";
import { findReward } from "../rewards/store.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import type { StoreRow } from "../stores/store.ts";
import { exampleEvent } from "./example-event.ts";
import { type IntegrationTools, saveKustomer, testKustomer } from "./kustomer.ts";
import { presentKustomer } from "./present.ts";

const tags = ["Integrations"];
const TESTS_PER_MINUTE = 20;

/** `/v1/integrations/kustomer`: settings, a test event, and the example payload of the store. */
export function kustomerRoutes(server: Server, tools: IntegrationTools): void {
  const { database, clock } = tools.deps;
  const answer = async (store: StoreRow) => {
    const now = clock.now();
    const endpoint = await findKustomerEndpoint(database, store.orgId, store.id);
    const health = endpoint
      ? (await healthOf(database, store.orgId, [endpoint.id], now)).get(endpoint.id)
      : undefined;
    return presentKustomer(endpoint, health, now);
  };
  server.get(
    "/v1/integrations/kustomer",
    {
      config: merchant,
      schema: {
        tags,
        summary: "The Kustomer integration of a store",
        querystring: storeQuery,
        response: { 200: kustomerIntegration },
      },
    },
    async (request) => answer(await storeOfMerchant(database, request, request.query.store)),
  );
  server.put(
    "/v1/integrations/kustomer",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Save the Kustomer integration of a store",
        querystring: storeQuery,
        body: kustomerSettings,
        response: { 200: kustomerIntegration },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      await saveKustomer(tools, store, request.body);
      return answer(store);
    },
  );
  exampleRoutes(server, tools);
}

function exampleRoutes(server: Server, tools: IntegrationTools): void {
  const { database } = tools.deps;
  server.post(
    "/v1/integrations/kustomer/test",
    {
      config: { ...merchant, rateLimit: { max: TESTS_PER_MINUTE, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Send a test event and show the answer",
        querystring: storeQuery,
        response: { 200: integrationTest },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return testKustomer(tools, store, JSON.stringify(await exampleOf(tools, store)));
    },
  );
  server.get(
    "/v1/integrations/kustomer/example",
    {
      config: merchant,
      schema: {
        tags,
        summary: "An example payload with this store's own attributes, product and reward",
        querystring: storeQuery.extend({ published: z.enum(["true", "false"]).default("false") }),
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return request.query.published === "true" ? publishedExample : exampleOf(tools, store);
    },
  );
}

async function exampleOf({ deps }: IntegrationTools, store: StoreRow): Promise<ReviewEvent> {
  const { database, clock, random } = deps;
  const [attributes, products, reward] = await Promise.all([
    listAttributes(database, store),
    listProducts(database, store, { limit: 1, offset: 0 }),
    findReward(database, store),
  ]);
  return exampleEvent({
    attributes,
    product: products.rows[0],
    reward,
    now: clock.now(),
    reviewId: newUuid(random),
  });
}
