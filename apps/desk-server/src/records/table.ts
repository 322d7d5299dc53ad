import type { JsonObject } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { changedRows } from "./changed-rows.ts";
import { JSON_TEXT, rowParams, rowsOf } from "./row-params.ts";

/** A table of records: its columns with their SQL types, and what a row must belong to. */
export interface RecordTable {
  readonly name: string;
  /** Every column but `org_id`; its SQL type, or {@link JSON_TEXT}. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that never change once written. */
  readonly fixed: readonly string[];
  /** Columns whose values no two rows share, as `on conflict` names them. Ids only where they may be given: one that is made is taken by nobody. */
  readonly unique: readonly string[];
  /** Columns that name a row of another table of the same organisation. */
  readonly parents: readonly { readonly column: string; readonly table: string }[];
}

/** Columns that records of every kind have. */
export const commonColumns = {
  id: "text",
  external_id: "text",
  attributes: "jsonb",
  rev: "integer",
  created_at: "timestamptz",
  updated_at: "timestamptz",
  created_by: "text",
  modified_by: "text",
} as const;

/** What a row has in the common columns. */
export interface RecordRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly attributes: JsonObject;
  readonly rev: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

/** Columns of records that a workflow can file. */
export const filedColumns = { workflow_id: "text", run_id: "text" } as const;

/** What a row that a workflow can file has. */
export interface FiledRow extends RecordRow {
  readonly workflow_id: string | null;
  readonly run_id: string | null;
}

/** Columns that never change once written, whatever the record. */
export const fixedColumns = ["id", "created_at", "created_by", "workflow_id", "run_id"] as const;

/** The columns of a table as they are read, each with `alias.` before it. */
export function columnsOf(table: RecordTable, alias: string): string {
  return Object.entries(table.columns)
    .map(([column, type]) =>
      type === JSON_TEXT ? `${alias}.${column}::json as ${column}` : `${alias}.${column}`,
    )
    .join(", ");
}

interface HasId {
  readonly id: string;
}

/** A statement with its parameters. */
interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** Leaves out rows whose unique key is taken. Of what is not named, every unique index is looked up before a row is written; only one can be named. */
function unlessTaken({ unique }: RecordTable): string {
  if (unique.length === 0) return "";
  return unique.length > 1 ? "on conflict do nothing" : `on conflict (${unique.join()}) do nothing`;
}

/**
 * The statement that inserts rows: one is left out when its unique key is taken or what it belongs to does not exist in the organisation,
 * which is `$1`.
 */
export function insertStatement(table: RecordTable, orgId: string, rows: readonly HasId[]): Statement {
  // "offset 0" keeps this a lookup for each row: left free, the planner may read all parents of the organisation into a hash, for every batch.
  const parents = table.parents.map(
    ({ column, table: parent }) =>
      `(r.${column} is null or exists (select 1 from ${parent} p where p.org_id = $1 and p.id = r.${column} offset 0))`,
  );
  const names = Object.keys(table.columns);
  return {
    text: `insert into ${table.name} (org_id, ${names.join(", ")})
     select $1, ${names.map((name) => `r.${name}`).join(", ")} from ${rowsOf(table)}
     ${parents.length > 0 ? `where ${parents.join(" and ")}` : ""}
     ${unlessTaken(table)}`,
    params: [orgId, ...rowParams(table, rows)],
  };
}

/** Inserts all rows in one statement, as far as it can. Gives the ids that are now there. */
export async function insertRecords(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  rows: readonly HasId[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const statement = { name: `insert ${table.name}`, ...insertStatement(table, orgId, rows) };
  const inserted = await changedRows<HasId>(sql, statement, ["id"], rows);
  return new Set(inserted.map((row) => row.id));
}

/** Reads rows by id; with `lock`, they stay as they are until the transaction ends. */
export async function readRecords<Row extends HasId>(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  ids: readonly string[],
  lock = false,
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  // Locked in the order of ids, so that two batches never wait for each other. Rows that merely refer to these may be added.
  const rows = await sql.all<Row>(
    `select ${columnsOf(table, "t")} from ${table.name} t where t.org_id = $1 and t.id = any($2::text[])
     order by t.id ${lock ? "for no key update" : ""}`,
    [orgId, [...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The record that holds an external id. The table must be one whose external ids are unique in the organisation. */
export function findByExternalId<Row extends HasId>(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  externalId: string,
): Promise<Row | undefined> {
  return sql.maybe<Row>(
    `select ${columnsOf(table, "t")} from ${table.name} t where t.org_id = $1 and t.external_id = $2`,
    [orgId, externalId],
  );
}

/** Records by external id, in one statement. The table is as for `findByExternalId`. */
export function readByExternalId<Row extends HasId>(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  externalIds: readonly string[],
): Promise<Row[]> {
  return sql.all<Row>(
    `select ${columnsOf(table, "t")} from ${table.name} t where t.org_id = $1 and t.external_id = any($2::text[])`,
    [orgId, externalIds],
  );
}

/** The ids of the records that hold external ids, by external id. The table is as for `findByExternalId`. */
export async function holdersOf(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map();
  const rows = await sql.all<{ external_id: string; id: string }>(
    `select external_id, id from ${table.name} where org_id = $1 and external_id = any($2::text[])`,
    [orgId, externalIds],
  );
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

/** Writes all changed rows back in one statement. They must have been read with `lock`. */
export async function saveRecords(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  rows: readonly HasId[],
): Promise<void> {
  if (rows.length === 0) return;
  const changing = Object.keys(table.columns).filter((column) => !table.fixed.includes(column));
  await sql.run(
    `update ${table.name} t set ${changing.map((column) => `${column} = r.${column}`).join(", ")}
     from ${rowsOf(table)} where t.org_id = $1 and t.id = r.id`,
    [orgId, ...rowParams(table, rows)],
  );
}

/** Deletes one row. Gives it, or undefined when there was none. */
export function deleteRecord<Row extends HasId>(
  sql: Sql,
  table: RecordTable,
  orgId: string,
  id: string,
): Promise<Row | undefined> {
  return sql.maybe<Row>(
    `delete from ${table.name} t where t.org_id = $1 and t.id = $2 returning ${columnsOf(table, "t")}`,
    [orgId, id],
  );
}
