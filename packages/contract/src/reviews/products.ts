import { z } from "zod";
import { foreignId, plainText, typedText, webOrOwnAddress } from "./text.ts";

/** One variant of a product, as the shop names it. */
export const variant = z.strictObject({
  variantId: foreignId("variantId"),
  variantName: plainText(250),
  sku: plainText(120).nullable().default(null),
});
export type Variant = z.infer<typeof variant>;

const fields = {
  productName: typedText("productName", 250),
  handle: plainText(250).nullable(),
  url: webOrOwnAddress.nullable(),
  imageUrl: webOrOwnAddress.nullable(),
  description: plainText(5_000).nullable(),
  variants: z
    .array(variant)
    .max(250)
    .superRefine((variants, context) => {
      const seen = new Set<string>();
      for (const [at, { variantId }] of variants.entries()) {
        if (seen.has(variantId))
          context.addIssue({
            code: "custom",
            path: [at, "variantId"],
            message: `'${variantId}' stands twice; each variant has an id of its own`,
          });
        seen.add(variantId);
      }
    }),
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
