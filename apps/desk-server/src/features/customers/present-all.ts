import type { Resource } from "@hark/contract";
import type { Sql } from "@hark/postgres";
import type { CustomerRow } from "./customer.ts";
import { presentCustomer } from "./present.ts";
import { countConversations } from "./store.ts";

/** Customers as the API answers them, with their conversations counted by one statement. */
export async function presentCustomers(
  sql: Sql,
  orgId: string,
  rows: readonly CustomerRow[],
): Promise<Resource[]> {
  const counts = await countConversations(
    sql,
    orgId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentCustomer(orgId, row, counts.get(row.id) ?? null));
}
