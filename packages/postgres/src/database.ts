import pg from "pg";
import { type Queryable, send } from "./send.ts";
import type { Sql } from "./sql.ts";

/** A pool of connections to one PostgreSQL database. */
export interface Database extends Sql {
  /** The address it was opened with, for tools that need a connection of their own. Holds a password: never log it. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
  transaction<Result>(work: (tx: Sql) => Promise<Result>, patience?: Patience): Promise<Result>;
  close(): Promise<void>;
}

/** How long the server has patience with a transaction. */
export interface Patience {
  /** With one that says nothing (default 60,000): its process may be paused, and others wait for what it locked. */
  readonly idleMs: number;
  /** With one that waits for what another locked (default: for ever). */
  readonly lockMs: number;
}

/** How to open a database. */
export interface DatabaseOptions {
  /** `postgres://…` */
  readonly url: string;
  /** Connections at most (default 20). */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

const INT8 = 20;
/** How long a connection is kept that nobody needs (ms). */
const KEPT_MS = 10 * 60 * 1_000;
const types: pg.CustomTypesConfig = {
  // Counts and sequence numbers stay far below 2^53, and a number is what every caller wants.
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
};

function sqlOver(client: Queryable): Sql {
  const all = async <Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> =>
    (await send<Row & pg.QueryResultRow>(client, { text, values: [...params] })).rows;
  const maybe = async <Row extends object>(
    text: string,
    params?: readonly unknown[],
  ): Promise<Row | undefined> => (await all<Row>(text, params))[0];
  return {
    all,
    maybe,
    one: async <Row extends object>(text: string, params?: readonly unknown[]): Promise<Row> => {
      const row = await maybe<Row>(text, params);
      if (row === undefined)
        throw new Error(`a statement that must give a row gave none: ${text.slice(0, 80)}`);
      return row;
    },
    run: async (text, params = []) => (await send(client, { text, values: [...params] })).rowCount ?? 0,
    prepared: async <Row extends object>(name: string, text: string, params: readonly unknown[] = []) =>
      (await send<Row & pg.QueryResultRow>(client, { name, text, values: [...params] })).rows,
  };
}

/** Opens a pool. Connections are made when first needed, so a wrong address shows at the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 20,
    application_name: options.applicationName ?? "hark",
    types,
    // A statement need not wait for the answer to the one before it.
    pipeline: true,
    // A new connection knows no plans and no tables: the first run on it takes 6 to 8 ms more, and the driver's own 10 seconds are over between any two floods.
    idleTimeoutMillis: KEPT_MS,
    // A transaction that its process forgot would keep old row versions alive and slow every queue down.
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that the server closes reports here; the next statement simply opens another one.
  pool.on("error", () => {});
  return {
    ...sqlOver(pool),
    url: options.url,
    pool,
    transaction: (work, patience) => runTransaction(pool, work, patience),
    close: () => (pool.ended || pool.ending ? Promise.resolve() : pool.end()),
  };
}

// In one message with its beginning, so that it costs no way there and back.
const begin = (patience: Patience | undefined): string =>
  patience
    ? `begin; set local idle_in_transaction_session_timeout = ${patience.idleMs}; set local lock_timeout = ${patience.lockMs}`
    : "begin";

async function runTransaction<Result>(
  pool: pg.Pool,
  work: (tx: Sql) => Promise<Result>,
  patience: Patience | undefined,
): Promise<Result> {
  const client = await pool.connect();
  let broken: unknown;
  const onError = (error: unknown): void => {
    broken ??= error;
  };
  client.on("error", onError);
  try {
    // The first statement goes right behind it: where a transaction cannot begin, that one fails too.
    const begun = send(client, { text: begin(patience) });
    begun.catch(onError);
    const result = await work(sqlOver(client));
    await begun;
    await send(client, { text: "commit" });
    return result;
  } catch (error) {
    // The connection may be gone; then the server has rolled back by itself and the client must not return to the pool.
    const reason = broken ?? error;
    await send(client, { text: "rollback" }).catch(onError);
    // The server's last word says why; a statement on a connection that is gone only says that it is.
    throw reason;
  } finally {
    client.off("error", onError);
    client.release(broken !== undefined);
  }
}
