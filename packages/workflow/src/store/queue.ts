import { inParts, type Json } from "@hark/kernel";
import { plainArray, type Sql, textArray } from "@hark/postgres";
import type { Outcome, RunState } from "../core/advance.ts";
import { keepDaysOf } from "./retention.ts";

/**
 * The time and the randomness that a step's call is made of. A call is repeated under one idempotency key, which promises one request, so
 * they are settled before it is made the first time and kept with the run. What else goes into it cannot change while the run waits:
 * its version and what earlier steps gave. Variables can; their values are secrets, which no run holds, so a new one goes with the next try.
 */
export interface CallPin {
  /** ISO 8601. */
  readonly at: string;
  readonly seed: string;
}

/** Pins by the id of the step that calls; a run comes to each step once. */
export type CallPins = Readonly<Record<string, CallPin>>;

/** Where a run that was put down goes on: at a step's action, behind it once its outcome came from outside, or at the trigger, anew. */
export interface Resume {
  readonly state: RunState;
  readonly stepId: string;
  readonly outcome?: Outcome;
  /** When the run began (ISO 8601). */
  readonly beganAt: string;
  /** What its calls are made of, besides data. */
  readonly pins?: CallPins;
}

/** A claimed run with what started it. */
export interface QueuedRun {
  readonly seq: number;
  /** Where its row lies in the queue, for as long as the claiming transaction holds it. */
  readonly place: string;
  readonly run_id: string;
  readonly workflow_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly event_at: Date;
  readonly depth: number;
  readonly attempt: number;
  readonly replay_of: string | null;
  readonly resume: Resume | null;
  /** What started it. Read out of its text when first asked for. */
  readonly readData: () => Json;
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

/**
 * To be said at the beginning of each transaction that ends runs or puts them down. Plans are kept, and one that was made while a table was
 * empty would read it from end to end once it is not. And they are to be kept: for a batch of one the planner thinks that a new plan, which
 * knows so, is worth its while, and takes 0.1 ms for it in each of three statements. Not waited for: where it cannot be said, what comes
 * behind it fails too.
 */
export function planByIndex(tx: Sql): void {
  tx.run("set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan").catch(() => {});
}

// As a value that no index has: rows are to be found by their place and by nothing else. By an index, all of the organisation's would be read
// to find a handful.
const IS_OWN = "q.org_id || '' = $1";

// Characters of one statement's documents: it is put together in one piece, and all of a batch's may be a hundred times as many.
const MOST_AT_ONCE = 2_000_000;

const FINISH = `
with ended as (
  select * from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::int[], $12::int[], $13::real[], $14::text[])
    as e(place, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, replay_of)
), removed as (
  delete from workflow.queue q using ended where q.ctid = ended.place::tid and ${IS_OWN}
)
insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, error, journal, step_count, attempt, duration_ms, replay_of, created_at, keep_days)
select $1, id, workflow_id, version, event_id, event_at, state, error::json, journal, step_count, attempt, duration_ms, replay_of, $15, ${keepDaysOf("$1")} from ended`;

/**
 * Writes runs down and takes them off the queue, in one statement unless they are very large. Their rows are locked, so they are found by
 * their place: looked up by number, a queue that was analysed while it was empty is walked from end to end for each.
 */
export async function finishRuns(
  tx: Sql,
  orgId: string,
  ended: readonly EndedRun[],
  now: Date,
): Promise<void> {
  for (const part of inParts(ended, (entry) => entry.journal.length, MOST_AT_ONCE))
    await finish(tx, orgId, part, now);
}

async function finish(tx: Sql, orgId: string, ended: readonly EndedRun[], now: Date): Promise<void> {
  const plain = (read: (entry: EndedRun) => number | Date): string => plainArray(ended.map(read));
  const texts = (read: (entry: EndedRun) => string | null): Buffer => textArray(ended.map(read));
  await tx.prepared("workflow.finish", FINISH, [
    orgId,
    texts(({ run }) => run.place),
    texts(({ run }) => run.run_id),
    texts(({ run }) => run.workflow_id),
    plain(({ run }) => run.version),
    texts(({ run }) => run.event_id),
    plain(({ run }) => run.event_at),
    texts((entry) => entry.state),
    texts((entry) => (entry.error === null ? null : JSON.stringify(entry.error))),
    texts((entry) => entry.journal),
    plain((entry) => entry.stepCount),
    plain(({ run }) => run.attempt),
    plain((entry) => entry.durationMs),
    texts(({ run }) => run.replay_of),
    now,
  ]);
}

/** A run that is put down: until a time, or until an answer from outside is there. */
export interface ParkedRun {
  readonly run: QueuedRun;
  readonly dueAt: Date;
  readonly waitingFor: string;
  /** JSON of a {@link Resume}. */
  readonly resume: string | null;
  readonly calling: boolean;
}

const PARK = `
update workflow.queue q set attempt = q.attempt + case when p.calling then 0 else 1 end, due_at = p.due_at, waiting_for = p.waiting_for,
  resume = p.resume::json, resume_bytes = octet_length(p.resume), calling = p.calling, call_attempt = 0, lease_until = null
from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::boolean[]) as p(place, due_at, waiting_for, resume, calling)
where q.ctid = p.place::tid and ${IS_OWN}`;

/** Puts runs down; each says what it waits for. */
export async function parkRuns(tx: Sql, orgId: string, parked: readonly ParkedRun[]): Promise<void> {
  for (const part of inParts(parked, ({ resume }) => resume?.length ?? 0, MOST_AT_ONCE))
    await park(tx, orgId, part);
}

async function park(tx: Sql, orgId: string, parked: readonly ParkedRun[]): Promise<void> {
  const column = <Value>(read: (entry: ParkedRun) => Value): Value[] => parked.map(read);
  await tx.prepared("workflow.park", PARK, [
    orgId,
    textArray(parked.map(({ run }) => run.place)),
    column((entry) => entry.dueAt),
    textArray(parked.map((entry) => entry.waitingFor)),
    textArray(parked.map((entry) => entry.resume)),
    column((entry) => entry.calling),
  ]);
}
