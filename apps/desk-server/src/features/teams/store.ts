import type { Sql } from "@hark/postgres";
import { columnsOf } from "../../records/table.ts";
import { type TeamRow, teamTable } from "./team.ts";

const COLUMNS = columnsOf(teamTable, "t");

/** What teams to list. */
export interface TeamFilter {
  /** Teams that this user is in. */
  readonly userId?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of teams and one more, newest first. */
export function listTeams(sql: Sql, orgId: string, filter: TeamFilter): Promise<TeamRow[]> {
  return sql.all<TeamRow>(
    `select ${COLUMNS} from desk.teams t where t.org_id = $1 and ($2::text is null or $2 = any(t.members))
     order by t.created_at desc, t.id desc limit $3 offset $4`,
    [orgId, filter.userId ?? null, filter.pageSize + 1, (filter.page - 1) * filter.pageSize],
  );
}

/** Which of the teams exist. */
export async function knownTeams(sql: Sql, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.all<{ id: string }>(
    "select id from desk.teams where org_id = $1 and id = any($2::text[])",
    [orgId, ids],
  );
  return new Set(rows.map((row) => row.id));
}
