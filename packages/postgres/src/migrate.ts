import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "./database.ts";
import type { Sql } from "./sql.ts";

/** One owner's migrations: a PostgreSQL schema and a folder of `NNNN_verb_noun.sql` files, applied in order. */
export interface MigrationLine {
  readonly schema: string;
  readonly directory: URL;
}

interface MigrationFile {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

// Any fixed number: all processes that migrate queue up behind it.
const MIGRATION_LOCK = 4_400_450_001;

/** Reads a line's files in order. Throws when a file's name does not fit the pattern. */
export function readMigrations(line: MigrationLine): MigrationFile[] {
  const directory = fileURLToPath(line.directory);
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  return names.map((name) => {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name))
      throw new Error(`migration ${line.schema}/${name} is not named NNNN_verb_noun.sql`);
    const text = readFileSync(join(directory, name), "utf8");
    return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
  });
}

/**
 * Brings every line up to date, each in its own PostgreSQL schema, under one advisory lock in one transaction, so that
 * twenty processes that start at once migrate once. Throws when a file that was applied has since been edited.
 */
export async function migrate(database: Database, lines: readonly MigrationLine[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.run("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await tx.run(
      `create table if not exists public.migrations (
         schema text not null, name text not null, checksum text not null,
         applied_at timestamptz not null default now(), primary key (schema, name))`,
    );
    for (const line of lines) await migrateLine(tx, line);
  });
}

async function migrateLine(tx: Sql, line: MigrationLine): Promise<void> {
  const applied = new Map(
    (
      await tx.all<{ name: string; checksum: string }>(
        "select name, checksum from public.migrations where schema = $1",
        [line.schema],
      )
    ).map((row) => [row.name, row.checksum]),
  );
  await tx.run(`create schema if not exists "${line.schema}"`);
  for (const file of readMigrations(line)) {
    const checksum = applied.get(file.name);
    if (checksum === file.checksum) continue;
    if (checksum !== undefined) {
      throw new Error(
        `migration ${line.schema}/${file.name} was edited after it had been applied; restore it and put the change into a new file`,
      );
    }
    await tx.run("insert into public.migrations (schema, name, checksum) values ($1, $2, $3)", [
      line.schema,
      file.name,
      file.checksum,
    ]);
    await tx.run(`set local search_path to "${line.schema}", public`);
    await tx.run(file.text);
    await tx.run("set local search_path to public");
  }
}
