import { isJsonObject, type Json } from "@hark/kernel";

/** One difference between two JSON values, as a step that leads from the one to the other. */
export interface JsonChange {
  /** JSON pointer (RFC 6901) of the place. */
  readonly pointer: string;
  readonly kind: "added" | "removed" | "changed";
  /** What stood there; absent when it was added. */
  readonly before?: Json;
  /** What stands there; absent when it was removed. */
  readonly after?: Json;
}

// What lies deeper is told whole: nobody reads such a pointer, and the work grows with the depth.
const MAX_DEPTH = 20;

/**
 * What leads from `before` to `after`, as small as members and entries allow. Done one after another, as JSON Patch does them
 * (RFC 6902), the changes turn the one into the other: of a list, entries are removed from behind and added from the front.
 * `undefined` stands for "not there". Total: neither throws nor hangs, however deep a value is.
 */
export function jsonChanges(before: Json | undefined, after: Json | undefined, pointer = ""): JsonChange[] {
  return changesAt(before, after, pointer, 0);
}

function changesAt(
  before: Json | undefined,
  after: Json | undefined,
  pointer: string,
  depth: number,
): JsonChange[] {
  if (before === undefined) return after === undefined ? [] : [{ pointer, kind: "added", after }];
  if (after === undefined) return [{ pointer, kind: "removed", before }];
  if (depth < MAX_DEPTH && Array.isArray(before) && Array.isArray(after))
    return listChanges(before, after, pointer, depth + 1);
  if (depth < MAX_DEPTH && isJsonObject(before) && isJsonObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      changesAt(memberOf(before, name), memberOf(after, name), `${pointer}/${escaped(name)}`, depth + 1),
    );
  }
  return isSameJson(before, after) ? [] : [{ pointer, kind: "changed", before, after }];
}

// Where lists begin and end alike, only the middle differs: an entry put in at the front is one change and not a change of all.
function listChanges(
  before: readonly Json[],
  after: readonly Json[],
  pointer: string,
  depth: number,
): JsonChange[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSameJson(before[head], after[head])) head += 1;
  let tail = 0;
  // Of lists of one entry, that entry was compared just now.
  const last = before.length === after.length ? shorter - head - 1 : shorter - head;
  while (tail < last && isSameJson(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const changes: JsonChange[] = [];
  const note = (at: number, from: Json | undefined, to: Json | undefined): void => {
    for (const change of changesAt(from, to, `${pointer}/${at}`, depth)) changes.push(change);
  };
  for (let at = head; at < shorter - tail; at += 1) note(at, before[at], after[at]);
  for (let at = before.length - tail - 1; at >= shorter - tail; at -= 1) note(at, before[at], undefined);
  for (let at = shorter - tail; at < after.length - tail; at += 1) note(at, undefined, after[at]);
  return changes;
}

/** True when two values say the same; the order of members means nothing. Goes without recursion: a value may be deeper than the stack. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  const pairs: [Json | undefined, Json | undefined][] = [[a, b]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length !== right.length) return false;
      for (const [at, entry] of left.entries()) pairs.push([entry, right[at]]);
    } else if (isJsonObject(left) && isJsonObject(right)) {
      const names = Object.keys(left);
      if (names.length !== Object.keys(right).length) return false;
      for (const name of names) pairs.push([left[name], memberOf(right, name)]);
    } else return false;
  }
  return true;
}

// What objects inherit, such as `constructor`, is not theirs.
const memberOf = (object: Readonly<Record<string, Json>>, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
