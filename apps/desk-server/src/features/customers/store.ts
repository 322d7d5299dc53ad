import { type Sql, textArray } from "@hark/postgres";
import { changedRows } from "../../records/changed-rows.ts";
import { missing } from "../../records/fault.ts";
import type { TimeFilter } from "../../records/list-query.ts";
import { columnsOf, insertStatement } from "../../records/table.ts";
import { type CustomerSearch } from "../search/criteria.ts";
import { searchCondition } from "../search/store.ts";
import { type CustomerRow, customerTable } from "./customer.ts";
import type { Identity, IdentityKind } from "./identity.ts";

const COLUMNS = columnsOf(customerTable, "c");

/** An identity with its customer. */
export interface HeldIdentity extends Pick<Identity, "kind" | "value"> {
  readonly customer_id: string;
}

// Value by value, with a limit: whatever the planner believes of the tables' sizes, each costs two looks into an index.
const FIND = `
select w.value as found_by, ${COLUMNS}
from unnest($3::text[]) as w(value)
cross join lateral (
  select customer_id from desk.customer_identities where org_id = $1 and kind = $2 and value = w.value limit 1
) i
cross join lateral (select * from desk.customers where org_id = $1 and id = i.customer_id limit 1) c`;

/** Customers by what they are found by, in one statement. Each row says by which value it was found. */
export function findByIdentity(
  sql: Sql,
  orgId: string,
  kind: IdentityKind,
  values: readonly string[],
): Promise<(CustomerRow & { readonly found_by: string })[]> {
  return sql.prepared<CustomerRow & { found_by: string }>("desk.find-by-identity", FIND, [
    orgId,
    kind,
    textArray([...new Set(values)]),
  ]);
}

const HELD = ["kind", "value", "customer_id"] as const;

/** The statement that takes identities. Its arrays stand behind so many other parameters, of which the first is the organisation. */
const takeText = (behind: number): string => `
insert into desk.customer_identities (org_id, kind, value, customer_id)
select $1, r.kind, r.value, r.customer_id
from unnest($${behind + 1}::text[], $${behind + 2}::text[], $${behind + 3}::text[]) as r(kind, value, customer_id)
on conflict (org_id, kind, value) do nothing`;

const takeParams = (identities: readonly HeldIdentity[]): Buffer[] => [
  textArray(identities.map((identity) => identity.kind)),
  textArray(identities.map((identity) => identity.value)),
  textArray(identities.map((identity) => identity.customer_id)),
];

/** Takes identities for their customers in one statement. Gives those that were free. */
export function takeIdentities(
  sql: Sql,
  orgId: string,
  identities: readonly HeldIdentity[],
): Promise<readonly HeldIdentity[]> {
  const params = [orgId, ...takeParams(identities)];
  return changedRows(sql, { name: "desk.take-identities", text: takeText(1), params }, HELD, identities);
}

/** Inserts new customers and takes their identities, in one statement. Gives the identities that were free. */
export function insertCustomers(
  sql: Sql,
  orgId: string,
  rows: readonly CustomerRow[],
  identities: readonly HeldIdentity[],
): Promise<readonly HeldIdentity[]> {
  const { text, params } = insertStatement(customerTable, orgId, rows);
  const statement = {
    name: "desk.insert-customers",
    before: `customers as (${text}),`,
    text: takeText(params.length),
    params: [...params, ...takeParams(identities)],
  };
  return changedRows(sql, statement, HELD, identities);
}

/** Gives identities back. */
export async function releaseIdentities(
  sql: Sql,
  orgId: string,
  identities: readonly HeldIdentity[],
): Promise<void> {
  if (identities.length === 0) return;
  await sql.run(
    `delete from desk.customer_identities i
     using jsonb_to_recordset($2::jsonb) as r(kind text, value text, customer_id text)
     where i.org_id = $1 and i.kind = r.kind and i.value = r.value and i.customer_id = r.customer_id`,
    [orgId, JSON.stringify(identities)],
  );
}

/** Who holds an identity. */
export interface Holder extends HeldIdentity {
  readonly created_at: Date;
  /** The customer was written by this very transaction. */
  readonly is_own: boolean;
}

/** Who holds the identities, in one statement. */
export function holdersOf(
  sql: Sql,
  orgId: string,
  identities: readonly Pick<Identity, "kind" | "value">[],
): Promise<Holder[]> {
  return sql.all<Holder>(
    `select i.kind, i.value, i.customer_id, c.created_at, c.xmin = pg_current_xact_id()::xid as is_own
     from jsonb_to_recordset($2::jsonb) as r(kind text, value text)
     join desk.customer_identities i on i.org_id = $1 and i.kind = r.kind and i.value = r.value
     join desk.customers c on c.org_id = $1 and c.id = i.customer_id`,
    [orgId, JSON.stringify(identities)],
  );
}

/** Removes customers that were inserted by this transaction and turned out to be somebody else's. */
export async function removeCustomers(sql: Sql, orgId: string, ids: readonly string[]): Promise<void> {
  await sql.run("delete from desk.customers where org_id = $1 and id = any($2::text[])", [orgId, ids]);
}

/** Throws 404 unless the customer is one of the organisation. */
export async function requireCustomer(sql: Sql, orgId: string, id: string, parameter = "id"): Promise<void> {
  const found = await sql.maybe("select 1 from desk.customers where org_id = $1 and id = $2", [orgId, id]);
  if (!found) throw missing("customer", parameter);
}

/** What customers to list. */
export interface CustomerFilter {
  readonly sort: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt";
  readonly times: readonly TimeFilter[];
  readonly search?: CustomerSearch;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of customers, and how many there are in all. */
export async function listCustomers(
  sql: Sql,
  orgId: string,
  filter: CustomerFilter,
): Promise<{ rows: CustomerRow[]; total: number }> {
  const column = filter.sort.endsWith("updatedAt") ? "updated_at" : "created_at";
  const direction = filter.sort.startsWith("-") ? "desc" : "asc";
  const params: (string | number | readonly string[])[] = [orgId];
  const bind = (value: string | number | readonly string[]): string => `$${params.push(value)}`;
  // Column and operator come from a fixed table, the instants are bound.
  const where = [
    "c.org_id = $1",
    ...filter.times.map((time) => `c.${time.column} ${time.operator} ${bind(time.at)}`),
    ...(filter.search ? [searchCondition(filter.search, bind)] : []),
  ].join(" and ");
  const { total } = await sql.one<{ total: number }>(
    `select count(*) as total from desk.customers c where ${where}`,
    [...params],
  );
  const rows = await sql.all<CustomerRow>(
    `select ${COLUMNS} from desk.customers c where ${where}
     order by c.${column} ${direction}, c.id ${direction}
     limit ${bind(filter.pageSize)} offset ${bind((filter.page - 1) * filter.pageSize)}`,
    params,
  );
  return { rows, total };
}

/** How many conversations a customer has, by status. */
export interface ConversationCounts {
  readonly customer_id: string;
  readonly open: number;
  readonly snoozed: number;
  readonly done: number;
}

/** Counts conversations of customers, in one statement. Customers without any have no entry. */
export async function countConversations(
  sql: Sql,
  orgId: string,
  customerIds: readonly string[],
): Promise<Map<string, ConversationCounts>> {
  const rows = await sql.all<ConversationCounts>(
    `select customer_id, count(*) filter (where status = 'open') as open,
            count(*) filter (where status = 'snoozed') as snoozed, count(*) filter (where status = 'done') as done
     from desk.conversations where org_id = $1 and customer_id = any($2::text[]) group by customer_id`,
    [orgId, customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, row]));
}
