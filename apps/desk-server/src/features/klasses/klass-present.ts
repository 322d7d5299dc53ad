import type { Resource } from "@hark/contract";
import { orgRelation, present, relationToList, writtenBy } from "../../records/envelope.ts";
import type { KlassRow } from "./klass-store.ts";

/** A klass as the API answers it. */
export function presentKlass(orgId: string, row: KlassRow): Resource {
  return {
    type: "klass",
    id: row.id,
    attributes: present({
      name: row.name,
      ...row.attributes,
      status: row.status,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }),
    relationships: {
      org: orgRelation(orgId),
      ...writtenBy(row),
      kobjects: relationToList(`/v1/klasses/${row.name}`),
    },
    links: { self: `/v1/klasses/${row.id}` },
  };
}
