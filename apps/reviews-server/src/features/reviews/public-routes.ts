import {
  publicListQuery,
  publicReviewList,
  reviewAggregate,
  reviewForm,
  reviewSubmission,
  submissionAnswer,
} from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { attributesOf } from "../attributes/answers.ts";
import { presentAttribute } from "../attributes/present.ts";
import { absoluteUrl } from "../products/present.ts";
import { findOpenRequest } from "../requests/complete-request.ts";
import { noteWidget, type StoreRow } from "../stores/store.ts";
import { countByRating, listPublicReviews } from "./list-store.ts";
import { presentAggregate, presentPublicReview, presentSubmission } from "./present.ts";
import { publicProduct, publicStore } from "./public-store.ts";
import { type SubmitTools, submitReview } from "./submit.ts";

const tags = ["Storefront"];
const open = { access: "public" } as const;
const storeParams = z.object({ store: z.string().max(63) });
const productParams = storeParams.extend({ productId: z.string().max(200) });

/** What the storefront's routes need beside what taking a review in needs. */
export interface StorefrontTools extends SubmitTools {
  /** Submissions one address may make in a minute without a key; 0 lifts the limit. */
  readonly submissionsPerMinute: number;
}

/** The public routes: leave a review, read reviews, and what the form asks. */
export function publicReviewRoutes(server: Server, tools: StorefrontTools): void {
  const { catalogue } = tools;
  server.post(
    "/v1/stores/:store/reviews",
    {
      // A merchant's key is welcome, for headless shops: their servers call from one address, so they are not counted.
      config: {
        access: "optional",
        ...(tools.submissionsPerMinute > 0
          ? {
              rateLimit: {
                max: tools.submissionsPerMinute,
                timeWindow: "1 minute",
                hook: "preHandler" as const,
                allowList: (request: FastifyRequest) => request.actor?.kind === "key",
              },
            }
          : {}),
      },
      schema: {
        tags,
        summary: "Leave a review",
        description: "Answered once the review is stored for good; what is sent on goes out behind it.",
        params: storeParams,
        body: reviewSubmission,
        response: { 201: submissionAnswer },
      },
    },
    async (request, reply) => {
      const store = await publicStore(catalogue, request.params.store);
      if (request.actor) refuseStrangers(request, store);
      return reply.code(201).send(presentSubmission(await submitReview(tools, store, request.body)));
    },
  );
  formRoute(server, tools);
  listRoutes(server, tools);
}

function refuseStrangers(request: FastifyRequest, store: StoreRow): void {
  // A signed-in merchant may shop elsewhere too; a key is sent on purpose, and to the wrong store by mistake.
  if (request.actor?.kind === "key" && actorOf(request).orgId !== store.orgId)
    throw new HarkError("forbidden", "this key is of another organisation than the store", {
      parameter: "authorization",
    });
}

function formRoute(server: Server, { catalogue, deps }: StorefrontTools): void {
  server.get(
    "/v1/stores/:store/products/:productId/form",
    {
      config: open,
      schema: {
        tags,
        summary: "What the review form of a product asks",
        params: productParams,
        querystring: z.object({ requestToken: z.string().max(200).optional() }),
        response: { 200: reviewForm },
      },
    },
    async (request) => {
      const store = await publicStore(catalogue, request.params.store);
      const product = await publicProduct(catalogue, store, request.params.productId);
      const { requestToken } = request.query;
      const [attributes, reward, asked] = await Promise.all([
        catalogue.attributes(store),
        catalogue.reward(store),
        requestToken
          ? findOpenRequest(deps.database, store.orgId, store.id, requestToken, deps.clock.now())
          : undefined,
      ]);
      if (store.widgetSeenAt === null) {
        await noteWidget(deps.database, store, deps.clock.now());
        catalogue.forget(store);
      }
      const promised = asked?.reward ?? (reward?.enabled ? reward : null);
      return {
        store: {
          slug: store.slug,
          name: store.name,
          currency: store.currency,
          locale: store.locale,
          askCountry: store.askCountry,
          privacyNote: store.privacyNote,
        },
        product: {
          productId: product.productId,
          productName: product.productName,
          imageUrl: absoluteUrl(deps.publicUrl, product.imageUrl),
          url: absoluteUrl(deps.publicUrl, product.url),
          variants: [...product.variants],
        },
        attributes: attributesOf(attributes, product.productId).map((row) => {
          const { productIds: _products, position: _position, ...question } = presentAttribute(row);
          return question;
        }),
        reward: promised ? { description: promised.description } : null,
        request: asked
          ? {
              reviewerName: asked.reviewerName,
              reviewerEmail: asked.reviewerEmail,
              orderId: asked.orderId,
              variantId: asked.variantId,
            }
          : null,
      };
    },
  );
}

function listRoutes(server: Server, { catalogue, deps }: StorefrontTools): void {
  const { database, publicUrl } = deps;
  const list = async (
    store: StoreRow,
    productId: string | undefined,
    path: string,
    query: z.infer<typeof publicListQuery>,
  ) => {
    const [by, direction] = query.orderBy.split(" ");
    const orderBy = `${by === "rating" ? "rating" : "date"} ${direction === "asc" ? "asc" : "desc"}` as const;
    const { limit, rating, lastEvaluated: offset } = query;
    const rows = await listPublicReviews(database, store, { productId, limit, rating, orderBy, offset });
    const next = new URLSearchParams({
      limit: String(limit),
      orderBy,
      ...(rating === undefined ? {} : { rating: String(rating) }),
      lastEvaluated: String(offset + limit),
    });
    return {
      reviews: rows.slice(0, limit).map((row) => presentPublicReview(row, publicUrl)),
      nextUrl: rows.length > limit ? `${path}?${next.toString()}` : null,
    };
  };
  server.get(
    "/v1/stores/:store/reviews",
    {
      config: open,
      schema: {
        tags,
        summary: "Reviews of a store",
        params: storeParams,
        querystring: publicListQuery,
        response: { 200: publicReviewList },
      },
    },
    async (request) => {
      const store = await publicStore(catalogue, request.params.store);
      return list(store, undefined, `/v1/stores/${store.slug}/reviews`, request.query);
    },
  );
  server.get(
    "/v1/stores/:store/products/:productId/reviews",
    {
      config: open,
      schema: {
        tags,
        summary: "Reviews of a product",
        params: productParams,
        querystring: publicListQuery,
        response: { 200: publicReviewList },
      },
    },
    async (request) => {
      const store = await publicStore(catalogue, request.params.store);
      const { productId } = request.params;
      const path = `/v1/stores/${store.slug}/products/${encodeURIComponent(productId)}/reviews`;
      return list(store, productId, path, request.query);
    },
  );
  server.get(
    "/v1/stores/:store/products/:productId/review_aggregate",
    {
      config: open,
      schema: {
        tags,
        summary: "A product's reviews in numbers",
        params: productParams,
        response: { 200: reviewAggregate },
      },
    },
    async (request) => {
      const store = await publicStore(catalogue, request.params.store);
      return presentAggregate(await countByRating(database, store, request.params.productId));
    },
  );
}
