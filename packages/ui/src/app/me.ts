import { createContext, useContext } from "react";

/** Who is signed in, as `GET /v1/me` tells it. */
export interface Me {
  readonly kind: "user" | "key";
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly organisation: { readonly id: string; readonly name: string };
  readonly [more: string]: unknown;
}

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only below a `Gate`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe was called outside of a Gate");
  return me;
}
