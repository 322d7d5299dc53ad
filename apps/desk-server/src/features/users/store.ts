import type { Sql } from "@hark/postgres";
import { columnsOf } from "../../records/table.ts";
import { type UserRow, userTable } from "./user.ts";

const COLUMNS = columnsOf(userTable, "u");

/** What users to list. */
export interface UserFilter {
  readonly email?: string | undefined;
  readonly deleted: boolean;
  readonly userType?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of users and one more, newest first. */
export function listUsers(sql: Sql, orgId: string, filter: UserFilter): Promise<UserRow[]> {
  return sql.all<UserRow>(
    `select ${COLUMNS} from desk.users u
     where u.org_id = $1 and (u.deleted_at is not null) = $2 and ($3::text is null or lower(u.email) = lower($3))
       and ($4::text is null or u.attributes ->> 'userType' = $4)
     order by u.created_at desc, u.id desc limit $5 offset $6`,
    [
      orgId,
      filter.deleted,
      filter.email ?? null,
      filter.userType ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
    ],
  );
}

/** Users by e-mail address in whatever case, in one statement. Those who were deactivated are not found. */
export function findUsersByEmail(sql: Sql, orgId: string, emails: readonly string[]): Promise<UserRow[]> {
  return sql.all<UserRow>(
    `select ${COLUMNS} from desk.users u
     where u.org_id = $1 and u.deleted_at is null
       and lower(u.email) = any(select lower(e) from unnest($2::text[]) as e)`,
    [orgId, emails],
  );
}

/** The holder of an e-mail address, deactivated or not. */
export async function holderOfEmail(sql: Sql, orgId: string, email: string): Promise<string | undefined> {
  const row = await sql.maybe<{ id: string }>(
    "select id from desk.users where org_id = $1 and lower(email) = lower($2)",
    [orgId, email],
  );
  return row?.id;
}
