import { type RewardSettings, rewardChange, rewardSettings, storeQuery } from "@hark/contract";
import type { Server } from "@hark/http";
import type { ReviewsDeps } from "../../deps.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import { merchant, storeOfMerchant } from "../stores/merchant-store.ts";
import { findReward, setReward } from "./store.ts";

const tags = ["Rewards"];
const unset: RewardSettings = { enabled: false, type: "coupon", description: "", prefix: "" };

/** `/v1/rewards`: what a review earns. Nothing here can be tied to what the review says. */
export function rewardRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): void {
  const { database, clock } = deps;
  server.get(
    "/v1/rewards",
    {
      config: merchant,
      schema: { tags, summary: "The reward", querystring: storeQuery, response: { 200: rewardSettings } },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      return (await findReward(database, store)) ?? unset;
    },
  );
  server.put(
    "/v1/rewards",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Set the reward",
        querystring: storeQuery,
        body: rewardChange,
        response: { 200: rewardSettings },
      },
    },
    async (request) => {
      const store = await storeOfMerchant(database, request, request.query.store);
      await setReward(database, store, request.body, clock.now());
      catalogue.forget(store);
      return request.body;
    },
  );
}
