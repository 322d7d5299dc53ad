import type { Sql } from "@hark/postgres";

/** Makes the partitions of the coming week and drops those beyond the retention. Harmless to call often. */
export async function maintainPartitions(sql: Sql, now: Date, retentionDays: number): Promise<void> {
  await sql.run("select workflow.maintain_partitions($1::date, $2)", [
    now.toISOString().slice(0, 10),
    retentionDays,
  ]);
}
