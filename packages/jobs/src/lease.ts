import type { Database } from "@hark/postgres";
import type { JobLogger } from "./jobs.ts";

/** A sign of life that ends with the process. */
export interface Lease {
  release(): Promise<void>;
}

const SCAN_MS = 5_000;

/**
 * Says "this pool lives" by an advisory lock that PostgreSQL drops with the connection, and gives back the jobs of pools
 * whose lock is gone. Without it, jobs of a killed process would stay locked for the queue's own four hours.
 */
export async function keepLease(database: Database, poolId: string, logger: JobLogger): Promise<Lease> {
  const client = await database.pool.connect();
  let isBroken = false;
  client.on("error", (error) => {
    isBroken = true;
    logger.warn({ err: error }, "the job queue's lease connection broke; it is renewed at the next start");
  });
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [poolId]);

  const freeDead = async (): Promise<void> => {
    const { rows } = await client.query<{ id: string }>(
      `select distinct locked_by as id from graphile_worker._private_jobs
       where locked_by <> $1 and locked_at < now() - interval '2 seconds'`,
      [poolId],
    );
    for (const { id } of rows) {
      const lock = await client.query<{ free: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as free",
        [id],
      );
      if (lock.rows[0]?.free !== true) continue;
      await client.query("select graphile_worker.force_unlock_workers(array[$1::text])", [id]);
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [id]);
    }
  };
  let scan: Promise<void> = Promise.resolve();
  const look = (): void => {
    if (isBroken) return;
    scan = freeDead().catch((error: unknown) =>
      logger.warn({ err: error }, "scan for dead job queues failed"),
    );
  };
  look();
  const timer = setInterval(look, SCAN_MS);
  return {
    release: async () => {
      clearInterval(timer);
      await scan;
      // Closing the connection drops the lock.
      client.release(true);
    },
  };
}
