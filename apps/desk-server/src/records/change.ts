import type { Json, JsonObject } from "@hark/kernel";

/** `attributes` with the body's members of the given names laid over; with `replace`, names the body leaves out go. */
export function overlay(
  attributes: JsonObject,
  body: Readonly<Record<string, unknown>>,
  names: readonly string[],
  replace: boolean,
): JsonObject {
  const result: JsonObject = replace ? {} : { ...attributes };
  for (const name of names) {
    const value = body[name];
    // Bodies were parsed by their schema, which lets JSON only through.
    if (value !== undefined) result[name] = value as Json;
  }
  return result;
}

/** The new value of one member: the body's, or with `replace` the empty one when the body has none, or what was there. */
export function pick<Value>(given: Value | undefined, current: Value, empty: Value, replace: boolean): Value {
  if (given !== undefined) return given;
  return replace ? empty : current;
}

/** Custom attributes with the given ones laid over, name by name. */
export function mergeCustom(
  current: JsonObject,
  given: JsonObject | undefined,
  replace: boolean,
): JsonObject {
  return replace ? (given ?? {}) : { ...current, ...given };
}
