import { DAY, HOUR, MINUTE, SECOND } from "@hark/kernel";

const lengths: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};
const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** The units of time there are, as docs name them. */
export const unitNames = [...Object.keys(lengths), ...Object.keys(monthsIn)].map((name) => `${name}s`);

const singular = (unit: string): string => unit.toLowerCase().replace(/s$/, "");

/** Whether there is a unit of that name, singular or plural. */
export const isUnit = (name: string): boolean =>
  Object.hasOwn(lengths, singular(name)) || Object.hasOwn(monthsIn, singular(name));

/** An instant moved by so many units; undefined for an unknown unit or an instant no date can hold. */
export function moveDate(ms: number, count: number, unit: string): number | undefined {
  const name = singular(unit);
  const moved = Object.hasOwn(lengths, name)
    ? ms + count * (lengths[name] ?? 0)
    : Object.hasOwn(monthsIn, name)
      ? moveMonths(ms, Math.trunc(count * (monthsIn[name] ?? 0)))
      : Number.NaN;
  return Number.isNaN(new Date(moved).getTime()) ? undefined : moved;
}

/** The same day and time so many months on; the last day of a month that is too short for it. */
function moveMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** How many whole units lie between two instants; negative when the second comes first. */
export function countUnits(from: number, to: number, unit: string): number | undefined {
  const name = singular(unit);
  if (Object.hasOwn(lengths, name)) return Math.trunc((to - from) / (lengths[name] ?? 1)) + 0;
  if (!Object.hasOwn(monthsIn, name)) return undefined;
  const [begin, end] = [new Date(from), new Date(to)];
  const months =
    (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  const reached = moveMonths(from, months);
  const isShort = to >= from ? reached > to : reached < to;
  const whole = isShort ? months - Math.sign(to - from) : months;
  return Math.trunc(whole / (monthsIn[name] ?? 1)) + 0;
}
