import { z } from "zod";
import { countryCode, emailAddress, foreignId, typedText } from "./text.ts";

/** One line of an order. */
export const orderLine = z.strictObject({
  productId: foreignId("productId"),
  variantId: foreignId("variantId").nullable().default(null),
  quantity: z.int().min(1).max(100_000).default(1),
});
export type OrderLine = z.infer<typeof orderLine>;

/** Body of `POST /v1/orders`. `orderId` is the order's name, such as `#1205`. An order that is there already is replaced. */
export const orderCreation = z.strictObject({
  orderId: foreignId("orderId"),
  customer: z.strictObject({ name: typedText("the customer's name", 200), email: emailAddress }),
  lines: z.array(orderLine).min(1, "an order has at least one line").max(200),
  countryCode: countryCode.nullable().optional(),
  fulfilledAt: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type OrderCreation = z.infer<typeof orderCreation>;

/** An order as the merchant sees it. */
export const order = z.object({
  orderId: z.string(),
  customer: z.object({ name: z.string(), email: z.string() }),
  lines: z.array(
    z.object({
      productId: z.string(),
      productName: z.string().nullable(),
      variantId: z.string().nullable(),
      quantity: z.number(),
      /** The request made for this line, when there is one. */
      request: z.object({ requestId: z.string(), state: z.string() }).nullable(),
    }),
  ),
  countryCode: z.string().nullable(),
  fulfilledAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Order = z.infer<typeof order>;
