import { idSequence, type RandomBytes } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import { withEvent } from "./events.ts";
import { type QueuedReplay, queueReplays } from "./replay.ts";
import {
  knownVersions,
  type PastRun,
  planReplay,
  type ReplayRefusal,
  type ReplayVersion,
} from "./replay-plan.ts";
import { type StoredFilter, within, withinParams } from "./replays.ts";
import { fitting, fittingParams } from "./run-search.ts";
import { endedState } from "./runs.ts";

/** A replay that goes on, or whose last runs are still to be counted. */
export interface OpenReplay {
  readonly org_id: string;
  readonly id: string;
}

/** Replays of all organisations that are not over. A question of its own: a chunk names one organisation. */
export function openReplays(sql: Sql): Promise<OpenReplay[]> {
  return sql.all<OpenReplay>(
    `select org_id, id from workflow.replays where state = 'running'
     union select org_id, replay_id from workflow.replay_runs order by org_id, id`,
  );
}

/** How much goes at a time. */
export interface ChunkLimits {
  readonly now: Date;
  readonly random: RandomBytes;
  /** Runs, live or replayed, that may wait for a worker: a live one that comes then is behind no more than these. */
  readonly ready: number;
  /** Runs of one replay that may be open in all, waiting ones too. */
  readonly open: number;
  /** Past runs that are looked at, most of which may not fit. */
  readonly looked: number;
}

/** What a chunk did; undefined when another process had the replay. */
export interface Chunk {
  readonly queued: number;
  /** True when anything about the replay changed. */
  readonly moved: boolean;
  readonly state: "running" | "done" | "canceled";
}

interface Locked {
  readonly filter: StoredFilter;
  readonly version: string;
  readonly from_step: string | null;
  readonly state: Chunk["state"];
  readonly position: string;
  readonly all_queued_at: Date | null;
  readonly created_at: Date;
}

/**
 * Counts the runs of a replay that have ended and queues the next ones, as far as the organisation's queue is short: live runs go first.
 * One transaction, so a crash repeats a chunk whole or not at all.
 */
export function advanceReplay(
  database: Database,
  { org_id: orgId, id }: OpenReplay,
  limits: ChunkLimits,
): Promise<Chunk | undefined> {
  return database.transaction(async (tx) => {
    const replay = await tx.maybe<Locked>(
      `select filter, version, from_step, state, position, all_queued_at, created_at from workflow.replays
       where org_id = $1 and id = $2 for update skip locked`,
      [orgId, id],
    );
    if (!replay) return undefined;
    const ended = await tally(tx, orgId, id, replay.created_at);
    const wantsMore = replay.state === "running" && replay.all_queued_at === null;
    const room = wantsMore ? await roomFor(tx, orgId, id, limits) : 0;
    const chunk = room > 0 ? await nextChunk(tx, orgId, id, replay, { ...limits, room }) : undefined;
    const state = await note(tx, orgId, id, { ended, chunk, now: limits.now });
    const queued = chunk?.queued ?? 0;
    return { queued, moved: ended.length > 0 || chunk !== undefined || state !== replay.state, state };
  });
}

type EndState = "completed" | "failed" | "canceled";

/** Takes ended runs off the list of open ones. One that left without a record, with its workflow, was canceled. */
async function tally(tx: Sql, orgId: string, id: string, since: Date): Promise<EndState[]> {
  const rows = await tx.all<{ state: EndState }>(
    `with ended as (
       select p.run_id, coalesce(r.state, 'canceled') as state from workflow.replay_runs p
       left join lateral (
         select r.state from workflow.runs r where r.org_id = $1 and r.id = p.run_id and r.created_at >= $3::timestamptz - interval '1 second' limit 1
       ) r on true
       where p.org_id = $1 and p.replay_id = $2
         and not exists (select 1 from workflow.queue q where q.org_id = $1 and q.run_id = p.run_id)
     )
     delete from workflow.replay_runs p using ended e where p.org_id = $1 and p.replay_id = $2 and p.run_id = e.run_id returning e.state`,
    [orgId, id, since],
  );
  return rows.map((row) => row.state);
}

async function roomFor(tx: Sql, orgId: string, id: string, { ready, open }: ChunkLimits): Promise<number> {
  const row = await tx.one<{ busy: number; open: number }>(
    `select (select count(*)::int from (select 1 from workflow.queue where org_id = $1 and due_at is null limit $3) q)
       + (select count(*)::int from workflow.replay_runs p join workflow.queue q on q.org_id = $1 and q.run_id = p.run_id
          where p.org_id = $1 and q.calling) as busy,
       (select count(*)::int from workflow.replay_runs where org_id = $1 and replay_id = $2) as open`,
    [orgId, id, ready],
  );
  return Math.min(ready - row.busy, open - row.open);
}

interface Outcome {
  readonly queued: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** The run looked at last; where the next chunk begins. */
  readonly position: string;
  readonly isLast: boolean;
}

