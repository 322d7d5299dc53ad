import { newId, type RandomBytes } from "@hark/kernel";
import { type Database, type Sql, SqlState, sqlStateOf } from "@hark/postgres";
import type { ReplayRefusal, ReplayVersion } from "./replay-plan.ts";
import { firstRunId } from "./run-id.ts";
import { fitting, fittingParams, type RunTraits, tooMuch } from "./run-search.ts";

/** What a run can be run again from. One that has not ended goes by itself. */
export type ReplayableState = "completed" | "failed" | "canceled";

/** Which runs to run again, by when they were queued. */
export interface ReplayFilter extends RunTraits {
  readonly state?: ReplayableState | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** These alone. */
  readonly runIds?: readonly string[] | undefined;
}

/** A filter as JSON keeps it: instants as text. */
export type StoredFilter = Omit<ReplayFilter, "from" | "to"> & {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** How a replay is asked for. */
export interface NewReplay {
  readonly filter: ReplayFilter;
  readonly version: ReplayVersion;
  readonly fromStep?: string | undefined;
  readonly createdBy: string;
}

/** A replay with how far it is. */
export interface ReplayRow {
  readonly id: string;
  readonly filter: StoredFilter;
  readonly version: string;
  readonly from_step: string | null;
  /** `done`: all of its runs have ended. */
  readonly state: "running" | "done" | "canceled";
  /** Runs that fitted when it was asked for; once all were looked at, those that did then. */
  readonly total: number;
  readonly queued: number;
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly skipped: Readonly<Partial<Record<ReplayRefusal["code"], number>>>;
  readonly created_by: string | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** How many runs a filter finds. */
export interface ReplayCount {
  readonly total: number;
  readonly byState: Readonly<Record<ReplayableState, number>>;
  /** Of the total: what started them is no longer kept, so they will be skipped. */
  readonly gone: number;
}

const COUNT_MS = 20_000;
const COLUMNS =
  "id, filter, version, from_step, state, total, queued, completed, failed, canceled, skipped, created_by, created_at, finished_at";

/** The conditions on the span and the ids of runs `r`, beginning at parameter `$from`; four parameters. */
export const within = (from: number): string =>
  `r.id >= $${from} and r.id < $${from + 1} and r.created_at >= $${from + 2}::timestamptz
    and ($${from + 3}::text[] is null or r.id = any($${from + 3}))`;

/** The parameters of `within`. No run that began with the replay or after it is run again by it, or it might never end. */
export function withinParams(filter: StoredFilter, youngest: Date): unknown[] {
  const from = filter.from === undefined ? new Date(0) : new Date(filter.from);
  const to =
    filter.to === undefined ? youngest : new Date(Math.min(Date.parse(filter.to) + 1, youngest.getTime()));
  const prune = new Date(Math.max(0, from.getTime() - 1_000));
  return [firstRunId(from), firstRunId(to), prune, filter.runIds ?? null];
}

const storedFilter = ({ from, to, ...filter }: ReplayFilter): StoredFilter => ({
  ...filter,
  ...(from === undefined ? {} : { from: from.toISOString() }),
  ...(to === undefined ? {} : { to: to.toISOString() }),
});

/** Counts what a replay would run again, without doing it. Throws `badparam` when there is too much to look through. */
export async function countReplay(
  database: Database,
  orgId: string,
  filter: ReplayFilter,
  now: Date,
): Promise<ReplayCount> {
  const params = [orgId, ...withinParams(storedFilter(filter), now), ...fittingParams(filter)];
  const rows = await inTime(database, async (tx) => {
    // Of so many runs the events are read as a whole; of a span, only the days that they are of, which a replayed run's is far from.
    const span =
      filter.from &&
      (await tx.one<{ first: Date | null; last: Date | null }>(
        `select min(r.event_at) as first, max(r.event_at) as last from workflow.runs r
         where r.org_id = $1 and ${within(2)} and ($6::text is null or r.workflow_id = $6)`,
        params.slice(0, 6),
      ));
    return tx.all<{ state: ReplayableState; count: number; gone: number }>(
      `select r.state, count(*) as count, count(*) filter (where e.id is null) as gone
       from workflow.runs r left join workflow.events e on e.org_id = $1 and e.id = r.event_id and e.created_at = r.event_at
         and ${span ? "e.created_at between $13 and $14" : "true"}
       where r.org_id = $1 and ${within(2)} and ${fitting(6)} group by 1`,
      span ? [...params, span.first, span.last] : params,
    );
  });
  const byState = { completed: 0, failed: 0, canceled: 0 };
  for (const { state, count } of rows) byState[state] = count;
  const sum = (read: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  return { total: sum((row) => row.count), byState, gone: sum((row) => row.gone) };
}

async function inTime<Result>(database: Database, work: (tx: Sql) => Promise<Result>): Promise<Result> {
  try {
    return await database.transaction(async (tx) => {
      await tx.run(`set local statement_timeout = ${COUNT_MS}`);
      return work(tx);
    });
  } catch (error) {
    if (sqlStateOf(error) === SqlState.queryCanceled) throw tooMuch();
    throw error;
  }
}

/** Asks for a replay; a replayer carries it out. Throws `badparam` when there is too much to look through. */
export async function createReplay(
  database: Database,
  orgId: string,
  replay: NewReplay,
  tools: { readonly now: Date; readonly random: RandomBytes },
): Promise<ReplayRow> {
  const { total } = await countReplay(database, orgId, replay.filter, tools.now);
  return database.one<ReplayRow>(
    `insert into workflow.replays (org_id, id, filter, version, from_step, total, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [
      orgId,
      newId(tools.now, tools.random),
      JSON.stringify(storedFilter(replay.filter)),
      String(replay.version),
      replay.fromStep ?? null,
      total,
      replay.createdBy,
      tools.now,
    ],
  );
}

/** One replay, or undefined. */
export function findReplay(sql: Sql, orgId: string, id: string): Promise<ReplayRow | undefined> {
  return sql.maybe<ReplayRow>(`select ${COLUMNS} from workflow.replays where org_id = $1 and id = $2`, [
    orgId,
    id,
  ]);
}

/** An organisation's replays, newest first. */
export function listReplays(sql: Sql, orgId: string, limit: number): Promise<ReplayRow[]> {
  return sql.all<ReplayRow>(
    `select ${COLUMNS} from workflow.replays where org_id = $1 order by id desc limit $2`,
    [orgId, limit],
  );
}

// A run that waits ready, was never tried and has no answer to go on with has done nothing yet. One that is just being worked on is
// locked, and goes on.
const STOP = `
with untouched as materialized (
  select q.seq, q.run_id from workflow.replay_runs p join workflow.queue q on q.org_id = $1 and q.run_id = p.run_id
  where p.org_id = $1 and p.replay_id = $2 and q.due_at is null and q.attempt = 1 and not q.calling and q.resume->'outcome' is null
  for update of q skip locked
), gone as (
  delete from workflow.queue q using untouched u where q.org_id = $1 and q.seq = u.seq returning q.run_id
), forgotten as (
  delete from workflow.replay_runs p using gone g where p.org_id = $1 and p.replay_id = $2 and p.run_id = g.run_id
)
update workflow.replays set state = 'canceled', finished_at = $3, canceled = canceled + (select count(*) from gone)
where org_id = $1 and id = $2 returning ${COLUMNS}`;

/**
 * Stops a replay: its runs that wait untouched are taken off the queue, those that have begun go on. Undefined when there is no such
 * replay that is running.
 */
export function cancelReplay(
  database: Database,
  orgId: string,
  id: string,
  now: Date,
): Promise<ReplayRow | undefined> {
  return database.transaction(async (tx) => {
    // A statement of its own: what a chunk queued while this one waited for it must be seen by the next.
    const row = await tx.maybe(
      "select 1 from workflow.replays where org_id = $1 and id = $2 and state = 'running' for update",
      [orgId, id],
    );
    return row && tx.maybe<ReplayRow>(STOP, [orgId, id, now]);
  });
}
