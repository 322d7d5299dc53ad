import { z } from "zod";
import { attributeTypeOf, attributeTypes } from "./attribute-values.ts";
import { anyJson } from "./fields.ts";

/** One declared attribute. Its type is the end of its name. */
export const metadataProperty = z.strictObject({
  type: z.string().optional(),
  displayName: z.string().max(255).optional(),
  description: z.string().max(1_024).optional(),
  enumeration: z.array(z.string()).max(500).optional(),
  target: z.string().optional(),
  multi: z.boolean().optional(),
  sensitive: z.strictObject({ enabled: z.boolean(), maskType: z.string().optional() }).optional(),
  modifiedBy: z.string().optional(),
  modifiedAt: z.string().optional(),
  updatedAt: z.string().optional(),
});
export type MetadataProperty = z.infer<typeof metadataProperty>;

/** Declared attributes by name. */
export const metadataProperties = z
  .record(
    z
      .string()
      .max(100)
      .regex(
        /^[A-Za-z@][A-Za-z0-9_@.-]*$/,
        "must begin with a letter or @ and consist of letters, digits, _ @ . and -",
      )
      .refine((name) => attributeTypeOf(name) !== undefined, {
        error: `must end in one of ${Object.keys(attributeTypes).join(", ")}, which says what it holds`,
      }),
    metadataProperty,
  )
  .refine((properties) => Object.keys(properties).length <= 100, {
    error: "must declare at most 100 attributes",
  });

/** Body of `PUT /v1/metadata/{resource}`: what is named is declared or changed, the rest stays. */
export const metadataBody = z.strictObject({
  properties: metadataProperties.optional(),
  standardProperties: z.record(z.string(), anyJson).optional(),
  relationships: z.record(z.string(), anyJson).optional(),
  validations: z.array(z.string()).max(10).optional(),
});
export type MetadataBody = z.infer<typeof metadataBody>;
