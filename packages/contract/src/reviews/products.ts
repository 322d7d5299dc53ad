import { z } from "zod";
import { foreignId, typedText, webOrOwnAddress } from "./text.ts";

/** One variant of a product, as the shop names it. */
export const variant = z.strictObject({
  variantId: foreignId("variantId"),
  variantName: z.string().trim().max(250),
  sku: z.string().trim().max(120).nullable().default(null),
});
export type Variant = z.infer<typeof variant>;

const fields = {
  productName: typedText("productName", 250),
  handle: z.string().trim().max(250).nullable(),
  url: webOrOwnAddress.nullable(),
  imageUrl: webOrOwnAddress.nullable(),
  description: z.string().trim().max(5_000).nullable(),
  variants: z.array(variant).max(250),
};

/** Body of `POST /v1/products`. A product that is there already is replaced. */
export const productCreation = z.strictObject({
  productId: foreignId("productId"),
  productName: fields.productName,
  handle: fields.handle.optional(),
  url: fields.url.optional(),
  imageUrl: fields.imageUrl.optional(),
  description: fields.description.optional(),
  variants: fields.variants.default([]),
});
export type ProductCreation = z.infer<typeof productCreation>;

/** Body of `PATCH /v1/products/{productId}`: only what changes; `variants` is replaced whole. */
export const productChange = z.strictObject(fields).partial();
export type ProductChange = z.infer<typeof productChange>;

/** A product as the merchant sees it. */
export const product = z.object({
  productId: z.string(),
  productName: z.string(),
  handle: z.string().nullable(),
  url: z.string().nullable(),
  imageUrl: z.string().nullable(),
  description: z.string().nullable(),
  variants: z.array(variant),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Product = z.infer<typeof product>;
