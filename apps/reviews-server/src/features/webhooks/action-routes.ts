import { integrationTest, replay, webhook, webhookStats } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { createReplay, endpointStats, findEndpoint } from "@hark/webhooks";
import { z } from "zod";
import { presentReplay } from "../deliveries/present.ts";
import { merchant } from "../stores/merchant-store.ts";
import { missingWebhook, pauseWebhook, type WebhookTools } from "./commands.ts";
import { findOne, webhookParams } from "./read.ts";
import { testWebhook } from "./test-event.ts";

const tags = ["Webhooks"];
const TESTS_PER_MINUTE = 20;

/** What is done with one webhook: pausing, testing, bringing back what it missed, and how it does. */
export function webhookActionRoutes(server: Server, tools: WebhookTools): void {
  const { database, clock } = tools.deps;
  for (const [verb, paused, summary] of [
    ["pause", true, "Keep events without sending them"],
    ["resume", false, "Send again, beginning with what waits"],
  ] as const) {
    server.post(
      `/v1/webhooks/:id/${verb}`,
      {
        config: merchant,
        schema: { tags, summary, params: webhookParams, response: { 200: webhook } },
      },
      async (request) => {
        const { orgId } = actorOf(request);
        await pauseWebhook(tools, orgId, request.params.id, paused);
        return findOne(tools.deps, orgId, request.params.id);
      },
    );
  }
  server.post(
    "/v1/webhooks/:id/test",
    {
      config: { ...merchant, rateLimit: { max: TESTS_PER_MINUTE, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Send an example event now and show the answer",
        description: "Signed like every other; it is kept nowhere and not tried again.",
        params: webhookParams,
        body: z.strictObject({ type: z.string().max(64).optional() }).optional(),
        response: { 200: integrationTest },
      },
    },
    (request) => testWebhook(tools, actorOf(request).orgId, request.params.id, request.body?.type),
  );
  server.get(
    "/v1/webhooks/:id/stats",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Volume, failures and latency by the hour or by the day",
        params: webhookParams,
        querystring: z.object({ range: z.enum(["24h", "30d"]).default("24h") }),
        response: { 200: webhookStats },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { range } = request.query;
      const endpoint = await findEndpoint(database, orgId, request.params.id);
      if (!endpoint) throw missingWebhook();
      const stats = await endpointStats(database, orgId, endpoint.id, range, clock.now());
      return { range, ...stats, byClass: { ...stats.byClass }, buckets: [...stats.buckets] };
    },
  );
  recoverRoute(server, tools);
}

function recoverRoute(server: Server, tools: WebhookTools): void {
  const { database, clock, random } = tools.deps;
  server.post(
    "/v1/webhooks/:id/recover",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Bring back every event that failed since the webhook broke",
        description:
          "Every dead letter of it that is kept; what waits goes by itself. Resumes it when it was paused.",
        params: webhookParams,
        response: { 201: replay },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { orgId } = actor;
      const endpoint = await findEndpoint(database, orgId, request.params.id);
      if (!endpoint) throw missingWebhook();
      if (!endpoint.enabled)
        throw new HarkError("conflict", "the webhook is off; switch it on first, then recover", {
          parameter: "id",
        });
      if (endpoint.paused) await pauseWebhook(tools, orgId, endpoint.id, false);
      const row = await createReplay(
        database,
        orgId,
        {
          filter: { storeId: endpoint.store_id, endpointId: endpoint.id, states: ["failed"] },
          createdBy: actor.name,
        },
        clock.now(),
        random,
      );
      tools.replayer.wake();
      return reply.code(201).send(presentReplay(row));
    },
  );
}
