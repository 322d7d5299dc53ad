const HOUR_MS = 3_600_000;
const SHOWN = 24;

/** What was sent in one hour; `at` is its beginning. */
export interface Hour {
  readonly at: Date;
  readonly total: number;
  readonly failed: number;
}

/** The last 24 hours, oldest first; hours in which nothing happened stand between with zeros. */
export function lastHours(
  given: readonly { readonly hour: string; readonly total: number; readonly failed: number }[],
  now: Date,
): Hour[] {
  const startOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;
  const known = new Map(given.map((hour) => [startOf(new Date(hour.hour).getTime()), hour]));
  const latest = startOf(now.getTime());
  return Array.from({ length: SHOWN }, (_, index) => {
    const start = latest - (SHOWN - 1 - index) * HOUR_MS;
    const hour = known.get(start);
    return { at: new Date(start), total: hour?.total ?? 0, failed: hour?.failed ?? 0 };
  });
}
