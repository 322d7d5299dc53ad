import { z } from "zod";
import { plainText } from "./text.ts";

/** The reward a store gives for a review, whatever the review says. */
export const rewardSettings = z.strictObject({
  enabled: z.boolean(),
  type: z.literal("coupon"),
  /** What the shopper gets, in prose: "$5 off your next order". */
  description: plainText(200),
  /** What every code begins with. */
  prefix: z.string().regex(/^[A-Z0-9]{0,12}$/, "must be up to 12 capitals and digits, such as OKR"),
});
export type RewardSettings = z.infer<typeof rewardSettings>;

/** Body of `PUT /v1/rewards`. */
export const rewardChange = rewardSettings
  .extend({ type: z.literal("coupon").default("coupon") })
  .refine((reward) => !reward.enabled || reward.description.length > 0, {
    path: ["description"],
    message: "say what the shopper gets before the reward is switched on",
  });

/** The reward one review earned; `value` is the coupon's code. */
export const givenReward = z.object({
  type: z.enum(["coupon", "loyalty"]),
  value: z.string(),
  description: z.string(),
});
export type GivenReward = z.infer<typeof givenReward>;
