import type { Sql } from "@hark/postgres";
import type { RecordListQuery } from "../../records/list-query.ts";
import { columnsOf } from "../../records/table.ts";
import { type NoteRow, noteTable } from "./note.ts";

const COLUMNS = columnsOf(noteTable, "n");

/** Whose conversations are, by conversation. */
export async function customersOfConversations(
  sql: Sql,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.all<{ id: string; customer_id: string }>(
    "select id, customer_id from desk.conversations where org_id = $1 and id = any($2::text[])",
    [orgId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.customer_id]));
}

/** What notes to list. */
export interface NoteFilter extends RecordListQuery {
  readonly customerId?: string;
  readonly conversationId?: string;
}

/** A page of notes and one more, newest first unless told otherwise. */
export function listNotes(sql: Sql, orgId: string, filter: NoteFilter): Promise<NoteRow[]> {
  const direction = filter.sort === "asc" ? "asc" : "desc";
  return sql.all<NoteRow>(
    `select ${COLUMNS} from desk.notes n
     where n.org_id = $1 and ($2::text is null or n.customer_id = $2) and ($3::text is null or n.conversation_id = $3)
       and ($4::timestamptz is null or n.created_at >= $4)
     order by n.created_at ${direction}, n.id ${direction} limit $5 offset $6`,
    [
      orgId,
      filter.customerId ?? null,
      filter.conversationId ?? null,
      filter.fromDate ?? null,
      filter.pageSize + 1,
      (filter.page - 1) * filter.pageSize,
    ],
  );
}
