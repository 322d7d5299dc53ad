// The process that queued it and the one that wrote it down need not agree on the time. Partitions are whole days, so an hour costs nothing.
const SKEW_MS = 3_600_000;
const DIGITS = 12;

/** The first id that a run can have that was queued at this instant; ids begin with it and sort by it. */
export const firstRunId = (at: Date): string => Math.max(0, at.getTime()).toString(16).padStart(DIGITS, "0");

/** When a run was queued: its id says so. The beginning of time for what is no id. */
export function queuedAt(runId: string): Date {
  const at = Number.parseInt(runId.slice(0, DIGITS), 16);
  const date = new Date(Number.isNaN(at) ? 0 : at);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}

/** When a run can have been written down: not before it was queued, so older partitions need not be asked. */
export function runBounds(id: string): { readonly from: Date } {
  return { from: new Date(Math.max(0, queuedAt(id).getTime() - SKEW_MS)) };
}
