import type { Sql } from "@hark/postgres";

/** How many events each source sent since an instant; counting stops at `atMost`, so that a busy source costs no more. */
export async function countReceived(
  sql: Sql,
  orgId: string,
  sourceIds: readonly string[],
  { since, atMost }: { readonly since: Date; readonly atMost: number },
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.all<{ source_id: string; count: number }>(
    `select s.id as source_id, e.count from unnest($2::text[]) as s(id)
     cross join lateral (
       select count(*)::integer from (
         select from workflow.events where org_id = $1 and source_id = s.id and created_at > $3 limit $4
       ) counted
     ) e`,
    [orgId, sourceIds, since, atMost],
  );
  return new Map(rows.map((row) => [row.source_id, row.count]));
}