async function nextChunk(
  tx: Sql,
  orgId: string,
  id: string,
  replay: Locked,
  limits: ChunkLimits & { readonly room: number },
): Promise<Outcome> {
  const how = { version: versionFrom(replay.version), fromStep: replay.from_step ?? undefined };
  const looked = await pastRuns(tx, orgId, replay, limits.looked);
  const fitting = looked.flatMap((run, at) => (run.fits ? [at] : []));
  // Up to the last one there is room for; what lies behind it is looked at again the next time.
  const end = fitting.length > limits.room ? (fitting[limits.room] ?? looked.length) : looked.length;
  const runs = looked.slice(0, end).filter((run) => run.fits);
  const versions = await knownVersions(tx, orgId, runs, how);
  const nextId = idSequence(limits.now, limits.random);
  const queued: QueuedReplay[] = [];
  const skipped: Partial<Record<ReplayRefusal["code"], number>> = {};
  for (const run of runs) {
    const plan = planReplay(run, versions, how);
    if ("code" in plan) skipped[plan.code] = (skipped[plan.code] ?? 0) + 1;
    else queued.push({ run, newRunId: nextId(), ...plan });
  }
  await queueReplays(tx, orgId, queued, limits.now);
  await tx.run(
    "insert into workflow.replay_runs (org_id, replay_id, run_id) select $1, $2, unnest($3::text[])",
    [orgId, id, queued.map(({ newRunId }) => newRunId)],
  );
  const isLast = end === looked.length && looked.length < limits.looked;
  return { queued: queued.length, skipped, position: looked[end - 1]?.id ?? replay.position, isLast };
}

const versionFrom = (version: string): ReplayVersion =>
  version === "own" || version === "newest" ? version : Number(version);

/** The next past runs in the order they were queued, with whether they fit. */
function pastRuns(
  tx: Sql,
  orgId: string,
  { filter, position, from_step: fromStep, created_at: youngest }: Locked,
  limit: number,
): Promise<(PastRun & { readonly fits: boolean })[]> {
  const isPinned = fromStep !== null;
  // Said apart from the other conditions, for these two have an index.
  const workflow = filter.workflowId === undefined ? "" : "and r.workflow_id = $8";
  return tx.all(
    `with looked as materialized (
       select r.id, r.workflow_id, r.version, r.event_id, r.event_at, r.state, r.error, r.journal from workflow.runs r
       where r.org_id = $1 and ${within(2)} and r.id > $6 ${workflow} and ${endedState(filter.state)} order by r.id limit $7
     )
     select r.id, r.workflow_id, r.version, w.published_version, r.event_id, r.event_at, e.id is not null as kept,
       ${isPinned ? "r.journal::json" : "null"} as journal, ${isPinned ? "e.data" : "null"} as data, (${fitting(8)}) as fits
     from looked r
     left join workflow.workflows w on w.org_id = $1 and w.id = r.workflow_id
     ${withEvent("r", "s.id, s.source_id, s.data")}
     order by r.id`,
    [orgId, ...withinParams(filter, youngest), position, limit, ...fittingParams(filter)],
  );
}

/**
 * Writes down how far a replay is; gives its state. Once all runs were looked at, its total is what was found: some that it was counted
 * from may be gone since, and some that went on then have ended.
 */
async function note(
  tx: Sql,
  orgId: string,
  id: string,
  done: { readonly ended: readonly EndState[]; readonly chunk: Outcome | undefined; readonly now: Date },
): Promise<Chunk["state"]> {
  const count = (state: EndState): number => done.ended.filter((one) => one === state).length;
  const { chunk } = done;
  const row = await tx.one<{ state: Chunk["state"] }>(
    `update workflow.replays p set completed = p.completed + $3, failed = p.failed + $4, canceled = p.canceled + $5, queued = p.queued + $6,
       skipped = f.skipped, total = case when f.all_queued_at is null then p.total else p.queued + $6 + f.passed end, position = coalesce($8, p.position), all_queued_at = f.all_queued_at,
       state = case when f.is_over then 'done' else p.state end, finished_at = case when f.is_over then $9::timestamptz else p.finished_at end
     from (
       select coalesce(r.all_queued_at, case when $10::boolean then $9::timestamptz end) as all_queued_at,
         r.state = 'running' and (r.all_queued_at is not null or $10::boolean)
           and not exists (select 1 from workflow.replay_runs o where o.org_id = $1 and o.replay_id = $2) as is_over, s.skipped, s.passed
       from workflow.replays r cross join lateral (
         select coalesce(jsonb_object_agg(reason, n), '{}') as skipped, coalesce(sum(n), 0)::int as passed from (
           select key as reason, sum(value::int) as n from (
             select * from jsonb_each_text(r.skipped) union all select * from jsonb_each_text($7::jsonb)) each_of group by key) summed
       ) s
       where r.org_id = $1 and r.id = $2
     ) f
     where p.org_id = $1 and p.id = $2 returning p.state`,
    [
      orgId,
      id,
      count("completed"),
      count("failed"),
      count("canceled"),
      chunk?.queued ?? 0,
      JSON.stringify(chunk?.skipped ?? {}),
      chunk?.position ?? null,
      done.now,
      chunk?.isLast ?? false,
    ],
  );
  return row.state;
}
