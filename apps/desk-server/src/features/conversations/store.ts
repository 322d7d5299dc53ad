import type { Sql } from "@hark/postgres";
import { missing } from "../../records/fault.ts";
import type { RecordListQuery } from "../../records/list-query.ts";
import { columnsOf } from "../../records/table.ts";
import { type ConversationRow, conversationTable } from "./conversation.ts";

const COLUMNS = columnsOf(conversationTable, "c");

/** Why a conversation was not inserted. */
export interface Refusal {
  readonly id: string;
  readonly has_customer: boolean;
  readonly taken_by: string | null;
  readonly taken_at: Date | null;
  /** What takes the external id was written by this very transaction. */
  readonly is_own: boolean | null;
}

/** Looks up, in one statement, what kept rows from being inserted. */
export function explainRefusals(
  sql: Sql,
  orgId: string,
  rows: readonly ConversationRow[],
): Promise<Refusal[]> {
  return sql.all<Refusal>(
    `select r.id, u.id is not null as has_customer, c.id as taken_by, c.created_at as taken_at,
            c.xmin = pg_current_xact_id()::xid as is_own
     from jsonb_to_recordset($2::jsonb) as r(id text, customer_id text, external_id text)
     left join desk.customers u on u.org_id = $1 and u.id = r.customer_id
     left join desk.conversations c on c.org_id = $1 and (c.external_id = r.external_id or c.id = r.id)`,
    [
      orgId,
      JSON.stringify(rows.map(({ id, customer_id, external_id }) => ({ id, customer_id, external_id }))),
    ],
  );
}

/** Which of the customers exist. */
export async function knownCustomers(sql: Sql, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.all<{ id: string }>(
    "select id from desk.customers where org_id = $1 and id = any($2::text[])",
    [orgId, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Throws 404 unless the conversation is one of the organisation. */
export async function requireConversation(sql: Sql, orgId: string, id: string): Promise<void> {
  const found = await sql.maybe("select 1 from desk.conversations where org_id = $1 and id = $2", [
    orgId,
    id,
  ]);
  if (!found) throw missing("conversation");
}

/** What conversations to list. */
export interface ConversationFilter extends RecordListQuery {
  readonly customerId?: string;
}

/** A page of conversations and one more, newest first unless told otherwise. */
export function listConversations(
  sql: Sql,
  orgId: string,
  filter: ConversationFilter,
): Promise<ConversationRow[]> {
  const direction = filter.sort === "asc" ? "asc" : "desc";
  return sql.all<ConversationRow>(
    `select ${COLUMNS} from desk.conversations c
     where c.org_id = $1 and ($2::text is null or c.customer_id = $2) and ($3::timestamptz is null or c.created_at >= $3)
     order by c.created_at ${direction}, c.id ${direction} limit $4 offset $5`,
    [
      orgId,
      filter.customerId ?? null,
      filter.fromDate ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
    ],
  );
}

/** What stands in a conversation. */
export interface ConversationParts {
  readonly id: string;
  readonly notes: number;
  readonly messages: number;
  /** The ways its messages came and went, each once. */
  readonly channels: readonly string[];
}

/** Counts what stands in conversations, in one statement. */
export async function countParts(
  sql: Sql,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, ConversationParts>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.all<ConversationParts>(
    `select c.id,
            (select count(*) from desk.notes n where n.org_id = $1 and n.conversation_id = c.id) as notes,
            coalesce(m.messages, 0) as messages, coalesce(m.channels, '{}') as channels
     from unnest($2::text[]) as c(id)
     left join lateral (
       select count(*) as messages, array_agg(distinct t.channel order by t.channel) as channels
       from desk.messages t where t.org_id = $1 and t.conversation_id = c.id) m on true`,
    [orgId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Lets what stands in conversations follow them to the customer they are with now. */
export async function moveParts(sql: Sql, orgId: string, ids: readonly string[]): Promise<void> {
  for (const table of ["desk.notes", "desk.messages"])
    await sql.run(
      `update ${table} t set customer_id = c.customer_id from desk.conversations c
       where t.org_id = $1 and c.org_id = $1 and c.id = any($2::text[]) and t.conversation_id = c.id
         and t.customer_id <> c.customer_id`,
      [orgId, ids],
    );
}
