import { createdWebhook, newWebhook, storeQuery, webhook, webhookChange } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { createWebhook, removeWebhook, updateWebhook, type WebhookTools } from "./commands.ts";
import { findOne, readWebhooks, webhookParams } from "./read.ts";

const tags = ["Webhooks"];

/** `/v1/webhooks`: the receivers of a store's events, besides the Kustomer integration. */
export function webhookRoutes(server: Server, tools: WebhookTools): void {
  const { database } = tools.deps;
  server.get(
    "/v1/webhooks",
    {
      config: merchant,
      schema: {
        tags,
        summary: "List the webhooks of a store",
        querystring: storeQuery,
        response: { 200: z.object({ data: z.array(webhook) }) },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return { data: await readWebhooks(tools.deps, store.orgId, { storeId: store.id }) };
    },
  );
  server.post(
    "/v1/webhooks",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Make a webhook",
        description: "The answer holds the secret that events are signed with. It is never shown again.",
        querystring: storeQuery,
        body: newWebhook,
        response: { 201: createdWebhook },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const { id, secret } = await createWebhook(tools, store, request.body);
      return reply.code(201).send({ ...(await findOne(tools.deps, store.orgId, id)), secret });
    },
  );
  oneWebhookRoutes(server, tools);
}

function oneWebhookRoutes(server: Server, tools: WebhookTools): void {
  server.get(
    "/v1/webhooks/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "One webhook, or the Kustomer integration by its endpoint's id",
        params: webhookParams,
        response: { 200: webhook },
      },
    },
    (request) => findOne(tools.deps, actorOf(request).orgId, request.params.id),
  );
  server.patch(
    "/v1/webhooks/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Change a webhook",
        description:
          "A new address, new headers and switching on give a fresh start: what waits is due at once.",
        params: webhookParams,
        body: webhookChange,
        response: { 200: webhook },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      await updateWebhook(tools, orgId, request.params.id, request.body);
      return findOne(tools.deps, orgId, request.params.id);
    },
  );
  server.delete(
    "/v1/webhooks/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Delete a webhook; what it had not been sent is canceled",
        params: webhookParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeWebhook(tools, actorOf(request).orgId, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
