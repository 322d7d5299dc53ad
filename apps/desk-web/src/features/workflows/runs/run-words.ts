/** A duration in milliseconds as people read it. */
export function durationWords(ms: number | null): string {
  if (ms === null) return "";
  if (ms < 1) return "< 1 ms";
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
