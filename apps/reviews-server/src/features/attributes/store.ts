import { HarkError } from "@hark/kernel";
import { type Sql, SqlState, sqlStateOf } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";
import type { AttributeDefinition } from "./attribute.ts";

/** A stored question. */
export interface AttributeRow extends AttributeDefinition {
  readonly id: string;
  readonly position: number;
}

const COLUMNS = `id, title, kind, subject, required, options, min, max, min_label as "minLabel", mid_label as "midLabel",
  max_label as "maxLabel", product_ids as "productIds", position`;

/** The store's questions in the order they are asked. */
export function listAttributes(sql: Sql, store: StoreKey): Promise<AttributeRow[]> {
  return sql.all<AttributeRow>(
    `select ${COLUMNS} from reviews.attributes where org_id = $1 and store_id = $2 order by position, id`,
    [store.orgId, store.id],
  );
}

const valuesOf = (definition: AttributeDefinition): unknown[] => [
  definition.title,
  definition.kind,
  definition.subject,
  definition.required,
  definition.options,
  definition.min,
  definition.max,
  definition.minLabel,
  definition.midLabel,
  definition.maxLabel,
  definition.productIds,
];

/** Adds a question at the end. Throws 409 when the store has one of this title. */
export function insertAttribute(
  sql: Sql,
  store: StoreKey,
  id: string,
  definition: AttributeDefinition,
  now: Date,
): Promise<AttributeRow> {
  return named(definition, () =>
    sql.one<AttributeRow>(
      `insert into reviews.attributes (org_id, store_id, id, title, kind, subject, required, options, min, max, min_label,
         mid_label, max_label, product_ids, position, created_at, updated_at)
       values ($1, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
         (select coalesce(max(position), 0) + 1 from reviews.attributes where org_id = $1 and store_id = $2), $4, $4)
       returning ${COLUMNS}`,
      [store.orgId, store.id, id, now, ...valuesOf(definition)],
    ),
  );
}

/** Replaces a question's definition; answers given so far keep the one they were given under. */
export function updateAttribute(
  sql: Sql,
  store: StoreKey,
  id: string,
  definition: AttributeDefinition,
  now: Date,
): Promise<AttributeRow> {
  return named(definition, () =>
    sql.one<AttributeRow>(
      `update reviews.attributes set title = $5, kind = $6, subject = $7, required = $8, options = $9, min = $10, max = $11,
         min_label = $12, mid_label = $13, max_label = $14, product_ids = $15, updated_at = $4
       where org_id = $1 and store_id = $2 and id = $3 returning ${COLUMNS}`,
      [store.orgId, store.id, id, now, ...valuesOf(definition)],
    ),
  );
}

/** Removes a question; answers given so far stay with their reviews. False when there is none. */
export async function deleteAttribute(sql: Sql, store: StoreKey, id: string): Promise<boolean> {
  return (
    (await sql.run("delete from reviews.attributes where org_id = $1 and store_id = $2 and id = $3", [
      store.orgId,
      store.id,
      id,
    ])) > 0
  );
}

/** Puts the questions into the order of `ids`. */
export async function orderAttributes(sql: Sql, store: StoreKey, ids: readonly string[]): Promise<void> {
  await sql.run(
    `update reviews.attributes a set position = o.position
     from unnest($3::text[]) with ordinality as o(id, position)
     where a.org_id = $1 and a.store_id = $2 and a.id = o.id`,
    [store.orgId, store.id, ids],
  );
}

async function named(
  definition: AttributeDefinition,
  write: () => Promise<AttributeRow>,
): Promise<AttributeRow> {
  try {
    return await write();
  } catch (error) {
    if (sqlStateOf(error) !== SqlState.uniqueViolation) throw error;
    throw new HarkError(
      "conflict",
      `there is an attribute '${definition.title}' already; choose another title`,
      {
        pointer: "/title",
      },
    );
  }
}
