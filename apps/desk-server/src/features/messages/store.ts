import type { Sql } from "@hark/postgres";
import type { RecordListQuery } from "../../records/list-query.ts";
import { columnsOf } from "../../records/table.ts";
import { type MessageRow, messageTable } from "./message.ts";

const COLUMNS = columnsOf(messageTable, "m");

/** The conversation that a customer's next message belongs to: the newest that is not done. */
export async function findRunningConversation(
  sql: Sql,
  orgId: string,
  customerId: string,
): Promise<string | undefined> {
  const row = await sql.maybe<{ id: string }>(
    `select id from desk.conversations where org_id = $1 and customer_id = $2 and status <> 'done'
     order by created_at desc, id desc limit 1`,
    [orgId, customerId],
  );
  return row?.id;
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
