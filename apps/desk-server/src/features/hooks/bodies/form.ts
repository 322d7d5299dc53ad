import type { Json, JsonObject } from "@hark/kernel";
import { MAX_MEMBERS, tooMany } from "./limits.ts";

/**
 * Fields by name, in the order they came first. A name that comes again becomes a list; dots and brackets of a name mean
 * nothing, so `a[b]` and `billing.city` stay as they are. Throws 400 for more than 10,000 fields.
 */
export function fieldsToJson(fields: readonly (readonly [name: string, value: Json])[]): JsonObject {
  if (fields.length > MAX_MEMBERS) throw tooMany("fields");
  const byName = new Map<string, Json[]>();
  for (const [name, value] of fields) {
    const known = byName.get(name);
    if (known) known.push(value);
    else byName.set(name, [value]);
  }
  // fromEntries defines members, so that a field named __proto__ is one like any other.
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
}

/** Reads `application/x-www-form-urlencoded`. There is no broken one. Throws 400 for more than 10,000 fields. */
export function readUrlEncoded(text: string): JsonObject {
  // Counted first: to take too many apart would take longer than everything else of them.
  let count = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) count += 1;
  if (count > MAX_MEMBERS) throw tooMany("fields");
  return fieldsToJson([...new URLSearchParams(text)]);
}
