import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { InputProperty, InputSchema } from "./catalogue.ts";
import { JSON_READ_PER_UNIT, readJson, shortJson } from "./json-text.ts";
import { readNumber } from "./numbers.ts";
import { Work } from "./work.ts";

export type CastResult =
  | { readonly ok: true; readonly params: JsonObject }
  | { readonly ok: false; readonly field: string; readonly message: string };

/**
 * Casts resolved params to an action's input schema: `"42"` becomes 42 where a number is wanted. Members the schema does not
 * know stay as they are: an action of a newer version may know them. Null counts as absent. Reading JSON out of texts is work; what was
 * cast when none was left is not to be used.
 */
export function castParams(params: JsonObject, schema: InputSchema, work = new Work()): CastResult {
  const result: JsonObject = {};
  for (const name in params) {
    const value = params[name] ?? null;
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (value === null) continue;
    const cast = property ? castValue(value, property, work) : value;
    if (cast === undefined) {
      return {
        ok: false,
        field: name,
        message: `${name} must be ${article(property?.type ?? "any")}, not ${shortJson(value)}`,
      };
    }
    result[name] = cast;
  }
  for (const name of schema.required ?? []) {
    if (result[name] === undefined || result[name] === "")
      return { ok: false, field: name, message: `${name} has no value; the step needs one` };
  }
  return { ok: true, params: result };
}

const article = (type: string): string => (/^[aio]/.test(type) ? `an ${type}` : `a ${type}`);

/** The value as the property's type, or undefined when it cannot be read so. */
export function castValue(value: Json, property: InputProperty, work = new Work()): Json | undefined {
  switch (property.type) {
    case "string":
      if (typeof value === "string") return value;
      return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
    case "number":
    case "integer": {
      const number = readNumber(value);
      if (number === undefined || !Number.isFinite(number)) return undefined;
      return property.type === "integer" && !Number.isInteger(number) ? undefined : number;
    }
    case "boolean":
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : undefined;
    case "array": {
      const read = fromText(value, "[", work);
      const entries = Array.isArray(read) ? read : [value];
      if (!property.items) return entries;
      const cast = entries.map((entry) => castValue(entry, property.items ?? property, work));
      return cast.some((entry) => entry === undefined) ? undefined : (cast as Json[]);
    }
    case "object": {
      const read = fromText(value, "{", work);
      return isJsonObject(read) ? read : undefined;
    }
    case "any":
      return value;
  }
}

/** A list or object that a template wrote as JSON text; any other value as it is. */
function fromText(value: Json, opening: "[" | "{", work: Work): Json {
  if (typeof value !== "string" || !value.trimStart().startsWith(opening)) return value;
  return work.spendText(value.length, JSON_READ_PER_UNIT) ? (readJson(value) ?? value) : value;
}
