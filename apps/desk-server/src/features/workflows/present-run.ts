import type { Resource } from "@hark/contract";
import type { Json } from "@hark/kernel";
import { type FoundRuns, queuedAt, type ReplayRow, type RunDetailRow, type RunRow } from "@hark/workflow";
import { orgRelation, relation } from "../../records/envelope.ts";
import { replayWords } from "./replay-words.ts";

/** A run as it is listed. */
export function presentRun(row: RunRow, orgId: string): Resource {
  return {
    type: "run",
    id: row.id,
    attributes: {
      state: row.state,
      version: row.version,
      waitingFor: row.waiting_for ?? (row.state === "pending" ? "a free worker" : null),
      dueAt: row.due_at?.toISOString() ?? null,
      error: row.error,
      stepCount: row.step_count,
      attempt: row.attempt,
      durationMs: row.duration_ms,
      replayOf: row.replay_of,
      createdAt: queuedAt(row.id).toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
    },
    relationships: {
      org: orgRelation(orgId),
      workflow: relation("workflow", row.workflow_id, `/v1/workflows/${row.workflow_id}`),
      event: { data: { type: "event", id: row.event_id } },
    },
    links: { self: `/v1/runs/${row.id}` },
  };
}

/** A run with its journal and what started it. */
export function presentRunDetail(row: RunDetailRow, orgId: string): Resource {
  const base = presentRun(row, orgId);
  return {
    ...base,
    attributes: { ...base.attributes, journal: row.journal as unknown as Json, trigger: row.data },
  };
}

/** A failed run as the wire tells it: a process. */
export function presentProcess(row: RunDetailRow, orgId: string, eventName: string): Resource {
  const at = queuedAt(row.id).toISOString();
  return {
    type: "process",
    id: row.id,
    attributes: {
      event: {
        id: row.event_id,
        name: eventName,
        org: orgId,
        data: row.data,
        createdAt: at,
        changes: {},
      },
      error: JSON.stringify(row.error),
      meta: {
        context: JSON.stringify(row.journal),
        attempt: row.attempt,
        retry: false,
        workflowRev: row.version,
      },
      status: row.state,
      createdAt: at,
      updatedAt: row.ended_at?.toISOString() ?? at,
    },
    relationships: {
      org: orgRelation(orgId),
      workflow: { data: { type: "workflow", id: row.workflow_id } },
      workflowRunner: { data: { type: "workflow_runner", id: row.id } },
    },
    links: { self: `/v1/runs/${row.id}` },
  };
}

/** A page of a search, with how far it looked. */
export function presentFound(
  found: FoundRuns,
  orgId: string,
  query: Readonly<Record<string, string | number | undefined>> & { readonly pageSize: number },
) {
  const link = (before: string | undefined): string => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...query, before }))
      if (value !== undefined) search.set(name, String(value));
    return `/v1/runs?${search.toString()}`;
  };
  return {
    meta: {
      pageSize: query.pageSize,
      looked: found.looked,
      lookedBackTo: found.lookedBackTo?.toISOString() ?? null,
      complete: found.complete,
    },
    data: found.rows.map((row) => presentRun(row, orgId)),
    links: {
      self: link(query["before"] === undefined ? undefined : String(query["before"])),
      next: found.before === null ? null : link(found.before),
    },
  };
}

/** A replay with what it has come to in words. */
export function presentReplay(row: ReplayRow) {
  return {
    id: row.id,
    state: row.state,
    filter: presentFilter(row.filter),
    version: row.version === "own" || row.version === "newest" ? row.version : Number(row.version),
    fromStep: row.from_step,
    total: row.total,
    queued: row.queued,
    completed: row.completed,
    failed: row.failed,
    canceled: row.canceled,
    skipped: Object.values(row.skipped).reduce((sum, count) => sum + count, 0),
    skippedBecause: row.skipped,
    words: replayWords(row),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

// In the words it was asked for with.
const presentFilter = (filter: ReplayRow["filter"]) => ({
  workflow: filter.workflowId,
  state: filter.state,
  hook: filter.sourceId,
  customer: filter.recordId,
  q: filter.text,
  step: filter.stepId,
  error: filter.error,
  from: filter.from,
  to: filter.to,
  runs: filter.runIds,
});
