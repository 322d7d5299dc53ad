import { z } from "zod";

/** One day's number. */
export const dayCount = z.object({ day: z.string(), count: z.number() });

/** Answer of `GET /v1/home`: a checklist whose ticks set themselves, and the last 30 days. */
export const home = z.object({
  checklist: z.object({
    products: z.boolean(),
    widget: z.boolean(),
    firstReview: z.boolean(),
    deskJoined: z.boolean(),
  }),
  last30Days: z.object({
    reviews: z.number(),
    reviewsByDay: z.array(dayCount),
    averageRating: z.number().nullable(),
    ratings: z.array(z.object({ rating: z.number(), count: z.number() })),
    requestsSent: z.number(),
    requestsReviewed: z.number(),
    deliveries: z.object({ succeeded: z.number(), pending: z.number(), failed: z.number() }),
  }),
  pendingReviews: z.number(),
});
export type Home = z.infer<typeof home>;
