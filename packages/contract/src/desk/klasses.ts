import { z } from "zod";
import { anyJson, customAttributes, deskId, instant, jsonObject, tagList, webAddress } from "./fields.ts";
import { metadataProperties } from "./metadata.ts";

/** What a klass may be called. A name of 24 hex characters would be taken for an id in addresses. */
export const klassName = z
  .string()
  .max(255)
  .regex(/^[0-9a-zA-Z_-]+$/, "must consist of letters, digits, _ and -")
  .refine((name) => !/^[0-9a-f]{24}$/.test(name), { error: "must not look like an id" });

/** Changes to a klass; its name stays for life. */
export const klassChanges = z.strictObject({
  displayName: z.string().max(255).optional(),
  icon: z.string().max(64).optional(),
  color: z.string().max(64).optional(),
  jsonSchema: anyJson.optional(),
  klassSchema: z.literal("task").optional(),
  mixins: z.array(z.enum(["commentable", "assignable", "editable", "creatable"])).optional(),
  status: z.enum(["enabled", "disabled"]).optional(),
});
export type KlassChanges = z.infer<typeof klassChanges>;

/** A new klass. `metadata` declares its attributes in the same call, an addition of ours. */
export const klassBody = klassChanges.extend({
  name: klassName,
  metadata: z.strictObject({ properties: metadataProperties }).optional(),
});
export type KlassBody = z.infer<typeof klassBody>;

/** A new custom object. */
export const kobjectBody = z.strictObject({
  title: z.string().min(1).max(256),
  customer: deskId.optional(),
  company: deskId.optional(),
  externalId: z.string().min(1).max(256).optional(),
  description: z.string().max(10_240).nullish(),
  images: z.array(webAddress).max(20).optional(),
  icon: z.string().max(64).nullish(),
  data: jsonObject.optional(),
  custom: customAttributes.optional(),
  tags: tagList.optional(),
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type KobjectBody = z.infer<typeof kobjectBody>;

/** Changes to a custom object; whose it is cannot change. */
export const kobjectChanges = kobjectBody
  .omit({ customer: true, company: true })
  .partial()
  .extend({ rev: z.int().optional() });
export type KobjectChanges = z.infer<typeof kobjectChanges>;
