import { instant, pageQuery, readInstant } from "@hark/contract";
import { HarkError } from "@hark/kernel";
import { z } from "zod";

/** Query of most lists: newest first unless `sort=asc`. */
export const recordListQuery = pageQuery.extend({
  sort: z.enum(["asc", "desc"]).optional(),
  fromDate: instant.optional(),
});
export type RecordListQuery = z.infer<typeof recordListQuery>;

/** A time column compared to an instant. */
export interface TimeFilter {
  readonly column: "created_at" | "updated_at";
  readonly operator: ">" | ">=" | "<" | "<=";
  readonly at: string;
}

const columns = { createdAt: "created_at", updatedAt: "updated_at" } as const;
const operators = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;
const FILTER = /^filter\[(createdAt|updatedAt)\]\[(gt|gte|lt|lte)\]$/;

/** Reads `filter[createdAt][gte]=…` from a query. Throws 400 for a filter or instant that cannot be read. */
export function readTimeFilters(query: Readonly<Record<string, unknown>>): TimeFilter[] {
  const filters: TimeFilter[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (!name.startsWith("filter")) continue;
    const parts = FILTER.exec(name);
    const at = typeof value === "string" ? readInstant(value) : undefined;
    if (!parts || at === undefined) {
      throw new HarkError(
        "badparam",
        `${name} cannot be read; write it as filter[createdAt][gte]=2026-01-31T09:30:00Z (createdAt or updatedAt; gt, gte, lt, lte)`,
        { parameter: name },
      );
    }
    const [, field, operator] = parts;
    // The pattern allows these names only.
    filters.push({
      column: columns[field as keyof typeof columns],
      operator: operators[operator as keyof typeof operators],
      at,
    });
  }
  return filters;
}
