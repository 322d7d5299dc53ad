import { MINUTE } from "@hark/kernel";

// Making a formatter takes a hundred times as long as using one.
const formatters = new Map<string, Intl.DateTimeFormat | null>();
const MAX_ZONES = 600;
const MAX_NAME = 64;

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  if (formatters.size >= MAX_ZONES) return null;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  } catch {
    // No such zone: remembered like one that there is.
  }
  formatters.set(zone, made);
  return made;
}

/**
 * What asking for the time in a zone costs, in units of work. Less than making a formatter takes, which happens once for each zone, and
 * more than using it does: the same whether there is one yet, as a replay must spend what the run spent.
 */
export const costOfZone = (zone: string): number => (zone === "UTC" ? 1 : 50);

/** Whether there is a time zone of that name, such as Europe/Berlin. */
export const isTimeZone = (zone: string): boolean => zone.length <= MAX_NAME && formatterOf(zone) !== null;

/** Minutes that a zone is ahead of UTC at an instant; undefined when there is no such zone. */
export function zoneOffset(ms: number, zone: string): number | undefined {
  if (zone === "UTC") return 0;
  const formatter = zone.length <= MAX_NAME ? formatterOf(zone) : null;
  if (!formatter) return undefined;
  const parts = new Map(formatter.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return Math.round((local - Math.floor(ms / MINUTE) * MINUTE) / MINUTE);
}
