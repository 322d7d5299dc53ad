import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { getTimeline, type TimelineItem, type TimelineKind, timelineKey } from "./timeline.ts";

/** A timeline as far as it was read. */
export interface Timeline {
  readonly items: readonly TimelineItem[];
  /** Ids of what came in while one looked. */
  readonly fresh: ReadonlySet<string>;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readMore(): void;
  retry(): void;
}

/** Reads a customer's timeline page by page, and notices what is new. */
export function useTimeline(customerId: string, kind: TimelineKind | null): Timeline {
  const query = useInfiniteQuery({
    queryKey: timelineKey(customerId, kind),
    queryFn: ({ pageParam }) => getTimeline(customerId, kind, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.links.next,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  // The newest of what was there when one came; until it was read there is nothing to compare with.
  const [newest, setNewest] = useState<string | undefined>();
  if (newest === undefined && query.data) setNewest(items[0]?.at ?? "");
  const fresh = useMemo(
    () => new Set(items.filter((item) => newest !== undefined && item.at > newest).map((item) => item.id)),
    [items, newest],
  );
  return {
    items,
    fresh,
    isPending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
