import type { Resource } from "@hark/contract";
import { orgRelation, present, writtenBy } from "../../records/envelope.ts";
import type { CompanyRow } from "./company.ts";

/** A company as the API answers it. */
export function presentCompany(orgId: string, row: CompanyRow): Resource {
  return {
    type: "company",
    id: row.id,
    attributes: present({
      name: row.name,
      externalId: row.external_id ?? undefined,
      ...row.attributes,
      tags: [...row.tags],
      custom: row.custom,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      modifiedAt: row.modified_at,
      rev: row.rev,
    }),
    relationships: { org: orgRelation(orgId), ...writtenBy(row) },
    links: { self: `/v1/companies/${row.id}` },
  };
}
