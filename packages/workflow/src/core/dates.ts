import { DAY, MINUTE } from "@hark/kernel";
import { zoneOffset } from "./zoned.ts";

// No instant takes more characters; a longer text would only be read for nothing.
const MAX_DATE = 64;
const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const MAX_MS = 8.64e15;

/**
 * Milliseconds of an instant given as ISO text or in milliseconds; undefined when it is neither. A time without a zone is one
 * in UTC, wherever this runs.
 */
export function readDate(value: unknown): number | undefined {
  if (typeof value === "number")
    return Number.isFinite(value) && Math.abs(value) <= MAX_MS ? value : undefined;
  if (typeof value !== "string" || value.length > MAX_DATE || !DATE.test(value)) return undefined;
  const ms = Date.parse(
    value.length > 10 && !ZONE.test(value) ? `${value.trimEnd().replace(" ", "T")}Z` : value,
  );
  return Number.isNaN(ms) ? undefined : ms;
}

const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  return `${day}${isTeen ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th")}`;
}

function offsetText(minutes: number, between: string): string {
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.trunc(whole / 60))}${between}${pad(whole % 60)}`;
}

/** What a part of a form stands for, of a date whose UTC fields are the local ones. */
const parts: Readonly<Record<string, (local: Date, offset: number) => string>> = {
  YYYY: (date) => pad(date.getUTCFullYear(), 4),
  YY: (date) => pad(date.getUTCFullYear() % 100),
  Q: (date) => String(Math.trunc(date.getUTCMonth() / 3) + 1),
  MMMM: (date) => months[date.getUTCMonth()] ?? "",
  MMM: (date) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  MM: (date) => pad(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DDDD: (date) => pad(dayOfYear(date), 3),
  DDD: (date) => String(dayOfYear(date)),
  DD: (date) => pad(date.getUTCDate()),
  Do: (date) => ordinal(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  dddd: (date) => weekdays[date.getUTCDay()] ?? "",
  ddd: (date) => (weekdays[date.getUTCDay()] ?? "").slice(0, 3),
  d: (date) => String(date.getUTCDay()),
  HH: (date) => pad(date.getUTCHours()),
  H: (date) => String(date.getUTCHours()),
  hh: (date) => pad(hour12(date)),
  h: (date) => String(hour12(date)),
  mm: (date) => pad(date.getUTCMinutes()),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => pad(date.getUTCSeconds()),
  s: (date) => String(date.getUTCSeconds()),
  SSS: (date) => pad(date.getUTCMilliseconds(), 3),
  A: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  a: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  ZZ: (_date, offset) => offsetText(offset, ""),
  Z: (_date, offset) => offsetText(offset, ":"),
  X: (date, offset) => String(Math.trunc((date.getTime() - offset * MINUTE) / 1_000)),
  x: (date, offset) => String(date.getTime() - offset * MINUTE),
};

const dayOfYear = (date: Date): number =>
  Math.trunc((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;

const shorthands: Readonly<Record<string, string>> = {
  L: "MM/DD/YYYY",
  LL: "MMMM D, YYYY",
  LLL: "MMMM D, YYYY h:mm A",
  LLLL: "dddd, MMMM D, YYYY h:mm A",
  l: "M/D/YYYY",
  ll: "MMM D, YYYY",
  lll: "MMM D, YYYY h:mm A",
  llll: "ddd, MMM D, YYYY h:mm A",
  LT: "h:mm A",
  LTS: "h:mm:ss A",
};

const SHORTHAND = /\[[^\]]*\]|LTS|LT|LL?L?L?|ll?l?l?/g;
const PART =
  /\[[^\]]*\]|YYYY|YY|Q|MMMM|MMM|MM|M|DDDD|DDD|DD|Do|D|dddd|ddd|d|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|X|x/g;
const MAX_FORM = 100;

/** What a form of that many characters costs, in units of work: a shorthand may stand for eight parts. */
export const costOfForm = (length: number): number => 5 + Math.min(length, MAX_FORM);

/**
 * An instant in a form such as `YYYY-MM-DD` or `LL` (the letters of Moment.js; text in brackets stays), in UTC unless a time
 * zone is named. Undefined for what is no instant or no zone.
 */
export function formatDate(value: string | number, form: string, zone = "UTC"): string | undefined {
  const ms = readDate(value);
  const offset = ms === undefined ? undefined : zoneOffset(ms, zone);
  if (ms === undefined || offset === undefined) return undefined;
  const local = new Date(ms + offset * MINUTE);
  return form
    .slice(0, MAX_FORM)
    .replaceAll(SHORTHAND, (found) => shorthands[found] ?? found)
    .replaceAll(PART, (found) =>
      found.startsWith("[") ? found.slice(1, -1) : (parts[found]?.(local, offset) ?? found),
    );
}
