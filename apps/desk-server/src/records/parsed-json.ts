import type { JsonObject } from "@hark/kernel";

/**
 * A value that its schema parsed as JSON, typed as JSON. Types of optional members allow `undefined`, which JSON does not have;
 * such members vanish when the value is written or sent.
 */
export function parsedJson(value: object): JsonObject {
  return value as JsonObject;
}
