import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** Filters that live in the address, so that a view can be sent to a colleague and Back works. */
export interface Filters {
  get(name: string): string | undefined;
  /** Several values of one filter. */
  list(name: string): string[];
  readonly page: number;
  /** Changes some; undefined and "" take a filter away. Any change but one of the page goes back to page 1. */
  set(change: Readonly<Record<string, string | number | undefined>>): void;
  clear(names: readonly string[]): void;
  /** The query as it stands, with its `?`, or "". */
  readonly query: string;
}

/** Reads and writes the filters of this page. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams();
  const set = useCallback<Filters["set"]>(
    (change) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (!("page" in change)) next.delete("page");
          for (const [name, value] of Object.entries(change)) {
            if (value === undefined || value === "") next.delete(name);
            else next.set(name, String(value));
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const text = params.toString();
  return {
    get: (name) => params.get(name) ?? undefined,
    list: (name) => params.get(name)?.split(",").filter(Boolean) ?? [],
    page: Math.max(1, Number(params.get("page")) || 1),
    set,
    clear: (names) => set(Object.fromEntries(names.map((name) => [name, undefined]))),
    query: text === "" ? "" : `?${text}`,
  };
}
