import { z } from "zod";
import { anyJson } from "./fields.ts";

/** One condition: one attribute, one operator, one value, such as `{customer_name: {contains: "robin"}}`. */
export const searchCriterion = z.record(z.string(), z.record(z.string(), anyJson));
export type SearchCriterion = z.infer<typeof searchCriterion>;

const criteria = z.union([searchCriterion, z.array(searchCriterion).max(20)]).optional();
const sortEntry = z.record(z.string(), z.enum(["asc", "desc"]));

/** Body of `POST /v1/customers/search`. */
export const searchBody = z.strictObject({
  queryContext: z.string().optional(),
  and: criteria,
  or: criteria,
  not: criteria,
  sort: z.union([sortEntry, z.array(sortEntry).max(5)]).optional(),
  timeZone: z.string().optional(),
  includeDeleted: z.boolean().optional(),
  fields: z.array(anyJson).max(20).optional(),
});
export type SearchBody = z.infer<typeof searchBody>;
