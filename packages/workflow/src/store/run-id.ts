// The process that queued it and the one that wrote it down need not agree on the time. Partitions are whole days, so an hour costs nothing.
const SKEW_MS = 3_600_000;

/** When a run can have been written down: its id begins with the instant it was queued, so older partitions need not be asked. */
export function runBounds(id: string): { readonly from: Date } {
  const at = Number.parseInt(id.slice(0, 12), 16);
  return { from: new Date(Number.isNaN(at) ? 0 : Math.max(0, at - SKEW_MS)) };
}
