import { delivery, deliveryDetail, deliveryListQuery, listLinks } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import {
  attemptsOf,
  cancelDelivery,
  countDeliveries,
  curlOf,
  type DeliveryRow,
  findDelivery,
  findEndpoint,
  listDeliveries,
  messageId,
  requestFacts,
  resend,
} from "@hark/webhooks";
import { z } from "zod";
import { pagedList, pageOf } from "../../paging.ts";
import type { IntegrationTools } from "../integrations/kustomer.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { presentAttempt, presentDelivery } from "./present.ts";
import { nameReviews, subjectsOfEmail } from "./store.ts";

const tags = ["Deliveries"];
const params = z.object({ id: z.string().max(64) });
const missing = (): HarkError =>
  new HarkError("notfound", "this organisation has no such delivery", { parameter: "id" });

/** `/v1/deliveries`: what was sent, how each attempt went, and one more attempt on request. */
export function deliveryRoutes(server: Server, tools: IntegrationTools): void {
  const { database, clock } = tools.deps;
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
      const filter = await filterOf(tools, store, query);
      const offset = (query.page - 1) * query.pageSize;
      const [rows, total] = await Promise.all([
        listDeliveries(database, store.orgId, { ...filter, limit: query.pageSize, offset }),
        countDeliveries(database, store.orgId, filter),
      ]);
      const meta = pageOf(query, total);
      const links = listLinks(
        "/v1/deliveries",
        { ...query, state: query.state?.join(","), type: query.type?.join(",") },
        { page: query.page, hasNext: query.page < meta.totalPages, totalPages: meta.totalPages },
      );
      return { meta, links, data: await shown(tools, store.orgId, rows) };
    },
  );
  server.get(
    "/v1/deliveries/:id",
    {
      config: merchant,
      schema: {
        tags,
        summary: "One delivery with its request and attempts",
        params,
        response: { 200: deliveryDetail },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findDelivery(database, orgId, request.params.id);
      if (!row) throw missing();
      const [attempts, endpoint, reviews] = await Promise.all([
        attemptsOf(database, orgId, row.id),
        findEndpoint(database, orgId, row.endpoint_id),
        nameReviews(database, orgId, [row.subject_id]),
      ]);
      const facts = requestFacts(row, endpoint, `hark-reviews/${tools.deps.version}`);
      return {
        ...presentDelivery(row, reviews.get(row.subject_id), clock.now()),
        messageId: messageId(row.id),
        url: row.url,
        body: row.body,
        request: { url: facts.url, headers: { ...facts.headers }, body: facts.body },
        curl: curlOf(facts),
        orderKey: row.order_key,
        replayId: row.replay_id,
        attempts: attempts.map(presentAttempt),
      };
    },
  );
  changeRoutes(server, tools);
}

function changeRoutes(server: Server, tools: IntegrationTools): void {
  const { database, clock, live } = tools.deps;
  const answer = async (orgId: string, id: string) => {
    const row = await findDelivery(database, orgId, id);
    const [one] = row ? await shown(tools, orgId, [row]) : [];
    if (!one) throw missing();
    live.publish(orgId, "deliveries", { type: "delivery", id });
    return one;
  };
  server.post(
    "/v1/deliveries/:id/resend",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Send once more now, under the same webhook-id",
        description: "Tried again by the whole schedule when it fails.",
        params,
        response: { 202: delivery },
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      if (!(await resend(database, orgId, id, clock.now()))) throw await unsendable(tools, orgId, id);
      tools.wake(orgId);
      return reply.code(202).send(await answer(orgId, id));
    },
  );
  server.post(
    "/v1/deliveries/:id/cancel",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Take back a delivery that waits",
        params,
        response: { 200: delivery },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      if (!(await findDelivery(database, orgId, id))) throw missing();
      const outcome = await cancelDelivery(database, orgId, id, clock.now());
      if (outcome === "under way")
        throw new HarkError("conflict", "an attempt is under way; look again when it was answered", {
          parameter: "id",
        });
      if (outcome === "not waiting")
        throw new HarkError("conflict", "it does not wait any more", { parameter: "id" });
      tools.wake(orgId);
      return answer(orgId, id);
    },
  );
}

/** Rows with the reviews they are about, in two statements whatever their number. */
export async function shown(tools: IntegrationTools, orgId: string, rows: readonly DeliveryRow[]) {
  const { database, clock } = tools.deps;
  const reviews = await nameReviews(
    database,
    orgId,
    rows.map((row) => row.subject_id),
  );
  const now = clock.now();
  return rows.map((row) => presentDelivery(row, reviews.get(row.subject_id), now));
}

async function unsendable({ deps }: IntegrationTools, orgId: string, id: string): Promise<HarkError> {
  const row = await findDelivery(deps.database, orgId, id);
  if (!row) return missing();
  return new HarkError(
    "conflict",
    row.body === ""
      ? "its event was erased with the review; there is nothing left to send"
      : "its webhook was deleted; make it anew and replay from there",
    { parameter: "id" },
  );
}

async function filterOf(
  { deps }: IntegrationTools,
  store: { readonly orgId: string; readonly id: string },
  query: z.infer<typeof deliveryListQuery>,
) {
  const { reviewId, email } = query;
  const subjects =
    email === undefined ? undefined : await subjectsOfEmail(deps.database, store.orgId, store.id, email);
  return {
    storeId: store.id,
    states: query.state,
    subjectIds: bothOf(subjects, reviewId === undefined ? undefined : [reviewId]),
    endpointId: query.endpoint,
    types: query.type,
    since: dateOf(query.since),
    until: dateOf(query.until),
    statusCode: query.status,
    replayId: query.replay,
  };
}

const dateOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

/** What is in both lists; one that is not given lets everything through. */
export const bothOf = (
  some: readonly string[] | undefined,
  others: readonly string[] | undefined,
): readonly string[] | undefined =>
  some && others ? some.filter((one) => others.includes(one)) : (some ?? others);
