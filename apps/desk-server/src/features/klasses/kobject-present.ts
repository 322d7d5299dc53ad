import type { Resource } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import {
  companyRelation,
  customerRelation,
  orgRelation,
  present,
  writtenBy,
} from "../../records/envelope.ts";
import type { KobjectRow } from "./kobject.ts";

/** A custom object as the API answers it. `data` is in the answer, which is an addition of ours. */
export function presentKobject(orgId: string, row: KobjectRow, klassDisplayName?: string | null): Resource {
  return {
    type: `kobject.${row.klass_name}`,
    id: row.id,
    attributes: kobjectAttributes(row, klassDisplayName),
    relationships: {
      org: orgRelation(orgId),
      ...(row.customer_id === null ? {} : { customer: customerRelation(row.customer_id) }),
      ...(row.company_id === null ? {} : { company: companyRelation(row.company_id) }),
      // "link", not "links": as it goes over the wire.
      klass: { link: { self: `/v1/klasses/${row.klass_name}` }, data: { type: "klass", id: row.klass_name } },
      ...writtenBy(row),
    },
    links: { self: `/v1/klasses/${row.klass_name}/${row.id}` },
  };
}

/** What is told of a custom object, whoever asks; added to `result`. */
export function kobjectAttributes(
  row: KobjectRow,
  klassDisplayName?: string | null,
  result: JsonObject = {},
): JsonObject {
  const { description, images, icon, importedAt } = row.attributes;
  const members = {
    externalId: row.external_id ?? undefined,
    title: row.title,
    description,
    icon,
    images: images ?? [],
    data: row.data ?? undefined,
    custom: row.custom,
    tags: [...row.tags],
    klassDisplayName: klassDisplayName ?? undefined,
    importedAt,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    rev: row.rev,
  };
  return present(members, result);
}
