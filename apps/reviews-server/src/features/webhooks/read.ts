import type { Webhook } from "@hark/contract";
import {
  type EndpointRow,
  findEndpoint,
  healthOf,
  listEndpoints,
  listSigningKeys,
  waitingOf,
} from "@hark/webhooks";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { missingWebhook } from "./commands.ts";
import { presentWebhook } from "./present.ts";

type Deps = Pick<ReviewsDeps, "database" | "clock">;

export const webhookParams = z.object({ id: z.string().max(64) });

/** The webhooks of a store, the oldest first. */
export async function readWebhooks(
  deps: Deps,
  orgId: string,
  { storeId }: { readonly storeId: string },
): Promise<Webhook[]> {
  const endpoints = await listEndpoints(deps.database, orgId, storeId);
  return told(
    deps,
    orgId,
    endpoints.filter(({ kind }) => kind === "generic"),
  );
}

/** One endpoint of any kind. Throws `notfound`. */
export async function findOne(deps: Deps, orgId: string, id: string): Promise<Webhook> {
  const endpoint = await findEndpoint(deps.database, orgId, id);
  const [shown] = endpoint ? await told(deps, orgId, [endpoint]) : [];
  if (!shown) throw missingWebhook();
  return shown;
}

async function told(
  { database, clock }: Deps,
  orgId: string,
  endpoints: readonly EndpointRow[],
): Promise<Webhook[]> {
  const now = clock.now();
  const ids = endpoints.map(({ id }) => id);
  const [keys, waiting, health] = await Promise.all([
    listSigningKeys(database, orgId, ids, now),
    waitingOf(database, orgId, ids),
    healthOf(database, orgId, ids, now),
  ]);
  const keysOf = Map.groupBy(keys, (key) => key.endpoint_id);
  return endpoints.flatMap((endpoint) => {
    const healthHere = health.get(endpoint.id);
    if (!healthHere) return [];
    return presentWebhook(endpoint, {
      keys: keysOf.get(endpoint.id) ?? [],
      waiting: waiting.get(endpoint.id),
      health: healthHere,
      now,
    });
  });
}
