import { EventEmitter } from "node:events";
import type { JsonObject, Service } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import {
  type LogLevel,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from "graphile-worker";
import { keepLease, type Lease } from "./lease.ts";

/** What a task learns about the job it runs. */
export interface JobContext {
  /** 1 at the first try. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Fires when the process is about to stop. */
  readonly signal: AbortSignal;
}

/** Does one job. Throwing fails the attempt; the job is tried again later, with growing pauses, until its attempts are used up. */
export type Task = (payload: JsonObject, context: JobContext) => Promise<void>;

/** The part of a logger that jobs need (pino has it). */
export interface JobLogger {
  debug(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** How one job is to be run. */
export interface JobOptions {
  /** Not before this instant. */
  readonly runAt?: Date;
  /** Tries at most (default 25, which spans some three days). */
  readonly maxAttempts?: number;
  /** A second job with the same key replaces the first while that has not begun. */
  readonly key?: string;
}

/** Background work that survives a crash. */
export interface Jobs extends Service {
  /** Makes or updates the queue's own tables. `start` does it too; for tools that only add jobs. */
  migrate(): Promise<void>;
  /** Adds a job in the caller's transaction: it runs if, and only if, that commits. */
  add(tx: Sql, task: string, payload: JsonObject, options?: JobOptions): Promise<void>;
}

/** What a queue is made of. */
export interface JobsSetup {
  readonly database: Database;
  /** Handlers by task name, such as `reviews.send-request`. */
  readonly tasks: Readonly<Record<string, Task>>;
  /** Tasks that run by the clock: task name to cron expression (UTC). */
  readonly chores?: Readonly<Record<string, string>>;
  readonly logger: JobLogger;
  /** Jobs at a time (default 2). */
  readonly concurrency?: number;
}

const POLL_MS = 2_000;

/** Makes the queue; nothing runs before `start`. */
export function createJobs(setup: JobsSetup): Jobs {
  const events: WorkerEvents = new EventEmitter();
  let runner: Runner | undefined;
  let lease: Lease | undefined;
  const shared = {
    pgPool: setup.database.pool,
    logger: workerLogger(setup.logger),
    taskList: taskList(setup),
    noHandleSignals: true,
  };
  return {
    migrate: () => runMigrations(shared),
    add: (tx, task, payload, options = {}) => addJob(tx, task, payload, options),
    start: async () => {
      if (runner) return;
      surviveLostConnections(setup.database);
      let poolId: string | undefined;
      events.once("pool:create", ({ workerPool }) => {
        poolId = workerPool.id;
      });
      runner = await run({
        ...shared,
        events,
        concurrency: setup.concurrency ?? 2,
        pollInterval: POLL_MS,
        parsedCronItems: parseCronItems(
          Object.entries(setup.chores ?? {}).map(([task, match]) => ({ task, match })),
        ),
      });
      // A lost database shows here too; the queue ends and the process that owns it decides.
      runner.promise.catch((error: unknown) => setup.logger.error({ err: error }, "job queue ended"));
      if (poolId) lease = await keepLease(setup.database, poolId, setup.logger);
    },
    stop: async () => {
      const running = runner;
      runner = undefined;
      await running?.stop().catch((error: unknown) => setup.logger.debug({ err: error }, "job queue stop"));
      await lease?.release();
      lease = undefined;
    },
  };
}

/** The queue asks for a listener on every connection: one that breaks while it is lent out would else end the process. */
function surviveLostConnections({ pool }: Database): void {
  if (pool.listenerCount("connect") === 0) pool.on("connect", (client) => void client.on("error", () => {}));
}

async function addJob(tx: Sql, task: string, payload: JsonObject, options: JobOptions): Promise<void> {
  await tx.run(
    `select graphile_worker.add_job($1::text, $2::json, run_at => $3::timestamptz, max_attempts => $4::int, job_key => $5::text)`,
    [task, JSON.stringify(payload), options.runAt ?? null, options.maxAttempts ?? null, options.key ?? null],
  );
}

function taskList(setup: JobsSetup): TaskList {
  const list: TaskList = {};
  for (const [name, task] of Object.entries(setup.tasks)) {
    list[name] = async (payload, helpers) => {
      const { attempts, max_attempts: maxAttempts } = helpers.job;
      try {
        // Payloads are only ever written by `add`, which takes an object; cron adds one too.
        await task((payload ?? {}) as JsonObject, {
          attempt: attempts,
          maxAttempts,
          signal: helpers.abortSignal ?? new AbortController().signal,
        });
      } catch (error) {
        setup.logger.warn({ err: error, task: name, attempt: attempts, maxAttempts }, "job attempt failed");
        throw error;
      }
    };
  }
  return list;
}

/** The queue's own messages are routine, so all but its errors go to debug; failures of tasks are logged above. */
function workerLogger(logger: JobLogger): WorkerLogger {
  return new WorkerLogger(() => (level: `${LogLevel}`, message: string) => {
    if (level === "error") logger.debug({ queue: "error" }, message);
    else logger.debug({}, message);
  });
}
