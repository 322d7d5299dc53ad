import { createHash, randomBytes } from "node:crypto";
import { type Database, openDatabase } from "../database.ts";
import { type MigrationLine, migrate, readMigrations } from "../migrate.ts";
import { sqlStateOf } from "../sqlstate.ts";

/** Names the server that tests run on: set by the global set-up, or by hand for a server of one's own. */
const SERVER_VARIABLE = "HARK_TEST_SERVER_URL";
const TEMPLATE_LOCK = 4_400_450_002;

/** A database of its own for one test file, with the given lines applied. Close it with `close()`, which drops it. */
export async function testDatabase(lines: readonly MigrationLine[], poolSize = 10): Promise<Database> {
  const serverUrl = process.env[SERVER_VARIABLE];
  if (!serverUrl)
    throw new Error(`${SERVER_VARIABLE} is not set; run database tests through 'npm run test:db'`);
  const server = openDatabase({ url: serverUrl, poolSize: 1, applicationName: "hark tests" });
  const template = await ensureTemplate(server, serverUrl, lines);
  const name = `t_${randomBytes(6).toString("hex")}`;
  await createFrom(server, name, template);
  const database = openDatabase({ url: withName(serverUrl, name), poolSize, applicationName: "hark tests" });
  return {
    ...database,
    close: async () => {
      await database.close();
      await server.run(`drop database if exists "${name}" with (force)`);
      await server.close();
    },
  };
}

/** Migrating takes long, copying a migrated template takes some 60 ms: one template per set of migrations. */
async function ensureTemplate(
  server: Database,
  serverUrl: string,
  lines: readonly MigrationLine[],
): Promise<string> {
  const content = lines.map((line) => [line.schema, readMigrations(line).map((file) => file.checksum)]);
  const template = `template_${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16)}`;
  await server.run("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const known = await server.maybe("select 1 from pg_database where datname = $1", [template]);
    if (known) return template;
    const building = `${template}_new`;
    await server.run(`drop database if exists "${building}" with (force)`);
    await server.run(`create database "${building}"`);
    const database = openDatabase({ url: withName(serverUrl, building), poolSize: 1 });
    try {
      await migrate(database, lines);
    } finally {
      await database.close();
    }
    await server.run(`alter database "${building}" rename to "${template}"`);
    return template;
  } finally {
    await server.run("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function createFrom(server: Database, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await server.run(`create database "${name}" template "${template}"`);
      return;
    } catch (error) {
      // "source database is being accessed by other users": another file is copying it this moment.
      if (sqlStateOf(error) !== "55006" || attempt > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}

function withName(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}
