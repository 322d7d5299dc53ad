const DAY_MS = 86_400_000;
const SHOWN = 30;

/** The last 30 days (UTC), oldest first; days on which nothing happened stand between with zeros. */
export function lastDays(
  given: readonly { readonly day: string; readonly count: number }[],
  now: Date,
): { day: string; count: number }[] {
  const known = new Map(given.map(({ day, count }) => [day.slice(0, 10), count]));
  return Array.from({ length: SHOWN }, (_, index) => {
    const day = new Date(now.getTime() - (SHOWN - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { day, count: known.get(day) ?? 0 };
  });
}
