import type { Hark } from "../compose/compose.ts";
import type { Config } from "../config.ts";
import { type Caller, callerOf } from "./caller.ts";
import { klass, reviewWorkflow } from "./desk.ts";
import { firstReviews, pastReviews } from "./past-reviews.ts";
import { readPhoto } from "./pictures.ts";
import { attributes, orders, productBody, products, reward, store } from "./shop.ts";

const DAY_MS = 24 * 3_600_000;

/**
 * A shop with products, questions, a reward, orders and history, and a desk joined to it. Made through the public APIs, the
 * way a merchant's script would: what the demo can do, everybody can. Only the history has another way, since no API
 * lets a review be dated back.
 */
export async function makeDemo(hark: Hark, config: Config, orgId: string): Promise<void> {
  const makeKey = (app: "desk" | "reviews", name: string, role: string) =>
    hark.accounts.createKey({ orgId, app, name, roles: [role], createdBy: null });
  const merchantKey = await makeKey("reviews", "Demo set-up", "reviews.admin");
  const deskKey = await makeKey("desk", "Demo set-up", "org.admin");
  const hookKey = await makeKey("desk", "Hark Reviews", "org.hook");
  const reviews = callerOf(hark.reviews.server, merchantKey.token);
  const desk = callerOf(hark.desk.server, deskKey.token);

  await makeShop(reviews);
  await addHistory(hark);
  const example = await reviews("GET", "/v1/integrations/kustomer/example");
  const hash = await makeDesk(desk, hookKey.row.id, example);
  await reviews("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: hookKey.token,
    apiUrl: `${config.deskUrl}/v1/hooks/web/${hash}`,
  });
  for (const review of firstReviews) await reviews("POST", `/v1/stores/${store.slug}/reviews`, review);

  await hark.accounts.revokeKey(orgId, merchantKey.row.id);
  await hark.accounts.revokeKey(orgId, deskKey.row.id);
}

async function makeShop(reviews: Caller): Promise<void> {
  await reviews("POST", "/v1/stores", store);
  for (const product of products) await reviews("POST", "/v1/products", productBody(product));
  for (const attribute of attributes) await reviews("POST", "/v1/attributes", attribute);
  await reviews("PUT", "/v1/rewards", reward);
  for (const order of orders) await reviews("POST", "/v1/orders", order);
}

async function addHistory(hark: Hark): Promise<void> {
  for (const { daysAgo, photo, attributes: answers, ...review } of pastReviews) {
    await hark.reviews.addPastReview(store.slug, {
      submission: { ...review, attributes: [...(answers ?? [])] },
      createdAt: new Date(Date.now() - daysAgo * DAY_MS),
      ...(photo ? { photo: readPhoto(photo) } : {}),
    });
  }
}

interface Made {
  readonly data: {
    readonly id: string;
    readonly attributes: { readonly hash: string; readonly eventName: string };
  };
}

async function makeDesk(desk: Caller, hookKeyId: string, example: unknown): Promise<string> {
  await desk("POST", "/v1/klasses", klass);
  // Desk answers a new hook in the shape of its wire.
  const hook = (await desk("POST", "/v1/hooks/web", {
    title: "Hark Reviews",
    description: "New reviews of the demo shop",
    apiKeys: [hookKeyId],
  })) as Made;
  const { hash, eventName } = hook.data.attributes;
  await desk("POST", "/v1/workflows", { ...reviewWorkflow(eventName), example, enabled: true });
  return hash;
}
