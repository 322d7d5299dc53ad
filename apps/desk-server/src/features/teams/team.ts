import type { TeamBody, TeamChanges } from "@hark/contract";
import { overlay } from "../../records/change.ts";
import { commonColumns, type RecordRow, type RecordTable } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";

/** A team: users whom conversations are assigned to together. */
export interface TeamRow extends RecordRow {
  readonly name: string;
  /** Ids of users. */
  readonly members: readonly string[];
  readonly modified_at: Date;
}

export const teamTable: RecordTable = {
  name: "desk.teams",
  columns: { ...commonColumns, name: "text", members: "text[]", modified_at: "timestamptz" },
  fixed: ["id", "created_at", "created_by"],
  unique: ["org_id, external_id"],
  parents: [],
};

const LOOSE = ["displayName", "icon", "importedAt"] as const;

/** The row a new team becomes. */
export function planTeam(
  { body, author }: Written<TeamBody>,
  writer: Pick<Writer, "now" | "newId">,
): TeamRow {
  return {
    id: writer.newId(),
    name: body.name,
    external_id: body.externalId ?? null,
    members: body.members ?? [],
    attributes: overlay({}, body, LOOSE, true),
    rev: 1,
    created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
    updated_at: writer.now,
    modified_at: writer.now,
    created_by: author.userId,
    modified_by: author.userId,
  };
}

/** The row with the changes made. */
export function changeTeam(row: TeamRow, changes: TeamChanges, author: Author, now: Date): TeamRow {
  return {
    ...row,
    name: changes.name ?? row.name,
    external_id: changes.externalId ?? row.external_id,
    members: changes.members ?? row.members,
    attributes: overlay(row.attributes, changes, LOOSE, false),
    rev: row.rev + 1,
    updated_at: now,
    modified_at: now,
    modified_by: author.userId,
  };
}
