import {
  createdRequest,
  listLinks,
  openRequest,
  requestCreation,
  requestListQuery,
  requestPreview,
  reviewRequest,
  storeQuery,
} from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import type { Jobs } from "@hark/jobs";
import { HarkError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { pagedList, pageOf } from "../../paging.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { findStoreBySlug } from "../stores/store.ts";
import { createRequest } from "./create-request.ts";
import { presentOpenRequest, presentRequest } from "./present.ts";
import { ensureOpen, linkStanding } from "./requests.ts";
import { freshLink, mailFor, queueSending } from "./send-request.ts";
import { findRequest, listRequests, lockRequest, type RequestRow } from "./store.ts";
import { findByToken } from "./token-store.ts";

const tags = ["Requests"];
const params = z.object({ id: z.string().max(64) });

/** `/v1/requests`: asking buyers for reviews, and what is behind a request's link. */
export function requestRoutes(server: Server, deps: ReviewsDeps, jobs: Jobs): void {
  listRoute(server, deps);
  createRoute(server, deps, jobs);
  sendRoute(server, deps, jobs);
  linkRoutes(server, deps);
  publicRoute(server, deps);
}

const missing = (): HarkError =>
  new HarkError("notfound", "this organisation has no such request", { parameter: "id" });

function listRoute(server: Server, { database }: ReviewsDeps): void {
  server.get(
    "/v1/requests",
    {
      config: merchant,
      schema: {
        tags,
        summary: "List requests, newest first",
        querystring: requestListQuery,
        response: { 200: pagedList(reviewRequest) },
      },
    },
    async (request) => {
      const { query } = request;
      const store = await storeOfMerchant(database, request, query.store);
      const { rows, total } = await listRequests(database, store, {
        limit: query.pageSize,
        offset: (query.page - 1) * query.pageSize,
        states: query.state ? query.state.split(",") : [],
        search: query.q,
      });
      const meta = pageOf(query, total);
      return {
        meta,
        links: listLinks("/v1/requests", query, { ...meta, hasNext: query.page < meta.totalPages }),
        data: rows.map(presentRequest),
      };
    },
  );
  server.get(
    "/v1/requests/:id",
    { config: merchant, schema: { tags, summary: "One request", params, response: { 200: reviewRequest } } },
    async (request) => presentRequest(await requestOf(database, request, request.params.id)),
  );
}

function createRoute(server: Server, deps: ReviewsDeps, jobs: Jobs): void {
  const { database, clock, random, live } = deps;
  server.post(
    "/v1/requests",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Ask for a review of one line of an order",
        description: "The answer holds the link, which is shown this once: only its hash is kept.",
        querystring: storeQuery,
        body: requestCreation,
        response: { 201: createdRequest },
      },
    },
    async (request, reply) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      const now = clock.now();
      const created = await database.transaction(async (tx) => {
        const row = await createRequest(tx, store, request.body, now, random);
        const url = await freshLink(tx, row, deps, now);
        if (request.body.send) await queueSending(tx, jobs, row, now);
        return { ...presentRequest(row), state: request.body.send ? ("sending" as const) : row.state, url };
      });
      live.publish(store.orgId, "requests", { type: "request", id: created.requestId });
      return reply.code(201).send(created);
    },
  );
}

function sendRoute(server: Server, { database, clock, live }: ReviewsDeps, jobs: Jobs): void {
  server.post(
    "/v1/requests/:id/send",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Mail a request, once more when it was mailed before",
        params,
        response: { 200: reviewRequest },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await database.transaction(async (tx) => {
        const found = await lockRequest(tx, orgId, request.params.id);
        if (!found) throw missing();
        await queueSending(tx, jobs, found, clock.now());
        return (await findRequest(tx, orgId, found.id)) ?? found;
      });
      live.publish(orgId, "requests", { type: "request", id: row.id });
      return presentRequest(row);
    },
  );
}

function linkRoutes(server: Server, deps: ReviewsDeps): void {
  const { database, clock, publicUrl } = deps;
  server.post(
    "/v1/requests/:id/link",
    {
      config: merchant,
      schema: {
        tags,
        summary: "A fresh link for a request",
        description: "Links given out before stay good.",
        params,
        response: { 200: z.object({ url: z.string() }) },
      },
    },
    async (request) => {
      const row = await requestOf(database, request, request.params.id);
      ensureOpen(row, clock.now());
      return { url: await freshLink(database, row, deps, clock.now()) };
    },
  );
  server.get(
    "/v1/requests/:id/preview",
    {
      config: merchant,
      schema: {
        tags,
        summary: "The mail as it would go out",
        description: "Its links are samples that lead nowhere.",
        params,
        response: { 200: requestPreview },
      },
    },
    async (request) => {
      const row = await requestOf(database, request, request.params.id);
      return (await mailFor(database, row, `${publicUrl}/r/preview`, publicUrl)).mail;
    },
  );
}

function publicRoute(server: Server, { database, clock, publicUrl }: ReviewsDeps): void {
  server.get(
    "/v1/stores/:store/requests/:token",
    {
      config: { access: "public" },
      schema: {
        tags: ["Storefront"],
        summary: "What a request's link asks for",
        params: z.object({ store: z.string().max(63), token: z.string().max(200) }),
        response: { 200: openRequest },
      },
    },
    async (request, reply) => {
      // Any shop's pages may read it: whoever has the token has the link.
      void reply.header("access-control-allow-origin", "*").header("cache-control", "no-store");
      const store = await findStoreBySlug(database, request.params.store);
      const row = store && (await findByToken(database, request.params.token));
      const now = clock.now();
      const isHere = row?.orgId === store?.orgId && row?.storeId === store?.id;
      if (!store || !row || !isHere || linkStanding(row, now) === "expired") {
        throw new HarkError("notfound", "this link is unknown or has ended", { parameter: "token" });
      }
      return presentOpenRequest(row, store, publicUrl, now);
    },
  );
}

async function requestOf(sql: Sql, request: Pick<FastifyRequest, "actor">, id: string): Promise<RequestRow> {
  const row = await findRequest(sql, actorOf(request).orgId, id);
  if (!row) throw missing();
  return row;
}
