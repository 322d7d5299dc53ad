import { HarkError } from "@hark/kernel";
import { type Database, type Sql, SqlState, sqlStateOf } from "@hark/postgres";
import { withEvent } from "./events.ts";
import { marksOf } from "./kept-entry.ts";
import { firstRunId, queuedAt } from "./run-id.ts";
import { endedState, type RunRow, waitingFor } from "./runs.ts";

/** What to look for among runs. Everything given must hold. */
export interface RunTraits {
  readonly workflowId?: string | undefined;
  readonly state?: RunRow["state"] | undefined;
  /** Runs that this hook's transactions (or this record's events) started. */
  readonly sourceId?: string | undefined;
  /** A customer (or any other record) that started the run, or that a step got or gave. */
  readonly recordId?: string | undefined;
  /** Text anywhere in what started the run. */
  readonly text?: string | undefined;
  /** Runs that went through this step. */
  readonly stepId?: string | undefined;
  /** Text in the error. */
  readonly error?: string | undefined;
}

/** A page of a search, by when runs were queued. */
export interface RunSearch extends RunTraits {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Go on behind this run. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What a search found, and how far it looked. */
export interface FoundRuns {
  readonly rows: readonly RunRow[];
  /** Runs that were looked at. */
  readonly looked: number;
  /** Where to go on; null when nothing is left to look at. */
  readonly before: string | null;
  readonly lookedBackTo: Date | null;
  /** False when time ran out before the page was full. */
  readonly complete: boolean;
}

/** How much a search may take. */
export interface SearchBounds {
  /** Milliseconds after which no further slice is begun (default 2,000). */
  readonly budgetMs?: number;
  /** Runs of the first slice (default 1,000); each that follows is twice as large, up to 8,000. */
  readonly sliceSize?: number;
}

const BUDGET_MS = 2_000;
const FIRST_SLICE = 1_000;
const LARGEST_SLICE = 8_000;
/** No slice comes near it; a machine that is out of breath is not made to go on for a page that nobody waits for any more. */
const STATEMENT_MS = 10_000;

const like = (text: string | undefined): string | null =>
  text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Conditions over a run `r` and its event `e`, beginning at parameter `$from`; seven parameters. */
export const fitting = (from: number): string => {
  const [workflow, state, source, record, text, step, error] = [0, 1, 2, 3, 4, 5, 6].map(
    (at) => `$${from + at}`,
  );
  return `(${workflow}::text is null or r.workflow_id = ${workflow}) and (${state}::text is null or r.state = ${state})
    and (${source}::text is null or e.source_id = ${source})
    and (${record}::text is null or r.journal like ${record} or e.data::text like ${record})
    and (${text}::text is null or e.data::text ilike ${text})
    and (${step}::text[] is null or r.journal like any (${step}::text[])) and (${error}::text is null or r.error::text ilike ${error})`;
};

/** SQL that joins to runs `r` what `fitting` asks of their events `e`. */
export const withFittingEvent = (traits: RunTraits): string =>
  traits.sourceId === undefined && traits.recordId === undefined && traits.text === undefined
    ? "cross join (select null::text as source_id, null::json as data) e"
    : withEvent("r", "s.source_id, s.data");

/** The parameters of `fitting`. */
export const fittingParams = (traits: RunTraits): unknown[] => [
  traits.workflowId ?? null,
  traits.state ?? null,
  traits.sourceId ?? null,
  like(traits.recordId),
  like(traits.text),
  traits.stepId === undefined ? null : marksOf(traits.stepId).map(like),
  like(traits.error),
];

// Workflow and, of what went wrong, the state have an index; whatever else is looked for is looked for in a slice of so many runs.
const slice = (search: RunSearch): string => {
  const of = search.workflowId === undefined ? "true" : "workflow_id = $5";
  const isOpen = search.state === "pending" || search.state === "waiting";
  const isIndexed = isOpen || (search.workflowId !== undefined && search.state !== "completed");
  const ended = isIndexed ? endedState(search.state) : "true";
  const open = search.state === undefined || isOpen;
  const journal = search.stepId === undefined && search.recordId === undefined ? "null::text" : undefined;
  return `
with slice as materialized (
  select * from (
    (select run_id as id, workflow_id, version, event_id, event_at, case when due_at is null then 'pending' else 'waiting' end as state,
       waiting_for, due_at, seq, order_key, null::json as error, null::int as step_count, attempt, null::real as duration_ms, replay_of,
       null::timestamptz as ended_at, ${journal ?? "(resume->'state'->'journal')::text"} as journal
     from workflow.queue where org_id = $1 and run_id < $2 and run_id >= $3 and ${of} and ${open} order by run_id desc limit $13)
    union all
    (select id, workflow_id, version, event_id, event_at, state, null, null, null, null, error, step_count, attempt, duration_ms, replay_of,
       created_at, ${journal ?? "journal"}
     from workflow.runs where org_id = $1 and id < $2 and id >= $3 and created_at >= $4 and ${of} and ${ended} order by id desc limit $13)
  ) both_of order by id desc limit $13
)
select s.looked, s.last, f.* from (select count(*)::int as looked, min(id) as last from slice) s
left join lateral (
  select r.id, r.workflow_id, r.version, r.event_id, r.state, ${waitingFor("r")} as waiting_for, r.due_at, r.error, r.step_count, r.attempt,
    r.duration_ms, r.replay_of, r.ended_at
  from slice r ${withFittingEvent(search)}
  where ${fitting(5)} order by r.id desc limit $12
) f on true`;
};

type SliceRow = { readonly looked: number; readonly last: string | null } & (RunRow | { readonly id: null });

/**
 * A page of the runs that fit, newest first. Journals and payloads have no index (it would cost each run more than all searches ever
 * save), so runs are looked at one by one, in slices, for as long as the budget lasts; the answer says how far that was. Throws
 * `badparam` when not even a slice could be read in time.
 */
export async function searchRuns(
  database: Database,
  orgId: string,
  search: RunSearch,
  bounds: SearchBounds = {},
): Promise<FoundRuns> {
  const until = performance.now() + (bounds.budgetMs ?? BUDGET_MS);
  const found: RunRow[] = [];
  let size = bounds.sliceSize ?? FIRST_SLICE;
  let looked = 0;
  let before = earlier(
    search.before,
    search.to === undefined ? undefined : firstRunId(new Date(search.to.getTime() + 1)),
  );
  try {
    return await database.transaction(async (tx) => {
      await tx.run(`set local statement_timeout = ${STATEMENT_MS}`);
      for (;;) {
        const { rows, seen, last } = await readSlice(tx, orgId, search, {
          before,
          size,
          room: search.limit - found.length,
        });
        looked += seen;
        found.push(...rows);
        const isFull = found.length >= search.limit;
        const at = isFull ? (found.at(-1)?.id ?? null) : last;
        const isEnd = !isFull && seen < size;
        if (isEnd)
          return { rows: found, looked, before: null, lookedBackTo: search.from ?? null, complete: true };
        if (isFull || performance.now() >= until)
          return {
            rows: found,
            looked,
            before: at,
            lookedBackTo: at === null ? null : queuedAt(at),
            complete: isFull,
          };
        before = last ?? before;
        size = Math.min(size * 2, LARGEST_SLICE);
      }
    });
  } catch (error) {
    if (sqlStateOf(error) === SqlState.queryCanceled) throw tooMuch();
    throw error;
  }
}

/** The answer to whoever asks for more than can be read in time. */
export const tooMuch = (): HarkError =>
  new HarkError(
    "badparam",
    "there are too many runs to look through in time; say a workflow, or a later 'from'",
    {
      parameter: "from",
    },
  );

// Above every id there is.
const TOP = "g";
const earlier = (...ids: readonly (string | undefined)[]): string =>
  ids.reduce<string>((low, id) => (id !== undefined && id < low ? id : low), TOP);

async function readSlice(
  tx: Sql,
  orgId: string,
  search: RunSearch,
  { before, size, room }: { readonly before: string; readonly size: number; readonly room: number },
): Promise<{ rows: RunRow[]; seen: number; last: string | null }> {
  const from = search.from ?? new Date(0);
  const rows = await tx.all<SliceRow>(slice(search), [
    orgId,
    before,
    firstRunId(from),
    new Date(Math.max(0, from.getTime() - 1_000)),
    ...fittingParams(search),
    room,
    size,
  ]);
  const [first] = rows;
  return {
    rows: rows.flatMap((row) => {
      const { looked: _looked, last: _last, ...run } = row;
      return run.id === null ? [] : [run];
    }),
    seen: first?.looked ?? 0,
    last: first?.last ?? null,
  };
}
