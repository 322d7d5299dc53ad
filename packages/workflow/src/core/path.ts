import type { Json } from "@hark/kernel";

/** A value found in a context, or nothing. */
export type Found = Json | undefined;

const FORBIDDEN = new Set(["__proto__", "prototype", "constructor"]);

/** Splits `steps.1.data.list[0].name` into its keys: dots and bracketed indices part them. */
export function splitPath(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
}

/**
 * Reads the value at `keys` below `root`, through own members only. A key that contains dots is found by its whole name:
 * the longest run of keys that names a member wins. `length` of a list or text is readable. Gives undefined for everything
 * else, never throws.
 */
export function readPath(root: Found, keys: readonly string[], from = 0): Found {
  if (from >= keys.length) return root;
  if (root === undefined || root === null) return undefined;
  const key = keys[from] ?? "";
  if (typeof root === "string") return key === "length" && from === keys.length - 1 ? root.length : undefined;
  if (Array.isArray(root)) {
    if (key === "length" && from === keys.length - 1) return root.length;
    return /^\d{1,9}$/.test(key) ? readPath(root[Number(key)], keys, from + 1) : undefined;
  }
  if (typeof root !== "object") return undefined;
  // The whole name first: a body's key "billing.city" is one key, whatever stands at "billing".
  for (let to = keys.length; to > from; to -= 1) {
    const name = to === from + 1 ? key : keys.slice(from, to).join(".");
    if (FORBIDDEN.has(name) || !Object.hasOwn(root, name)) continue;
    const found = readPath(root[name], keys, to);
    if (found !== undefined) return found;
  }
  return undefined;
}
