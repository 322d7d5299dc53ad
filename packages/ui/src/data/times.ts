const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** A time as seen from `now` (milliseconds): "just now", "3 min. ago", "in 2 days". */
export function relativeTime(time: Date, now: number): string {
  const seconds = Math.round((time.getTime() - now) / 1_000);
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  // What came up since the clock of the page was last read is not of the future.
  return seconds > -10 && seconds < 30 ? "just now" : words.format(seconds, "second");
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** A time in full, in the reader's zone. */
export const exactTime = (time: Date): string => exact.format(time);
