import type { KlassChanges } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { Properties } from "../metadata/metadata.ts";

/** A klass: the type of custom objects. */
export interface KlassRow {
  readonly id: string;
  readonly name: string;
  readonly attributes: JsonObject;
  readonly status: "enabled" | "disabled";
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

const COLUMNS = "id, name, attributes, status, created_at, updated_at, created_by, modified_by";

/** Adds a klass. Undefined when the name is taken. */
export function insertKlass(sql: Sql, orgId: string, row: KlassRow): Promise<KlassRow | undefined> {
  return sql.maybe<KlassRow>(
    `insert into desk.klasses (org_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $6, $7, $7)
     on conflict (org_id, name) do nothing returning ${COLUMNS}`,
    [orgId, row.id, row.name, JSON.stringify(row.attributes), row.status, row.created_at, row.created_by],
  );
}

/** A klass by name. */
export function findKlass(sql: Sql, orgId: string, name: string): Promise<KlassRow | undefined> {
  return sql.maybe<KlassRow>(`select ${COLUMNS} from desk.klasses where org_id = $1 and name = $2`, [
    orgId,
    name,
  ]);
}

/** Klasses by name, in one statement. */
export function findKlasses(sql: Sql, orgId: string, names: readonly string[]): Promise<KlassRow[]> {
  return sql.all<KlassRow>(
    `select ${COLUMNS} from desk.klasses where org_id = $1 and name = any($2::text[])`,
    [orgId, names],
  );
}

/** A klass by id. */
export function findKlassById(sql: Sql, orgId: string, id: string): Promise<KlassRow | undefined> {
  return sql.maybe<KlassRow>(`select ${COLUMNS} from desk.klasses where org_id = $1 and id = $2`, [
    orgId,
    id,
  ]);
}

/** What klasses to list. */
export interface KlassFilter {
  readonly name?: string | undefined;
  readonly status: "enabled" | "disabled" | "all";
  readonly page: number;
  readonly pageSize: number;
}

/** A page of klasses and one more, by name. */
export function listKlasses(sql: Sql, orgId: string, filter: KlassFilter): Promise<KlassRow[]> {
  return sql.all<KlassRow>(
    `select ${COLUMNS} from desk.klasses
     where org_id = $1 and ($2::text is null or name = $2) and ($3 = 'all' or status = $3)
     order by name limit $4 offset $5`,
    [orgId, filter.name ?? null, filter.status, filter.pageSize + 1, (filter.page - 1) * filter.pageSize],
  );
}

/** Changes a klass. Undefined when there is none of that id. */
export function changeKlass(
  sql: Sql,
  orgId: string,
  change: {
    readonly id: string;
    readonly attributes: Omit<KlassChanges, "status">;
    readonly status: string | null;
    readonly now: Date;
    readonly userId: string | null;
  },
): Promise<KlassRow | undefined> {
  return sql.maybe<KlassRow>(
    `update desk.klasses set attributes = attributes || $3, status = coalesce($4, status), updated_at = $5, modified_by = $6
     where org_id = $1 and id = $2 returning ${COLUMNS}`,
    [orgId, change.id, JSON.stringify(change.attributes), change.status, change.now, change.userId],
  );
}

/** Deletes a klass without custom objects; one that has some is refused as by a foreign key. Gives its name. */
export function deleteKlass(sql: Sql, orgId: string, id: string): Promise<{ name: string } | undefined> {
  return sql.maybe<{ name: string }>(
    "delete from desk.klasses where org_id = $1 and id = $2 returning name",
    [orgId, id],
  );
}

/** What is needed to file objects of a klass. */
export interface KlassSchema {
  readonly name: string;
  readonly display_name: string | null;
  readonly status: "enabled" | "disabled";
  readonly properties: Properties;
}

/**
 * The named klasses with their declared attributes, in one statement. Unknown names have no entry; the others stay there until the transaction
 * ends, which is what custom objects that are filed in it rely on.
 */
export async function loadKlassSchemas(
  sql: Sql,
  orgId: string,
  names: readonly string[],
): Promise<Map<string, KlassSchema>> {
  const rows = await sql.prepared<KlassSchema>(
    "desk.klass-schemas",
    `select k.name, k.attributes ->> 'displayName' as display_name, k.status, coalesce(m.properties, '{}') as properties
     from desk.klasses k
     left join desk.metadata m on m.org_id = k.org_id and m.resource = 'kobject.' || k.name
     where k.org_id = $1 and k.name = any($2::text[])
     order by k.name for key share of k`,
    [orgId, [...new Set(names)]],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
