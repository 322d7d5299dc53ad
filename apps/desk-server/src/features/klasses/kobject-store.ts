import type { Sql } from "@hark/postgres";
import type { RecordListQuery } from "../../records/list-query.ts";
import { columnsOf } from "../../records/table.ts";
import { type KobjectRow, kobjectTable } from "./kobject.ts";

const COLUMNS = columnsOf(kobjectTable, "k");

/** Why a custom object was not inserted. */
export interface Refusal {
  readonly id: string;
  readonly has_customer: boolean;
  readonly taken_by: string | null;
  readonly taken_at: Date | null;
  /** The taken external id was written by this very transaction. */
  readonly is_own: boolean | null;
}

/** Looks up, in one statement, what kept rows from being inserted. */
export function explainRefusals(sql: Sql, orgId: string, rows: readonly KobjectRow[]): Promise<Refusal[]> {
  return sql.all<Refusal>(
    `select r.id, (r.customer_id is null or c.id is not null) as has_customer, k.id as taken_by, k.created_at as taken_at,
            k.xmin = pg_current_xact_id()::xid as is_own
     from jsonb_to_recordset($2::jsonb) as r(id text, klass_name text, customer_id text, external_id text)
     left join desk.customers c on c.org_id = $1 and c.id = r.customer_id
     left join desk.kobjects k on k.org_id = $1 and k.klass_name = r.klass_name and k.external_id = r.external_id`,
    [
      orgId,
      JSON.stringify(
        rows.map(({ id, klass_name, customer_id, external_id }) => ({
          id,
          klass_name,
          customer_id,
          external_id,
        })),
      ),
    ],
  );
}

/** Custom objects by external id, in one statement. */
export function findByExternalIds(
  sql: Sql,
  orgId: string,
  wanted: readonly { readonly klass_name: string; readonly external_id: string }[],
): Promise<KobjectRow[]> {
  return sql.all<KobjectRow>(
    `select ${COLUMNS} from desk.kobjects k
     where k.org_id = $1 and (k.klass_name, k.external_id) in (
       select r.klass_name, r.external_id from jsonb_to_recordset($2::jsonb) as r(klass_name text, external_id text))`,
    [orgId, JSON.stringify(wanted)],
  );
}

/** One custom object of a klass. */
export function findKobject(
  sql: Sql,
  orgId: string,
  klass: string,
  id: string,
): Promise<KobjectRow | undefined> {
  return sql.maybe<KobjectRow>(
    `select ${COLUMNS} from desk.kobjects k where k.org_id = $1 and k.klass_name = $2 and k.id = $3`,
    [orgId, klass, id],
  );
}

/** What custom objects to list. */
export interface KobjectFilter extends RecordListQuery {
  readonly klass: string;
  readonly customerId?: string;
  readonly companyId?: string;
}

/** A page of custom objects and one more, newest first unless told otherwise. */
export function listKobjects(sql: Sql, orgId: string, filter: KobjectFilter): Promise<KobjectRow[]> {
  const direction = filter.sort === "asc" ? "asc" : "desc";
  return sql.all<KobjectRow>(
    `select ${COLUMNS} from desk.kobjects k
     where k.org_id = $1 and k.klass_name = $2 and ($3::text is null or k.customer_id = $3)
       and ($4::timestamptz is null or k.created_at >= $4) and ($7::text is null or k.company_id = $7)
     order by k.created_at ${direction}, k.id ${direction} limit $5 offset $6`,
    [
      orgId,
      filter.klass,
      filter.customerId ?? null,
      filter.fromDate ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
      filter.companyId ?? null,
    ],
  );
}

/** Deletes custom objects in one statement. Gives those that were there. */
export function deleteKobjects(sql: Sql, orgId: string, ids: readonly string[]): Promise<KobjectRow[]> {
  return sql.all<KobjectRow>(
    `delete from desk.kobjects k where k.org_id = $1 and k.id = any($2::text[]) returning ${COLUMNS}`,
    [orgId, ids],
  );
}
