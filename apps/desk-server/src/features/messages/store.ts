import type { Sql } from "@hark/postgres";
import type { RecordListQuery } from "../../records/list-query.ts";
import { columnsOf } from "../../records/table.ts";
import { type MessageRow, messageTable } from "./message.ts";

const COLUMNS = columnsOf(messageTable, "m");

/** The conversations that customers' next messages belong to: the newest that is not done, by customer. One statement. */
export async function findRunningConversations(
  sql: Sql,
  orgId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await sql.all<{ customer_id: string; id: string }>(
    `select distinct on (customer_id) customer_id, id from desk.conversations
     where org_id = $1 and customer_id = any($2::text[]) and status <> 'done'
     order by customer_id, created_at desc, id desc`,
    [orgId, customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, row.id]));
}

/** Whose last message is wanted, and which. Null lets everything through. */
export interface LastMessageQuery {
  readonly customer_id: string | null;
  readonly conversation_id: string | null;
  readonly channel: string | null;
  readonly direction: string | null;
}

/** The newest message for each query, in one statement; `n` is the query's place. Queries that find none have no row. */
export function findLastMessages(
  sql: Sql,
  orgId: string,
  queries: readonly LastMessageQuery[],
): Promise<(MessageRow & { readonly n: number })[]> {
  return sql.all<MessageRow & { n: number }>(
    `select q.n, ${COLUMNS}
     from jsonb_to_recordset($2::jsonb) as q(n int, customer_id text, conversation_id text, channel text, direction text)
     cross join lateral (
       select * from desk.messages t
       where t.org_id = $1 and (q.customer_id is null or t.customer_id = q.customer_id)
         and (q.conversation_id is null or t.conversation_id = q.conversation_id)
         and (q.channel is null or t.channel = q.channel)
         and (q.direction is null or t.attributes ->> 'direction' = q.direction)
       order by t.created_at desc, t.id desc limit 1) m`,
    [orgId, JSON.stringify(queries.map((query, n) => ({ n, ...query })))],
  );
}

/** The texts of conversations' messages, oldest first. One statement. */
export async function readMessageTexts(
  sql: Sql,
  orgId: string,
  conversationIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await sql.all<{ conversation_id: string; texts: string[] }>(
    `select conversation_id, array_agg(attributes ->> 'preview' order by created_at, id) as texts
     from desk.messages
     where org_id = $1 and conversation_id = any($2::text[]) and attributes ->> 'preview' is not null
     group by conversation_id`,
    [orgId, conversationIds],
  );
  return new Map(rows.map((row) => [row.conversation_id, row.texts]));
}

/** What messages to list. */
export interface MessageFilter extends RecordListQuery {
  readonly customerId?: string;
  readonly conversationId?: string;
  readonly channel?: string | undefined;
}

/** A page of messages and one more, newest first unless told otherwise. */
export function listMessages(sql: Sql, orgId: string, filter: MessageFilter): Promise<MessageRow[]> {
  const direction = filter.sort === "asc" ? "asc" : "desc";
  return sql.all<MessageRow>(
    `select ${COLUMNS} from desk.messages m
     where m.org_id = $1 and ($2::text is null or m.customer_id = $2) and ($3::text is null or m.conversation_id = $3)
       and ($4::timestamptz is null or m.created_at >= $4) and ($5::text is null or m.channel = $5)
     order by m.created_at ${direction}, m.id ${direction} limit $6 offset $7`,
    [
      orgId,
      filter.customerId ?? null,
      filter.conversationId ?? null,
      filter.fromDate ?? null,
      filter.channel ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
    ],
  );
}
