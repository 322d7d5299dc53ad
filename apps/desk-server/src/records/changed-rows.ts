import type { Sql } from "@hark/postgres";

/** A statement that changes rows, to be sent under a name. */
interface Change {
  readonly name: string;
  /** Statements of a `with`, each with a comma behind it. */
  readonly before?: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

/**
 * Sends a statement that changes as many rows as `all` tells, or fewer, and gives the columns of those it changed. Mostly all are changed, and
 * the server then says only that: a hundred rows need not be told, read and looked through for every step of a batch.
 */
export async function changedRows<Row extends object>(
  sql: Sql,
  { name, before = "", text, params }: Change,
  columns: readonly (string & keyof Row)[],
  all: readonly Row[],
): Promise<readonly Row[]> {
  const names = columns.join(", ");
  const rows = await sql.prepared<Row & { readonly is_all: boolean }>(
    name,
    `with ${before} changed as (${text} returning ${names}),
       told as (select count(*) = $${params.length + 1}::int as is_all from changed)
     select is_all, ${columns.map((column) => `null as ${column}`).join(", ")} from told where is_all
     union all select is_all, ${names} from changed, told where not is_all`,
    [...params, all.length],
  );
  return rows[0]?.is_all ? all : rows;
}
