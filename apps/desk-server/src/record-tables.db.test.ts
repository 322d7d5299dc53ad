import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { companyTable } from "./features/companies/company.ts";
import { conversationTable } from "./features/conversations/conversation.ts";
import { customerTable } from "./features/customers/customer.ts";
import { kobjectTable } from "./features/klasses/kobject.ts";
import { messageTable } from "./features/messages/message.ts";
import { noteTable } from "./features/notes/note.ts";
import { teamTable } from "./features/teams/team.ts";
import { userTable } from "./features/users/user.ts";
import { migrations } from "./index.ts";
import { JSON_TEXT } from "./records/row-params.ts";
import type { RecordTable } from "./records/table.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());

const tables = [
  companyTable,
  conversationTable,
  customerTable,
  kobjectTable,
  messageTable,
  noteTable,
  teamTable,
  userTable,
].map((table) => [table.name, table] as const);

test.each(tables)("%s names what no two of its rows share", async (name, table) => {
  const rows = await database.all<{ columns: string }>(
    `select (regexp_match(pg_get_indexdef(indexrelid), 'btree \\((.*)\\)$'))[1] as columns from pg_index
     where indrelid = $1::regclass and indisunique and not indisprimary`,
    [name],
  );
  expect(rows.map((row) => row.columns)).toEqual(table.unique.filter((columns) => columns !== "org_id, id"));
});

const jsonTexts = ({ name, columns }: RecordTable): string[] =>
  Object.keys(columns)
    .filter((column) => columns[column] === JSON_TEXT)
    .map((column) => `${name}.${column}`);

test("no statistics are kept of documents", async () => {
  const kept = await database.all(
    `select attrelid::regclass::text, attname from pg_attribute
     where attrelid = any($1::regclass[]) and (atttypid = 'jsonb'::regtype or attrelid::regclass || '.' || attname = any($2))
       and attstattarget is distinct from 0`,
    [tables.map(([name]) => name), tables.flatMap(([, table]) => jsonTexts(table))],
  );
  expect(kept).toEqual([]);
});
