import type { MetadataProperty } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { Properties } from "./metadata.ts";

/** What is declared of one resource. */
export interface MetadataRow {
  readonly resource: string;
  readonly properties: Record<string, MetadataProperty>;
  readonly rest: JsonObject;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly modified_by: string | null;
}

/** What is declared of a resource. Not read when no record is given custom attributes, for then there is nothing to check. */
export async function declaredFor(
  { sql, orgId }: { readonly sql: Sql; readonly orgId: string },
  resource: string,
  given: readonly { readonly custom?: JsonObject | undefined }[],
): Promise<Properties> {
  if (!given.some(({ custom }) => custom !== undefined && Object.keys(custom).length > 0)) return {};
  return (await readMetadata(sql, orgId, resource))?.properties ?? {};
}

/** One resource's declarations, or undefined when nothing was declared yet. */
export function readMetadata(sql: Sql, orgId: string, resource: string): Promise<MetadataRow | undefined> {
  return sql.maybe<MetadataRow>(
    `select resource, properties, rest, created_at, updated_at, modified_by
     from desk.metadata where org_id = $1 and resource = $2`,
    [orgId, resource],
  );
}

/** Lays declarations over those that are there, in one statement, so that two who declare at once both succeed. */
export function declareProperties(
  sql: Sql,
  orgId: string,
  declared: {
    readonly resource: string;
    readonly properties: Properties;
    readonly rest: JsonObject;
    readonly now: Date;
    readonly userId: string | null;
  },
): Promise<MetadataRow> {
  return sql.one<MetadataRow>(
    `insert into desk.metadata as m (org_id, resource, properties, rest, created_at, updated_at, modified_by)
     values ($1, $2, $3, $4, $5, $5, $6)
     on conflict (org_id, resource) do update set properties = m.properties || excluded.properties,
       rest = m.rest || excluded.rest, updated_at = excluded.updated_at, modified_by = excluded.modified_by
     returning resource, properties, rest, created_at, updated_at, modified_by`,
    [
      orgId,
      declared.resource,
      JSON.stringify(declared.properties),
      JSON.stringify(declared.rest),
      declared.now,
      declared.userId,
    ],
  );
}

/** Forgets what was declared of a resource. */
export async function dropMetadata(sql: Sql, orgId: string, resource: string): Promise<void> {
  await sql.run("delete from desk.metadata where org_id = $1 and resource = $2", [orgId, resource]);
}
