import { attributeTypeOf, type MetadataProperty, type Resource, titleOfAttribute } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { orgRelation, present } from "../../records/envelope.ts";
import { parsedJson } from "../../records/parsed-json.ts";
import type { MetadataRow } from "./store.ts";

const wireTypes = {
  Str: "string",
  Txt: "text",
  Num: "number",
  At: "datetime",
  Bool: "boolean",
  Url: "url",
  Id: "reference",
  Tree: "tree",
} as const;

/** The declarations of a resource as the API answers them; a name no one gave a title gets one from its words. */
export function presentMetadata(orgId: string, resource: string, row: MetadataRow | undefined): Resource {
  const properties: JsonObject = {};
  for (const [name, property] of Object.entries(row?.properties ?? {}))
    properties[name] = presentProperty(name, property);
  return {
    type: "metadata",
    id: resource,
    attributes: present({ properties, ...row?.rest, createdAt: row?.created_at, updatedAt: row?.updated_at }),
    relationships: { org: orgRelation(orgId) },
    links: { self: `/v1/metadata/${resource}` },
  };
}

function presentProperty(name: string, property: MetadataProperty): JsonObject {
  const type = attributeTypeOf(name);
  return present({
    ...parsedJson(property),
    displayName: property.displayName ?? titleOfAttribute(name),
    type: type === undefined ? "string" : wireTypes[type],
  });
}
