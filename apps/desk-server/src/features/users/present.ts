import type { Resource } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { flatten, orgRelation, present } from "../../records/envelope.ts";
import type { UserRow } from "./user.ts";

/** A user as the API answers it. */
export function presentUser(orgId: string, row: UserRow): Resource {
  return {
    type: "user",
    id: row.id,
    attributes: present({
      name: row.name,
      displayName: row.name,
      email: row.email,
      roleGroups: [],
      ...row.attributes,
      ...(row.deleted_at === null ? {} : { deleted: true, deletedAt: row.deleted_at }),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }),
    relationships: { org: orgRelation(orgId) },
    links: { self: `/v1/users/${row.id}` },
  };
}

/** A user as a step sees it. */
export function flatUser(orgId: string, row: UserRow): JsonObject {
  return flatten(presentUser(orgId, row), {});
}
