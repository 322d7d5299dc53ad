import type { Json } from "@hark/kernel";

/** A value found in a context, or nothing. */
export type Found = Json | undefined;

/** Reads one path below a value, again and again. Through own members only; never throws. */
export type PathReader = (root: Found) => Found;

/** Names that lead nowhere, whatever the data holds. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** A path of more keys leads nowhere: data is not that deep, and every key costs a look-up. */
export const MAX_KEYS = 100;
// A key of the data that contains dots spans at most so many keys of a path,
const MAX_RUN = 8;
// and so many ways of reading a path are tried before it leads nowhere.
const MAX_TRIES = 2_000;

/** Splits `steps.1.data.list[0].name` into its keys: dots and bracketed indices part them. */
export function splitPath(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
}

/** One key of a path with what can be known about it before there is data. */
interface Key {
  /** The position in a list that it names; -1 when it names none. */
  readonly index: number;
  /** Whether it is the last key and asks for a length. */
  readonly isLength: boolean;
  /** Names of members that begin with this key, the longest first; made when data first comes this far. */
  runs: readonly Run[] | undefined;
}

interface Run {
  readonly name: string;
  /** The key behind it. */
  readonly next: number;
  /** Whether every object answers to the name, so that it must be asked for as its own. */
  readonly isInherited: boolean;
}

function runsAt(names: readonly string[], at: number): readonly Run[] {
  const runs: Run[] = [];
  let name = "";
  for (let next = at + 1; next <= Math.min(names.length, at + MAX_RUN); next += 1) {
    name = next === at + 1 ? (names[at] ?? "") : `${name}.${names[next - 1]}`;
    if (!FORBIDDEN_NAMES.has(name)) runs.unshift({ name, next, isInherited: name in Object.prototype });
  }
  return runs;
}

/** What looking at one value on the way costs, in units of work: it is asked for up to eight names. */
export const COST_OF_TRY = 2;

// Reading is synchronous and does not nest, so that one counter serves every reader.
let tries = 0;

/** How many values the last read looked at; more than there are keys only where keys of the data contain dots. */
export const lastTries = (): number => tries;

/**
 * Makes a reader of the value at `keys`. A key of the data that contains dots is found by its whole name: the longest run of
 * keys that names a member wins. `length` of a list or text is readable. Everything else gives undefined.
 */
export function compilePath(keys: readonly string[]): PathReader {
  if (keys.length > MAX_KEYS)
    return () => {
      tries = 0;
      return undefined;
    };
  // Made when first read: a template may name far more paths than it ever comes to.
  let compiled: readonly Key[] | undefined;
  return (root) => {
    compiled ??= compileKeys(keys);
    tries = 0;
    return walk(root, keys, compiled, 0);
  };
}

function compileKeys(names: readonly string[]): readonly Key[] {
  const last = names.length - 1;
  return names.map((name, at) => ({
    index: /^\d{1,9}$/.test(name) ? Number(name) : -1,
    isLength: name === "length" && at === last,
    runs: undefined,
  }));
}

function walk(root: Found, names: readonly string[], keys: readonly Key[], at: number): Found {
  const key = keys[at];
  if (key === undefined) return root;
  if (typeof root !== "object" || root === null)
    return key.isLength && typeof root === "string" ? root.length : undefined;
  tries += 1;
  if (tries > MAX_TRIES) return undefined;
  if (Array.isArray(root)) {
    if (key.isLength) return root.length;
    return key.index >= 0 ? walk(root[key.index], names, keys, at + 1) : undefined;
  }
  // The whole name first: a body's key "billing.city" is one key, whatever stands at "billing".
  key.runs ??= runsAt(names, at);
  for (const run of key.runs) {
    if (run.isInherited && !Object.hasOwn(root, run.name)) continue;
    // Faster than asking first whether it is there.
    const member = root[run.name];
    if (member === undefined) continue;
    const found = walk(member, names, keys, run.next);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads the value at `keys` below `root`, once; see {@link compilePath}. */
export function readPath(root: Found, keys: readonly string[]): Found {
  return compilePath(keys)(root);
}
