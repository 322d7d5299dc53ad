import { join } from "node:path";
import { migrations as accountsMigrations } from "@hark/accounts";
import { migrations as deskMigrations } from "@hark/desk-server";
import {
  type Database,
  type MigrationLine,
  migrate,
  openDatabase,
  SqlState,
  sqlStateOf,
} from "@hark/postgres";
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  runningUrl,
  startEmbedded,
} from "@hark/postgres/embedded";
import { migrations as reviewsMigrations } from "@hark/reviews-server";
import { migrations as webhooksMigrations } from "@hark/webhooks";
import { migrations as workflowMigrations } from "@hark/workflow";
import type { Config } from "./config.ts";
import { StartError } from "./start-error.ts";

/** Every owner's migrations, in the order they are applied. */
export const lines: readonly MigrationLine[] = [
  accountsMigrations,
  webhooksMigrations,
  workflowMigrations,
  reviewsMigrations,
  deskMigrations,
];

/** An open database and the way to let it go. */
export interface OpenDatabase {
  readonly database: Database;
  /** The built-in server, when Hark runs one. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** Closes the pool; stops the built-in server only when `stopServer` is set. */
  close(stopServer: boolean): Promise<void>;
}

const OLDEST_SUPPORTED = 150_000;
const NAME = "hark";

/** Starts the built-in PostgreSQL (or connects to `DATABASE_URL`) and brings the schema up to date. `onDeath`: see the built-in server. */
export async function openMigrated(
  config: Config,
  applicationName = "hark",
  onDeath?: EmbeddedOptions["onDeath"],
): Promise<OpenDatabase> {
  const embedded = config.values.DATABASE_URL ? undefined : await startServer(config, onDeath);
  let database: Database | undefined;
  try {
    const url = embedded ? await databaseOf(embedded) : config.values.DATABASE_URL;
    database = openDatabase({ url, applicationName });
    await checkServer(database);
    await migrate(database, lines);
  } catch (error) {
    await database?.close();
    await embedded?.stop();
    throw error;
  }
  const opened = database;
  return {
    database: opened,
    embedded,
    close: async (stopServer) => {
      await opened.close();
      if (stopServer) await embedded?.stop();
    },
  };
}

/** Connects to the database of a running instance, as it is. Throws when there is none to connect to. */
export function connect(config: Config): Database {
  const url = config.values.DATABASE_URL || named(runningUrl(join(config.dataDir, "postgres")));
  return openDatabase({ url, poolSize: 2, applicationName: "hark command line" });
}

async function startServer(config: Config, onDeath: EmbeddedOptions["onDeath"]): Promise<EmbeddedPostgres> {
  try {
    return await startEmbedded({
      directory: join(config.dataDir, "postgres"),
      ...(onDeath ? { onDeath } : {}),
    });
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function databaseOf(server: EmbeddedPostgres): Promise<string> {
  const admin = openDatabase({ url: server.url, poolSize: 1 });
  try {
    const known = await admin.maybe("select 1 from pg_database where datname = $1", [NAME]);
    if (!known) await admin.run(`create database ${NAME}`);
  } finally {
    await admin.close();
  }
  return named(server.url);
}

const named = (url: string): string => url.replace(/\/postgres$/, `/${NAME}`);

async function checkServer(database: Database): Promise<void> {
  const { hostname, port, pathname } = new URL(database.url);
  const where = `${hostname}:${port || 5432}${pathname}`;
  const row = await database
    .one<{ version: number }>("select current_setting('server_version_num')::int as version")
    .catch((error: unknown) => {
      throw new StartError(`DATABASE_URL (${where}) cannot be used: ${whyUnreachable(error)}`, {
        cause: error,
      });
    });
  if (row.version < OLDEST_SUPPORTED) {
    throw new StartError(
      `the PostgreSQL at ${where} is version ${Math.floor(row.version / 10_000)}; Hark needs 15 or newer`,
    );
  }
}

function whyUnreachable(error: unknown): string {
  const state = sqlStateOf(error);
  if (state === SqlState.invalidPassword)
    return "the server refuses the user or password; correct them in DATABASE_URL";
  if (state === SqlState.invalidCatalogName)
    return "there is no such database; create it, or correct the name in DATABASE_URL";
  const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
  return `no PostgreSQL answers there (${code}); start it, correct DATABASE_URL, or unset it to use the built-in one`;
}
