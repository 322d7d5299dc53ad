import type { Sql } from "@hark/postgres";

/** That one customer was merged into another. */
export interface MergeRow {
  readonly id: string;
  readonly source_id: string;
  readonly target_id: string;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly workflow_id: string | null;
  readonly run_id: string | null;
}

const COLUMNS = "id, source_id, target_id, created_at, created_by, workflow_id, run_id";
const TYPES =
  "id text, source_id text, target_id text, created_at timestamptz, created_by text, workflow_id text, run_id text";
const KINDS = { conversation: "conversations", kobject: "kobjects", note: "notes", message: "messages" };

/**
 * Gives what belongs to the sources to the targets, one statement per kind of record. Gives the keys of what moved, by target.
 */
export async function moveToTargets(
  sql: Sql,
  orgId: string,
  merges: readonly MergeRow[],
): Promise<Map<string, string[]>> {
  const moved = new Map<string, string[]>();
  if (merges.length === 0) return moved;
  const given = JSON.stringify(merges);
  const recordset = `jsonb_to_recordset($2::jsonb) as m(${TYPES})`;
  for (const [kind, table] of Object.entries(KINDS)) {
    const rows = await sql.all<{ id: string; customer_id: string }>(
      `update desk.${table} t set customer_id = m.target_id from ${recordset}
       where t.org_id = $1 and t.customer_id = m.source_id returning t.id, t.customer_id`,
      [orgId, given],
    );
    for (const { id, customer_id } of rows)
      moved.set(customer_id, [...(moved.get(customer_id) ?? []), `${kind}:${id}`]);
  }
  await sql.run(
    `update desk.customer_identities t set customer_id = m.target_id from ${recordset}
     where t.org_id = $1 and t.customer_id = m.source_id`,
    [orgId, given],
  );
  return moved;
}

/** Notes merges. */
export async function insertMerges(sql: Sql, orgId: string, merges: readonly MergeRow[]): Promise<void> {
  if (merges.length === 0) return;
  await sql.run(
    `insert into desk.customer_merges (org_id, ${COLUMNS})
     select $1, ${COLUMNS} from jsonb_to_recordset($2::jsonb) as m(${TYPES})`,
    [orgId, JSON.stringify(merges)],
  );
}

/** One merge. */
export function findMerge(sql: Sql, orgId: string, id: string): Promise<MergeRow | undefined> {
  return sql.maybe<MergeRow>(`select ${COLUMNS} from desk.customer_merges where org_id = $1 and id = $2`, [
    orgId,
    id,
  ]);
}

/** The merges into a customer, newest first. */
export function listMerges(sql: Sql, orgId: string, targetId: string): Promise<MergeRow[]> {
  return sql.all<MergeRow>(
    `select ${COLUMNS} from desk.customer_merges where org_id = $1 and target_id = $2
     order by created_at desc, id desc limit 500`,
    [orgId, targetId],
  );
}
