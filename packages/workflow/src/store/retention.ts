import type { Database, Sql } from "@hark/postgres";

/** How many days an organisation may keep its transactions and runs. */
export const KEEP_DAYS = [7, 30, 90, 180, 365] as const;
export type KeepDays = (typeof KEEP_DAYS)[number];

/** SQL for the `keep_days` of what an organisation writes; `orgId` is a parameter or column. 0: as long as the installation says. */
export const keepDaysOf = (orgId: string): string =>
  `coalesce((select t.keep_days from workflow.retention t where t.org_id = ${orgId}), 0)`;

/** How long an organisation keeps its transactions and runs; null: as long as the installation says. */
export async function findRetention(sql: Sql, orgId: string): Promise<KeepDays | null> {
  const row = await sql.maybe<{ keep_days: KeepDays }>(
    "select keep_days from workflow.retention where org_id = $1",
    [orgId],
  );
  return row?.keep_days ?? null;
}

/**
 * Says how long an organisation keeps what it writes from now on. What it wrote before leaves when it would have left anyway.
 */
export async function setRetention(
  database: Database,
  change: { readonly orgId: string; readonly by: string; readonly at: Date },
  days: KeepDays | null,
): Promise<void> {
  if (days === null) {
    await database.run("delete from workflow.retention where org_id = $1", [change.orgId]);
    return;
  }
  await database.transaction(async (tx) => {
    await tx.run("select workflow.make_partitions($1::date, $2)", [
      change.at.toISOString().slice(0, 10),
      days,
    ]);
    await tx.run(
      `insert into workflow.retention (org_id, keep_days, changed_at, changed_by) values ($1, $2, $3, $4)
       on conflict (org_id) do update set keep_days = $2, changed_at = $3, changed_by = $4`,
      [change.orgId, days, change.at, change.by],
    );
  });
}
