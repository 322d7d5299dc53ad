import type { UserBody, UserChanges } from "@hark/contract";
import { overlay } from "../../records/change.ts";
import { commonColumns, type RecordRow, type RecordTable } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";

/** A user: somebody who works here and whom conversations are assigned to. */
export interface UserRow extends RecordRow {
  readonly name: string;
  readonly email: string;
  readonly modified_at: Date;
  /** When they were deactivated. */
  readonly deleted_at: Date | null;
}

export const userTable: RecordTable = {
  name: "desk.users",
  columns: {
    ...commonColumns,
    name: "text",
    email: "text",
    modified_at: "timestamptz",
    deleted_at: "timestamptz",
  },
  fixed: ["id", "created_at", "created_by"],
  unique: ["org_id, lower(email)"],
  parents: [],
};

const LOOSE = ["displayName", "avatarUrl", "mobile", "emailSignature", "roleGroups", "userType"] as const;

/** The row a new user becomes. */
export function planUser(
  { body, author }: Written<UserBody>,
  writer: Pick<Writer, "now" | "newId">,
): UserRow {
  return {
    id: writer.newId(),
    name: body.name,
    email: body.email,
    external_id: null,
    attributes: overlay({ userType: "user" }, body, LOOSE, false),
    rev: 1,
    created_at: writer.now,
    updated_at: writer.now,
    modified_at: writer.now,
    deleted_at: null,
    created_by: author.userId,
    modified_by: author.userId,
  };
}

/** The row with the changes made. */
export function changeUser(row: UserRow, changes: UserChanges, author: Author, now: Date): UserRow {
  const { deleted } = changes;
  return {
    ...row,
    name: changes.name ?? row.name,
    email: changes.email ?? row.email,
    attributes: overlay(row.attributes, changes, LOOSE, false),
    deleted_at: deleted === undefined ? row.deleted_at : deleted ? now : null,
    rev: row.rev + 1,
    updated_at: now,
    modified_at: now,
    modified_by: author.userId,
  };
}
