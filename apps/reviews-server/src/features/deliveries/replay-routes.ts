import { replay, replayCount, replayRequest, storeQuery } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import {
  cancelReplay,
  countReplay,
  createReplay,
  findReplay,
  listReplays,
  REPLAYS_TOPIC,
  type ReplayFilter,
} from "@hark/webhooks";
import { z } from "zod";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import type { StoreRow } from "../stores/store.ts";
import type { WebhookTools } from "../webhooks/commands.ts";
import { bothOf } from "./delivery-routes.ts";
import { presentReplay } from "./present.ts";
import { subjectsOfEmail } from "./store.ts";

const tags = ["Deliveries"];
const params = z.object({ id: z.string().max(64) });
const LISTED = 50;
const missing = (): HarkError =>
  new HarkError("notfound", "this organisation has no such replay", { parameter: "id" });

/** `/v1/replays`: bringing back many deliveries, counted first, behind live events. */
export function replayRoutes(server: Server, tools: WebhookTools): void {
  const { database, clock, random, live } = tools.deps;
  server.post(
    "/v1/replays",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Bring deliveries back; with dryRun only count them",
        querystring: storeQuery,
        body: replayRequest,
        response: { 200: replayCount, 201: replay },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const { ratePerSecond, dryRun } = request.body;
      const filter = await filterOf(tools, store, request.body);
      const now = clock.now();
      if (dryRun) {
        const { total, byState, byEndpoint } = await countReplay(database, store.orgId, filter, now);
        return reply.send({ total, byState: { ...byState }, byEndpoint: { ...byEndpoint } });
      }
      const createdBy = actorOf(request).name;
      const row = await createReplay(
        database,
        store.orgId,
        { filter, createdBy, ratePerSecond },
        now,
        random,
      );
      tools.replayer.wake();
      live.publish(store.orgId, REPLAYS_TOPIC, { type: "replay", id: row.id });
      return reply.code(201).send(presentReplay(row));
    },
  );
  server.get(
    "/v1/replays",
    {
      config: merchant,
      schema: {
        tags,
        summary: `The last ${LISTED} replays, newest first`,
        querystring: storeQuery,
        response: { 200: z.object({ data: z.array(replay) }) },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const rows = await listReplays(database, store.orgId, store.id, LISTED);
      return { data: rows.map(presentReplay) };
    },
  );
  oneReplayRoutes(server, tools);
}

function oneReplayRoutes(server: Server, tools: WebhookTools): void {
  const { database, clock, live } = tools.deps;
  server.get(
    "/v1/replays/:id",
    {
      config: merchant,
      schema: { tags, summary: "One replay with how far it is", params, response: { 200: replay } },
    },
    async (request) => {
      const row = await findReplay(database, actorOf(request).orgId, request.params.id);
      if (!row) throw missing();
      return presentReplay(row);
    },
  );
  server.post(
    "/v1/replays/:id/cancel",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Stop a replay; what was not sent is what it was before",
        params,
        response: { 200: replay },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      if (!(await findReplay(database, orgId, id))) throw missing();
      await cancelReplay(database, orgId, id, clock.now());
      const row = await findReplay(database, orgId, id);
      if (!row) throw missing();
      live.publish(orgId, REPLAYS_TOPIC, { type: "replay", id });
      return presentReplay(row);
    },
  );
}

async function filterOf(
  { deps }: WebhookTools,
  store: StoreRow,
  body: z.infer<typeof replayRequest>,
): Promise<ReplayFilter> {
  const { email, reviewId } = body;
  const subjects =
    email === undefined ? undefined : await subjectsOfEmail(deps.database, store.orgId, store.id, email);
  return {
    storeId: store.id,
    endpointId: body.endpoint,
    states: body.states,
    types: body.types,
    since: body.since === undefined ? undefined : new Date(body.since),
    until: body.until === undefined ? undefined : new Date(body.until),
    subjectIds: bothOf(subjects, reviewId === undefined ? undefined : [reviewId]),
    statusCode: body.status,
  };
}
