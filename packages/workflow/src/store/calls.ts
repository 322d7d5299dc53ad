import type { Json, JsonObject } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { StepError } from "../core/advance.ts";
import { callEventName } from "../core/event-names.ts";
import { MAX_DEPTH } from "./events.ts";
import { keepDaysOf } from "./retention.ts";

/** A callable workflow to be run. */
export interface CallRequest {
  readonly workflowId: string;
  readonly inputs: JsonObject;
  readonly dueAt?: Date | undefined;
  /** How many runs lie between the call and the outside world. */
  readonly depth: number;
}

/** The run that was queued, or why the call was refused. */
export type CallVerdict = { readonly runId: string } | { readonly error: StepError };

interface CallableRow {
  readonly id: string;
  readonly enabled: boolean;
  readonly published_version: number | null;
  readonly callable: boolean | null;
  readonly schema: { readonly required?: Json } | null;
}

const CALLABLES = `
select w.id, w.enabled, w.published_version, (v.document->'trigger'->>'callable')::boolean as callable, v.document->'trigger'->'schema' as schema
from workflow.workflows w
left join workflow.versions v on v.org_id = w.org_id and v.workflow_id = w.id and v.version = w.published_version
where w.org_id = $1 and w.id = any($2)`;

const QUEUE = `
with called as (
  select * from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::timestamptz[], $9::text[])
    with ordinality as c(event_id, run_id, workflow_id, version, data, depth, due_at, name, n)
), stored as (
  insert into workflow.events (org_id, id, name, source_id, data, meta, depth, created_at, keep_days)
  select $1, event_id, name, workflow_id, data::json, '{}'::json, depth, $10, ${keepDaysOf("$1")} from called
)
insert into workflow.queue (org_id, run_id, workflow_id, version, event_id, event_at, depth, source_id, due_at, waiting_for, data)
select $1, run_id, workflow_id, version, event_id, $10, depth, workflow_id, due_at,
  case when due_at is null then null else 'its time' end, case when due_at is null then null else data::json end
from called order by n`;

/**
 * Queues a run for each call, in one statement, or says why it is refused: there is no such workflow, it is not callable or off, an
 * input that its schema requires is missing, or the chain is too deep. One verdict per call, in order.
 */
export async function queueCalls(
  sql: Sql,
  orgId: string,
  calls: readonly CallRequest[],
  tools: { readonly now: Date; newId(): string },
): Promise<CallVerdict[]> {
  if (calls.length === 0) return [];
  const ids = [...new Set(calls.map((call) => call.workflowId))];
  const rows = await sql.all<CallableRow>(CALLABLES, [orgId, ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const admitted: (CallRequest & { runId: string; eventId: string; version: number })[] = [];
  const verdicts = calls.map((call): CallVerdict => {
    const row = byId.get(call.workflowId);
    const error = refusal(row, call);
    if (error || !row?.published_version) return { error: error ?? unknown(call.workflowId) };
    const runId = tools.newId();
    admitted.push({ ...call, runId, eventId: tools.newId(), version: row.published_version });
    return { runId };
  });
  if (admitted.length > 0) {
    const column = <Value>(read: (call: (typeof admitted)[number]) => Value): Value[] => admitted.map(read);
    await sql.run(QUEUE, [
      orgId,
      column((call) => call.eventId),
      column((call) => call.runId),
      column((call) => call.workflowId),
      column((call) => call.version),
      column((call) => JSON.stringify(call.inputs)),
      column((call) => call.depth),
      column((call) => call.dueAt ?? null),
      column((call) => callEventName(call.workflowId)),
      tools.now,
    ]);
  }
  return verdicts;
}

const unknown = (id: string): StepError => ({
  code: "notfound",
  message: `there is no workflow ${id}; pick one in the field workflowId`,
  field: "workflowId",
});

function refusal(row: CallableRow | undefined, call: CallRequest): StepError | undefined {
  if (!row) return unknown(call.workflowId);
  if (row.published_version === null || !row.enabled)
    return {
      code: "disabled",
      message: `workflow ${row.id} is off; publish it and switch it on`,
      field: "workflowId",
    };
  if (!row.callable)
    return {
      code: "not-callable",
      message: `workflow ${row.id} cannot be called; give it a callable trigger`,
      field: "workflowId",
    };
  if (call.depth > MAX_DEPTH)
    return {
      code: "chain-too-deep",
      message: `more than ${MAX_DEPTH} workflows started one another; look for two that set each other off`,
    };
  const required = Array.isArray(row.schema?.required) ? row.schema.required : [];
  const missing = required
    .filter((name) => typeof name === "string")
    .find((name) => call.inputs[name] === undefined || call.inputs[name] === null);
  return missing === undefined
    ? undefined
    : {
        code: "badparam",
        message: `the input ${missing} is missing; workflow ${row.id} requires it`,
        field: `inputs.${missing}`,
      };
}
