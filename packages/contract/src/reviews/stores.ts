import { z } from "zod";
import { countryCode, localeTag, plainText, typedText, webAddress } from "./text.ts";

/** A store's name in addresses. */
export const storeSlug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "must be 1 to 63 small letters, digits and hyphens, such as my-shop",
  );

const storeFields = {
  name: typedText("the name", 120),
  /** Address of the shop itself. */
  url: webAddress.nullable(),
  /** ISO 4217, for prices a theme may show. */
  currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 currency code, such as EUR"),
  /** Language the shop speaks; also taken when a review is too short to tell. */
  locale: localeTag,
  /** Where the shop is; requests wait differently for other countries. */
  countryCode: countryCode.nullable(),
  /** Whether the form asks for the reviewer's country. */
  askCountry: z.boolean(),
  /** One sentence under the form. */
  privacyNote: plainText(500),
  /** Publish reviews as they come; else they wait for approval. Applies to every rating alike. */
  autoPublish: z.boolean(),
};

/** Body of `POST /v1/stores`. */
export const storeCreation = z.strictObject({
  slug: storeSlug,
  name: storeFields.name,
  url: storeFields.url.optional(),
  currency: storeFields.currency.optional(),
  locale: storeFields.locale.optional(),
  countryCode: storeFields.countryCode.optional(),
  askCountry: storeFields.askCountry.optional(),
  privacyNote: storeFields.privacyNote.optional(),
  autoPublish: storeFields.autoPublish.optional(),
});
export type StoreCreation = z.infer<typeof storeCreation>;

/** Body of `PATCH /v1/stores/{store}`: only what changes. */
export const storeChange = z.strictObject(storeFields).partial();
export type StoreChange = z.infer<typeof storeChange>;

/** A store as the merchant sees it. */
export const store = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  currency: z.string(),
  locale: z.string(),
  countryCode: z.string().nullable(),
  askCountry: z.boolean(),
  privacyNote: z.string(),
  autoPublish: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Store = z.infer<typeof store>;

/** `?store=`: which store is meant; may be left out while the organisation has one. */
export const storeQuery = z.object({ store: z.string().max(63).optional() });
