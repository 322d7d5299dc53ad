import { useSearchParams } from "react-router";

/** What of a page stands in its address, such as which record is open. */
export interface Address {
  readonly params: URLSearchParams;
  /** Sets members; null takes one away. Back undoes it. */
  set(members: Readonly<Record<string, string | null>>): void;
  /** Puts other members in the place of all, as when one types: Back passes over it. */
  replace(params: URLSearchParams): void;
}

/** The members of the page's address. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  return {
    params,
    set: (members) =>
      setParams((now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(members))
          if (value === null) next.delete(name);
          else next.set(name, value);
        return next;
      }),
    replace: (next) => setParams(next, { replace: true }),
  };
}
