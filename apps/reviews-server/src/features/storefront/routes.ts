import { readFileSync } from "node:fs";
import type { Server } from "@hark/http";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { findProduct, listProducts } from "../products/store.ts";
import { type LinkStanding, linkStanding } from "../requests/requests.ts";
import type { RequestRow } from "../requests/store.ts";
import { findByToken } from "../requests/token-store.ts";
import { findStoreById, findStoreBySlug, type StoreRow } from "../stores/store.ts";
import { noticePage, productAddress, productPage, requestPage, shopPage } from "./pages.ts";

type Deps = Pick<ReviewsDeps, "database" | "clock">;

const open = { access: "public" } as const;
const MAX_PRODUCTS = 60;
const storeParams = z.object({ store: z.string().max(63) });
const productParams = storeParams.extend({ productId: z.string().max(200) });

/** The demo shop at `/shop/{store}` and the hosted review form at `/r/{token}`: pages that write nothing when they are read. */
export function storefrontRoutes(server: Server, deps: Deps): void {
  const style = readFileSync(new URL("./style.css", import.meta.url));
  server.get("/shop/style.css", { config: open, schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=300").send(style),
  );
  shopRoutes(server, deps);
  hostedFormRoute(server, deps);
}

function shopRoutes(server: Server, { database }: Deps): void {
  server.get(
    "/shop/:store",
    { config: open, schema: { hide: true, params: storeParams } },
    async (request, reply) => {
      const store = await findStoreBySlug(database, request.params.store);
      if (!store) return page(reply.code(404), noticePage(null, noShop));
      const { rows } = await listProducts(database, store, { limit: MAX_PRODUCTS, offset: 0 });
      return page(reply, shopPage(store, rows));
    },
  );
  server.get(
    "/shop/:store/products/:productId",
    { config: open, schema: { hide: true, params: productParams } },
    async (request, reply) => {
      const store = await findStoreBySlug(database, request.params.store);
      if (!store) return page(reply.code(404), noticePage(null, noShop));
      const product = await findProduct(database, store, request.params.productId);
      if (!product) return page(reply.code(404), noticePage(store, noProduct(store)));
      return page(reply, productPage(store, product));
    },
  );
}

function hostedFormRoute(server: Server, { database, clock }: Deps): void {
  server.get(
    "/r/:token",
    {
      config: open,
      schema: {
        hide: true,
        params: z.object({ token: z.string().max(200) }),
        querystring: z.object({ rating: z.string().max(20).optional() }),
      },
    },
    async (request, reply) => {
      void reply.header("cache-control", "no-store").header("x-robots-tag", "noindex");
      const { token } = request.params;
      const asked = await findByToken(database, token);
      const store = asked && (await findStoreById(database, { orgId: asked.orgId, id: asked.storeId }));
      if (!store) return page(reply.code(404), noticePage(null, unknownLink));
      const standing = linkStanding(asked, clock.now());
      if (standing !== "open")
        return page(reply.code(410), noticePage(store, closedLink(standing, store, asked)));
      return page(reply, requestPage(store, { ...asked, token }, starsOf(request.query.rating)));
    },
  );
}

function page(reply: FastifyReply, markup: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(markup);
}

/** One to five; a link that was cut or changed on its way just leaves the stars open. */
function starsOf(rating: string | undefined): number | null {
  return rating !== undefined && /^[1-5]$/.test(rating) ? Number(rating) : null;
}

const noShop = { title: "There is no such shop", text: "Check the address, or ask whoever gave it to you." };

const noProduct = (store: StoreRow) => ({
  title: "This is not on our shelves",
  text: "It may have been taken out of the shop. Have a look at what else is there.",
  link: { href: `/shop/${store.slug}`, label: "See everything" },
});

const unknownLink = {
  title: "This link leads nowhere",
  text: "It may have been cut off in the mail. Try to open it from the mail again, or copy the whole of it.",
};

function closedLink(standing: Exclude<LinkStanding, "open">, store: StoreRow, request: RequestRow) {
  const link = { href: productAddress(store, request), label: "Go to the product" };
  switch (standing) {
    case "reviewed":
      return {
        title: "Thank you, your review is in",
        text: "This link was used already. You find the reviews on the product's page.",
        link,
      };
    case "expired":
    case "canceled":
      return {
        title: "This link has ended",
        text: "You can still leave your review on the product's page.",
        link,
      };
  }
}
