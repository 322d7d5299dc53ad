import { z } from "zod";

/** Query of every list: `page` from 1, `pageSize` 1 to 100 (default 100 on Desk's wire). */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(100),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** Links of a list; paths without host. */
export interface ListLinks {
  self: string;
  first: string;
  prev: string | null;
  next: string | null;
  last?: string;
}

/** Builds a list's links from its path, its query and how many pages there are (when counted). */
export function listLinks(
  path: string,
  query: object,
  page: { readonly page: number; readonly hasNext: boolean; readonly totalPages?: number },
): ListLinks {
  const at = (number: number): string => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        search.set(name, String(value));
    search.set("page", String(number));
    return `${path}?${search.toString()}`;
  };
  return {
    self: at(page.page),
    first: at(1),
    prev: page.page > 1 ? at(page.page - 1) : null,
    next: page.hasNext ? at(page.page + 1) : null,
    ...(page.totalPages === undefined ? {} : { last: at(Math.max(1, page.totalPages)) }),
  };
}
