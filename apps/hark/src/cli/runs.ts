import { firstOrganisation } from "@hark/accounts";
import { replayWords } from "@hark/desk-server";
import { HarkError, newId, secureRandom, systemClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import {
  cancelRun,
  countReplay,
  createReplay,
  findRun,
  queuedAt,
  type ReplayableState,
  type ReplayVersion,
  type RunDetailRow,
  type RunRow,
  type RunTraits,
  replayRun,
  searchRuns,
} from "@hark/workflow";
import type { JournalEntry } from "@hark/workflow/core";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { withDatabase } from "./with-database.ts";

/** Options of `hark runs …`, as commander hands them over. */
export interface RunOptions {
  readonly workflow?: string;
  readonly state?: string;
  readonly hook?: string;
  readonly customer?: string;
  readonly text?: string;
  readonly step?: string;
  readonly error?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
  readonly withVersion?: string;
  readonly fromStep?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const states = ["pending", "waiting", "completed", "failed", "canceled"] as const;
const replayable = ["completed", "failed", "canceled"] as const;
const MAX_LISTED = 1_000;
/** Nobody waits at the command line as impatiently as on a page. */
const SEARCH_MS = 30_000;

/** `hark runs list`: the newest runs that fit, and how each stands. */
export function listAll(options: RunOptions): Promise<number> {
  return withOrganisation(async (database, orgId) => {
    const found = await searchRuns(
      database,
      orgId,
      {
        ...traitsOf(options),
        state: stateOf(options.state, states),
        from: instantOf(options.since, "--since"),
        to: instantOf(options.until, "--until"),
        limit: limitOf(options),
      },
      { budgetMs: SEARCH_MS },
    );
    const lines = found.rows.map(
      (row) => `${row.id}  ${row.state.padEnd(9)}  ${queuedAt(row.id).toISOString()}  ${words(row)}`,
    );
    if (lines.length === 0) lines.push("no run fits");
    if (!found.complete)
      lines.push(
        `looked back to ${found.lookedBackTo?.toISOString() ?? "now"} only; narrow it with --since or --workflow`,
      );
    print(options.json, found.rows.map(shown), lines.join("\n"));
    return exitCode.ok;
  });
}

/** `hark runs show ID`: what each step got, gave, and where it went. */
export function showOne(id: string, options: RunOptions): Promise<number> {
  return withOrganisation(async (database, orgId) => {
    const row = await mustFind(database, orgId, id);
    // Was written by the executor, which writes nothing else there.
    const journal = row.journal as unknown as readonly JournalEntry[];
    const lines = [
      `${row.id}  ${row.state}  ${words(row)}`.trimEnd(),
      `workflow ${row.workflow_id}, version ${row.version}, queued ${queuedAt(row.id).toISOString()}${row.replay_of ? `, replay of ${row.replay_of}` : ""}`,
      ...journal.map(journalLine),
    ];
    print(options.json, { ...shown(row), journal: row.journal, trigger: row.data }, lines.join("\n"));
    return exitCode.ok;
  });
}

/** `hark runs replay [ID]`: runs one again, or in the background all that fit; a running instance does it. */
export function replay(id: string | undefined, options: RunOptions): Promise<number> {
  const version = versionOf(options.withVersion);
  if (id === undefined) return replayMany(version, options);
  return withOrganisation(async (database, orgId) => {
    const now = systemClock.now();
    const newRunId = newId(now, secureRandom);
    if (options.dryRun) {
      const { state } = await mustFind(database, orgId, id);
      const count = state === "pending" || state === "waiting" ? 0 : 1;
      print(options.json, { total: count }, `${count} would be run again`);
      return exitCode.ok;
    }
    await replayRun(database, { orgId, runId: id, version, fromStep: options.fromStep, now, newRunId });
    print(options.json, { id: newRunId }, `${id} is run again as ${newRunId}`);
    return exitCode.ok;
  });
}

function replayMany(version: ReplayVersion, options: RunOptions): Promise<number> {
  return withOrganisation(async (database, orgId) => {
    const now = systemClock.now();
    const from = instantOf(options.since, "--since");
    if (from === undefined) throw new StartError("say which run, or since when with --since");
    if (options.workflow === undefined && (options.fromStep !== undefined || typeof version === "number"))
      throw new StartError("steps and version numbers are those of one workflow; say which with --workflow");
    const filter = {
      ...traitsOf(options),
      state: stateOf<ReplayableState>(options.state, replayable),
      from,
      to: instantOf(options.until, "--until"),
    };
    if (options.dryRun) {
      const count = await countReplay(database, orgId, filter, now);
      const gone = count.gone > 0 ? `; of ${count.gone} what started them is no longer kept` : "";
      print(options.json, count, `${count.total} would be run again${gone}`);
      return exitCode.ok;
    }
    const asked = { filter, version, fromStep: options.fromStep, createdBy: "command line" };
    const row = await createReplay(database, orgId, asked, { now, random: secureRandom });
    print(options.json, { id: row.id, total: row.total }, `replay ${row.id}: ${replayWords(row)}`);
    return exitCode.ok;
  });
}

/** `hark runs cancel ID`: takes back a run that has not ended; exits with 1 when it has. */
export function cancel(id: string, options: RunOptions): Promise<number> {
  return withOrganisation(async (database, orgId) => {
    const canceled = await cancelRun(database, orgId, id, { now: systemClock.now(), by: "command line" });
    if (!canceled) {
      await mustFind(database, orgId, id);
      throw new StartError(`run ${id} has ended already`);
    }
    const called = canceled.call_under_way
      ? "; a call to the outside was under way and may have arrived"
      : "";
    print(
      options.json,
      { id, state: "canceled", callUnderWay: canceled.call_under_way },
      `${id} is taken back${called}`,
    );
    return exitCode.ok;
  });
}

function withOrganisation<Result>(
  work: (database: Database, orgId: string) => Promise<Result>,
): Promise<Result> {
  return withDatabase(async (database) => {
    const organisation = await firstOrganisation(database);
    if (!organisation) throw new StartError("there is no organisation yet; make the first owner first");
    return work(database, organisation.id);
  });
}

async function mustFind(database: Database, orgId: string, id: string): Promise<RunDetailRow> {
  const row = await findRun(database, orgId, id);
  if (!row) throw new HarkError("notfound", `there is no run ${id}; 'hark runs list' shows them`);
  return row;
}

const shown = (row: RunRow) => ({
  id: row.id,
  workflow: row.workflow_id,
  version: row.version,
  state: row.state,
  waitingFor: row.waiting_for,
  dueAt: row.due_at,
  error: row.error,
  durationMs: row.duration_ms,
  replayOf: row.replay_of,
  createdAt: queuedAt(row.id),
  endedAt: row.ended_at,
});

function words(row: RunRow): string {
  if (row.state === "pending") return `waits for ${row.waiting_for ?? "a free worker"}`;
  if (row.state === "waiting")
    return `waits for ${row.waiting_for ?? "its time"}, until ${row.due_at?.toISOString() ?? "then"}`;
  if (row.error !== null && typeof row.error === "object" && !Array.isArray(row.error))
    return String(row.error["message"] as string); // every error has one
  return `${row.step_count ?? 0} steps in ${Math.round(row.duration_ms ?? 0)} ms`;
}

function journalLine({ stepId, action, error, transition }: JournalEntry): string {
  const went = transition === null ? "ends" : `goes to ${transition.target}`;
  const what =
    error === undefined ? went : `failed: ${error.message}${transition === null ? "" : `; ${went}`}`;
  return `  ${stepId.padEnd(12)}  ${(action ?? "-").padEnd(36)}  ${what}`;
}

const traitsOf = (options: RunOptions): Omit<RunTraits, "state"> => ({
  workflowId: options.workflow,
  sourceId: options.hook,
  recordId: options.customer,
  text: options.text,
  stepId: options.step,
  error: options.error,
});

function stateOf<State extends string>(text: string | undefined, known: readonly State[]): State | undefined {
  if (text === undefined) return undefined;
  const state = known.find((one) => one === text);
  if (state === undefined) throw new StartError(`--state takes one of ${known.join(", ")}`);
  return state;
}

function versionOf(text = "own"): ReplayVersion {
  if (text === "own" || text === "newest") return text;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new StartError("--with-version takes own, newest or the number of a version");
  return number;
}

function instantOf(text: string | undefined, option: string): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new StartError(`${option} takes an instant, such as 2026-01-31 or 2026-01-31T09:30:00Z`);
  return at;
}

function limitOf({ limit = "25" }: RunOptions): number {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > MAX_LISTED)
    throw new StartError(`--limit takes a whole number from 1 to ${MAX_LISTED}`);
  return count;
}
