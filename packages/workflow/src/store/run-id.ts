/** When a run can have been written down: its id begins with the instant it was queued, so older partitions need not be asked. */
export function runBounds(id: string): { readonly from: Date } {
  const at = Number.parseInt(id.slice(0, 12), 16);
  return { from: new Date(Number.isNaN(at) ? 0 : Math.max(0, at - 1_000)) };
}
