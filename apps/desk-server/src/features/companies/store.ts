import type { Sql } from "@hark/postgres";
import { missing } from "../../records/fault.ts";
import { columnsOf } from "../../records/table.ts";
import { type CompanyRow, companyTable } from "./company.ts";

const COLUMNS = columnsOf(companyTable, "c");

/** What companies to list. */
export interface CompanyFilter {
  readonly externalId?: string | undefined;
  /** Letters of the name. */
  readonly name?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of companies and one more, newest first. */
export function listCompanies(sql: Sql, orgId: string, filter: CompanyFilter): Promise<CompanyRow[]> {
  return sql.all<CompanyRow>(
    `select ${COLUMNS} from desk.companies c
     where c.org_id = $1 and ($2::text is null or c.external_id = $2)
       and ($3::text is null or position(lower($3) in lower(c.name)) > 0)
     order by c.created_at desc, c.id desc limit $4 offset $5`,
    [
      orgId,
      filter.externalId ?? null,
      filter.name ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
    ],
  );
}

/** Companies by external id, in one statement. */
export function findCompaniesByExternalId(
  sql: Sql,
  orgId: string,
  externalIds: readonly string[],
): Promise<CompanyRow[]> {
  return sql.all<CompanyRow>(
    `select ${COLUMNS} from desk.companies c where c.org_id = $1 and c.external_id = any($2::text[])`,
    [orgId, externalIds],
  );
}

/** Companies by name in whatever case, the oldest of each name, in one statement. `lower_name` is what was found by. */
export function findCompaniesByName(
  sql: Sql,
  orgId: string,
  names: readonly string[],
): Promise<(CompanyRow & { readonly lower_name: string })[]> {
  return sql.all<CompanyRow & { lower_name: string }>(
    `select distinct on (lower(c.name)) lower(c.name) as lower_name, ${COLUMNS} from desk.companies c
     where c.org_id = $1 and lower(c.name) = any(select lower(n) from unnest($2::text[]) as n)
     order by lower(c.name), c.created_at, c.id`,
    [orgId, names],
  );
}

/** Deletes a company; what belonged to it stays, without it. Whether there was one. */
export async function removeCompany(sql: Sql, orgId: string, id: string): Promise<boolean> {
  for (const table of ["desk.customers", "desk.kobjects"])
    await sql.run(`update ${table} set company_id = null where org_id = $1 and company_id = $2`, [orgId, id]);
  return (await sql.run("delete from desk.companies where org_id = $1 and id = $2", [orgId, id])) > 0;
}

/** Throws 404 unless the company is one of the organisation. */
export async function requireCompany(sql: Sql, orgId: string, id: string): Promise<void> {
  const found = await sql.maybe("select 1 from desk.companies where org_id = $1 and id = $2", [orgId, id]);
  if (!found) throw missing("company");
}

/** Which of the companies exist. */
export async function knownCompanies(sql: Sql, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.all<{ id: string }>(
    "select id from desk.companies where org_id = $1 and id = any($2::text[])",
    [orgId, ids],
  );
  return new Set(rows.map((row) => row.id));
}
