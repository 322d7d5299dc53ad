import { z } from "zod";
import { customerBody } from "./customers.ts";
import { instant } from "./fields.ts";

const {
  emails,
  phones,
  whatsapps,
  socials,
  urls,
  locations,
  tags,
  custom,
  externalId,
  avatarUrl,
  defaultLang,
} = customerBody.shape;

const shared = {
  externalId,
  avatarUrl,
  emails,
  phones,
  whatsapps,
  socials,
  urls,
  locations,
  domains: z
    .array(z.strictObject({ domain: z.string().min(1).max(255) }))
    .max(10)
    .optional(),
  employeeCount: z.number().min(0).nullish(),
  tags,
  custom,
  defaultLang,
  rev: z.int().optional(),
};
const name = z.string().min(3).max(256);

/** A new company. */
export const companyBody = z.strictObject({
  name,
  ...shared,
  createdAt: instant.optional(),
  importedAt: instant.optional(),
});
export type CompanyBody = z.infer<typeof companyBody>;

/** Changes to a company; `deleted: true` is the one way to delete it. */
export const companyChanges = z.strictObject({
  name: name.optional(),
  ...shared,
  deleted: z.boolean().nullish(),
});
export type CompanyChanges = z.infer<typeof companyChanges>;
