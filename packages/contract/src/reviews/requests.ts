import { z } from "zod";
import { requestState } from "./status.ts";
import { foreignId } from "./text.ts";

/** Body of `POST /v1/requests`: asks for a review of one line of an order. `send` mails it at once. */
export const requestCreation = z.strictObject({
  orderId: foreignId("orderId"),
  productId: foreignId("productId"),
  send: z.boolean().default(false),
});
export type RequestCreation = z.infer<typeof requestCreation>;

/** A review request as the merchant sees it. Its link is not here: only its hash is kept. */
export const reviewRequest = z.object({
  requestId: z.string(),
  state: requestState,
  orderId: z.string(),
  productId: z.string(),
  productName: z.string(),
  variantName: z.string().nullable(),
  reviewerName: z.string(),
  reviewerEmail: z.string(),
  reward: z.object({ description: z.string() }).nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  expiresAt: z.string(),
  reviewId: z.string().nullable(),
  /** Why the mail could not be sent. */
  problem: z.string().nullable(),
});
export type ReviewRequest = z.infer<typeof reviewRequest>;

/** Answer of `POST /v1/requests`: `url` is the link, shown this once. */
export const createdRequest = reviewRequest.extend({ url: z.string() });
export type CreatedRequest = z.infer<typeof createdRequest>;

/** Query of `GET /v1/requests`. */
export const requestListQuery = z.object({
  store: z.string().max(63).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  state: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
});

/** The mail as it would go out. */
export const requestPreview = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type RequestPreview = z.infer<typeof requestPreview>;
