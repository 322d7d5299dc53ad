import { z } from "zod";
import { plainText, typedText } from "./text.ts";

/** The five kinds of custom attribute. */
export const attributeKinds = ["drop-down", "multi-select", "centered-range", "range", "text"] as const;
export const attributeKind = z.enum(attributeKinds);
export type AttributeKind = z.infer<typeof attributeKind>;

/** What an attribute tells about. */
export const attributeSubject = z.enum(["product", "reviewer"]);
export type AttributeSubject = z.infer<typeof attributeSubject>;

const label = plainText(60);
const fields = {
  title: typedText("the title", 120),
  kind: attributeKind,
  subject: attributeSubject,
  required: z.boolean(),
  /** What can be picked (drop-down, multi-select). */
  options: z.array(typedText("an option", 120)).max(100),
  /** Ends of the scale: a range counts from `min` to `max`, a centered range from `-max` to `max` around 0. */
  min: z.int().min(-10).max(10),
  max: z.int().min(-10).max(10),
  minLabel: label,
  midLabel: label,
  maxLabel: label,
  /** Only for these products; empty means all. */
  productIds: z.array(z.string().max(200)).max(1_000),
};

/** Body of `POST /v1/attributes`. What the kind does not use is left out. */
export const attributeCreation = z.strictObject({
  title: fields.title,
  kind: fields.kind,
  subject: fields.subject.default("product"),
  required: fields.required.default(false),
  options: fields.options.default([]),
  min: fields.min.optional(),
  max: fields.max.optional(),
  minLabel: fields.minLabel.optional(),
  midLabel: fields.midLabel.optional(),
  maxLabel: fields.maxLabel.optional(),
  productIds: fields.productIds.default([]),
});
export type AttributeCreation = z.infer<typeof attributeCreation>;

/** Body of `PATCH /v1/attributes/{id}`: only what changes. */
export const attributeChange = z.strictObject(fields).omit({ kind: true }).partial();
export type AttributeChange = z.infer<typeof attributeChange>;

/** Body of `PUT /v1/attributes/order`: every id once, first to last. */
export const attributeOrder = z.strictObject({ ids: z.array(z.string()).max(1_000) });

/** A custom attribute; `min` to `max` and the labels only where the kind has a scale, `options` where it has a choice. */
export const attribute = z.object({
  id: z.string(),
  title: z.string(),
  kind: attributeKind,
  subject: attributeSubject,
  required: z.boolean(),
  options: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  minLabel: z.string().optional(),
  midLabel: z.string().optional(),
  maxLabel: z.string().optional(),
  productIds: z.array(z.string()),
  position: z.number(),
});
export type Attribute = z.infer<typeof attribute>;

/** What a reviewer answered, with the question as it stood then: numbers mean nothing without their labels. */
export const attributeAnswer = z.object({
  attributeId: z.string(),
  title: z.string(),
  kind: attributeKind,
  subject: attributeSubject,
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  min: z.number().optional(),
  max: z.number().optional(),
  minLabel: z.string().optional(),
  midLabel: z.string().optional(),
  maxLabel: z.string().optional(),
});
export type AttributeAnswer = z.infer<typeof attributeAnswer>;
