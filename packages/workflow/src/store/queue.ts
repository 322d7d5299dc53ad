import type { Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { RunState } from "../core/advance.ts";

/** Where a run that was put down goes on. */
export interface Resume {
  readonly state: RunState;
  readonly stepId: string;
}

/** A claimed run with what started it. */
export interface QueuedRun {
  readonly seq: number;
  readonly run_id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly event_at: Date;
  readonly depth: number;
  readonly attempt: number;
  readonly resume: Resume | null;
  readonly data: Json;
}

/** Organisations with runs that are ready. A question of its own: a claim names one organisation. */
export async function organisationsWithWork(sql: Sql): Promise<string[]> {
  const rows = await sql.all<{ org_id: string }>(
    "select distinct org_id from workflow.queue where due_at is null",
  );
  return rows.map((row) => row.org_id);
}

/** Makes runs ready whose time has come; gives the time the next one is due. */
export async function wakeDue(sql: Sql, now: Date): Promise<Date | undefined> {
  await sql.run("update workflow.queue set due_at = null, waiting_for = null where due_at <= $1", [now]);
  const row = await sql.maybe<{ due_at: Date | null }>(
    "select min(due_at) as due_at from workflow.queue where due_at is not null",
  );
  return row?.due_at ?? undefined;
}

const CLAIM = `
with picked as (
  select * from workflow.queue where org_id = $1 and due_at is null and ($3::bigint is null or seq = $3)
  order by seq limit $2 for update skip locked
)
select p.seq, p.run_id, p.workflow_id, p.version, p.event_id, p.event_at, p.depth, p.attempt, p.resume, e.data
from picked p join workflow.events e on e.org_id = $1 and e.id = p.event_id and e.created_at = p.event_at
order by p.seq`;

/** Takes up to `limit` ready runs of one organisation in the order they arrived, until the transaction ends. */
export function claimRuns(
  tx: Sql,
  orgId: string,
  limit: number,
  only: number | null = null,
): Promise<QueuedRun[]> {
  return tx.prepared<QueuedRun>("workflow.claim", CLAIM, [orgId, limit, only]);
}

/** A run that ended, ready to be written. */
export interface EndedRun {
  readonly run: QueuedRun;
  readonly state: "completed" | "failed";
  readonly error: Json | null;
  readonly journal: string;
  readonly stepCount: number;
  readonly durationMs: number;
}

const FINISH = `
with ended as (
  select * from unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::int[], $12::int[], $13::real[])
    as e(seq, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms)
), removed as (
  delete from workflow.queue q using ended where q.org_id = $1 and q.seq = ended.seq
)
insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, created_at)
select $1, id, workflow_id, version, event_id, event_at, state, error::json, journal::json, step_count, attempt, duration_ms, $14 from ended`;

/** Writes runs down and takes them off the queue, in one statement. */
export async function finishRuns(
  tx: Sql,
  orgId: string,
  ended: readonly EndedRun[],
  now: Date,
): Promise<void> {
  if (ended.length === 0) return;
  const column = <Value>(read: (entry: EndedRun) => Value): Value[] => ended.map(read);
  await tx.prepared("workflow.finish", FINISH, [
    orgId,
    column(({ run }) => run.seq),
    column(({ run }) => run.run_id),
    column(({ run }) => run.workflow_id),
    column(({ run }) => run.version),
    column(({ run }) => run.event_id),
    column(({ run }) => run.event_at),
    column((entry) => entry.state),
    column((entry) => (entry.error === null ? null : JSON.stringify(entry.error))),
    column((entry) => entry.journal),
    column((entry) => entry.stepCount),
    column(({ run }) => run.attempt),
    column((entry) => entry.durationMs),
    now,
  ]);
}

/** A run that waits for its next attempt. */
export interface ParkedRun {
  readonly run: QueuedRun;
  readonly dueAt: Date;
  readonly waitingFor: string;
  readonly resume: Resume | null;
}

/** Puts runs down until they are due; each says what it waits for. */
export async function parkRuns(tx: Sql, orgId: string, parked: readonly ParkedRun[]): Promise<void> {
  for (const { run, dueAt, waitingFor, resume } of parked) {
    await tx.run(
      "update workflow.queue set attempt = attempt + 1, due_at = $3, waiting_for = $4, resume = $5 where org_id = $1 and seq = $2",
      [orgId, run.seq, dueAt, waitingFor, resume === null ? null : JSON.stringify(resume)],
    );
  }
}
