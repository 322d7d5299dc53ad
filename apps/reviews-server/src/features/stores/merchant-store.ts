import { actorOf } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { FastifyRequest } from "fastify";
import { listStores, type StoreRow } from "./store.ts";

/** Who may use the merchant's routes. */
export const merchant = { access: { roles: ["reviews.admin"] } } as const;

/**
 * The store a merchant's call is about: `?store=`, else the organisation's only one. Throws 404 for one that is not the
 * organisation's, 400 when several would do.
 */
export async function storeOfMerchant(
  sql: Sql,
  request: Pick<FastifyRequest, "actor">,
  slug: string | undefined,
): Promise<StoreRow> {
  return chooseStore(await listStores(sql, actorOf(request).orgId), slug);
}

function chooseStore(stores: readonly StoreRow[], slug: string | undefined): StoreRow {
  if (slug !== undefined) {
    const store = stores.find((candidate) => candidate.slug === slug);
    if (store) return store;
    throw new HarkError("notfound", "this organisation has no such store", { parameter: "store" });
  }
  const [first, ...others] = stores;
  if (!first) {
    throw new HarkError("conflict", "this organisation has no store yet; make one with POST /v1/stores", {
      parameter: "store",
    });
  }
  if (others.length === 0) return first;
  const slugs = stores.map((store) => store.slug).join(", ");
  throw new HarkError("badparam", `this organisation has several stores; say which with ?store=: ${slugs}`, {
    parameter: "store",
  });
}
