import type { Resource } from "@hark/contract";
import { orgRelation, present, writtenBy } from "../../records/envelope.ts";
import type { TeamRow } from "./team.ts";

/** A team as the API answers it. */
export function presentTeam(orgId: string, row: TeamRow): Resource {
  return {
    type: "team",
    id: row.id,
    attributes: present({
      name: row.name,
      externalId: row.external_id ?? undefined,
      ...row.attributes,
      members: [...row.members],
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      modifiedAt: row.modified_at,
    }),
    relationships: { org: orgRelation(orgId), ...writtenBy(row) },
    links: { self: `/v1/teams/${row.id}` },
  };
}
