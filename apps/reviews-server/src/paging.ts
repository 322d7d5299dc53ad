import { z } from "zod";

/** Where one stands in a list. */
export interface PageMeta {
  page: number;
  pageSize: number;
  total: number;
  totalPages: number;
}

/** Counts the pages of a list. */
export function pageOf(query: { readonly page: number; readonly pageSize: number }, total: number): PageMeta {
  return {
    page: query.page,
    pageSize: query.pageSize,
    total,
    totalPages: Math.ceil(total / query.pageSize),
  };
}

/** Schema of a page of things. */
export const pagedList = <Item extends z.ZodType>(item: Item) =>
  z.object({
    meta: z.object({ page: z.number(), pageSize: z.number(), total: z.number(), totalPages: z.number() }),
    links: z.object({
      self: z.string(),
      first: z.string(),
      prev: z.string().nullable(),
      next: z.string().nullable(),
      last: z.string().optional(),
    }),
    data: z.array(item),
  });
