import {
  attributeTypeOf,
  attributeTypes,
  castAttributeValue,
  type MetadataProperty,
  readAttributeValue,
} from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import type { RecordFault } from "../../records/fault.ts";

/** Declared attributes of one resource, by name. */
export type Properties = Readonly<Record<string, MetadataProperty>>;

const PLAIN_RESOURCES = ["company", "conversation", "customer", "message", "note", "user"];

/** What a resource's name stands for: a klass, one of the built-in records, or nothing. */
export function readResource(resource: string): { klass?: string } | undefined {
  if (PLAIN_RESOURCES.includes(resource)) return {};
  return resource.startsWith("kobject.") ? { klass: resource.slice("kobject.".length) } : undefined;
}

/**
 * Checks custom attributes against what is declared and gives them as they are kept. With `cast`, text that came out of a
 * template is read as its attribute's type first. The fault names the attribute and the cure.
 */
export function readCustom(
  resource: string,
  properties: Properties,
  custom: JsonObject,
  cast: boolean,
): { readonly custom: JsonObject } | { readonly fault: RecordFault } {
  const result: JsonObject = {};
  for (const name in custom) {
    const given = custom[name] ?? null;
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = attributeTypeOf(name);
    const field = `custom.${name}`;
    if (property === undefined || type === undefined) {
      return { fault: { code: "badparam", field, message: undeclared(resource, name) } };
    }
    const read = (value: Json): Json | undefined =>
      readAttributeValue(type, cast ? castAttributeValue(type, value) : value);
    const value = property.multi ? readEach(given, read) : read(given);
    if (value === undefined) {
      const wanted = property.multi ? `a list, each entry ${attributeTypes[type]}` : attributeTypes[type];
      return {
        fault: { code: "badparam", field, message: `${name} must be ${wanted}, not ${excerpt(given)}` },
      };
    }
    if (!isAllowed(property, value)) {
      const allowed = (property.enumeration ?? []).join(", ");
      return {
        fault: {
          code: "badparam",
          field,
          message: `${name} must be one of ${allowed}, not ${excerpt(given)}`,
        },
      };
    }
    result[name] = value;
  }
  return { custom: result };
}

function readEach(given: Json, read: (value: Json) => Json | undefined): Json | undefined {
  if (given === null) return null;
  if (!Array.isArray(given)) return undefined;
  const values = given.map(read);
  return values.some((value) => value === undefined) ? undefined : (values as Json[]);
}

function isAllowed(property: MetadataProperty, value: Json): boolean {
  if (!property.enumeration?.length || value === null) return true;
  const values = Array.isArray(value) ? value : [value];
  return values.every((entry) => typeof entry !== "string" || property.enumeration?.includes(entry));
}

const undeclared = (resource: string, name: string): string =>
  `${name} is no attribute of ${resource}; declare it under PUT /v1/metadata/${resource}, or leave it out`;

const excerpt = (value: Json): string => JSON.stringify(value).slice(0, 80);
