import { DAY, MINUTE } from "@hark/kernel";
import { readDate } from "./dates.ts";
import { isTimeZone, zoneOffset } from "./zoned.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const SPAN = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/;
const SCHEDULE_ID = /^[0-9a-f]{24}$/;

/** When somebody is there: weekdays, minutes of the day, and where on earth that is. */
interface Hours {
  days: readonly boolean[];
  from: number;
  to: number;
  zone: string;
}

const usual = (): Hours => ({
  days: DAYS.map((day) => day !== "sun" && day !== "sat"),
  from: 9 * 60,
  to: 17 * 60,
  zone: "UTC",
});

/** `mon-fri`, or `mon+wed`; undefined when it is neither. */
function readDays(text: string): readonly boolean[] | undefined {
  const named = text.toLowerCase().split("+");
  const days = DAYS.map(() => false);
  for (const part of named) {
    const [first = "", last = first] = part.split("-").map((name) => name.slice(0, 3));
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || part.split("-").length > 2) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days[day] = true;
      if (day === to) break;
    }
  }
  return days;
}

function readSpan(text: string): { readonly from: number; readonly to: number } | undefined {
  const found = SPAN.exec(text);
  if (!found) return undefined;
  const from = Number(found[1]) * 60 + Number(found[2] ?? 0);
  const to = Number(found[3]) * 60 + Number(found[4] ?? 0);
  return from <= 24 * 60 && to <= 24 * 60 && from !== to ? { from, to } : undefined;
}

/** What an argument of `inBusinessHours` is about, or why it is about nothing. */
function readHours(args: readonly string[]): { readonly hours: Hours; readonly fault: string | undefined } {
  const hours = usual();
  let fault: string | undefined;
  for (const arg of args.map((text) => text.trim()).filter((text) => text !== "")) {
    const span = readSpan(arg);
    const days = span ? undefined : readDays(arg);
    if (span) Object.assign(hours, span);
    else if (days) hours.days = days;
    else if (isTimeZone(arg)) hours.zone = arg;
    else if (SCHEDULE_ID.test(arg))
      fault = "there are no schedules by id here; Monday to Friday from 9 to 17 hours UTC count";
    else fault = `${arg.slice(0, 40)} is no weekdays, hours or time zone`;
  }
  return { hours, fault };
}

/** What is wrong with the arguments of `inBusinessHours`, if anything. */
export const businessHoursFault = (args: readonly string[]): string | undefined => readHours(args).fault;

/**
 * Whether an instant lies in business hours: Monday to Friday, 9 to 17 hours UTC, unless the arguments say other days
 * (`mon-sat`, `mon+wed`), hours (`08:30-18:00`, `22-6`) or a time zone (`Europe/Berlin`). Undefined for what is no instant.
 */
export function isInBusinessHours(value: unknown, args: readonly string[]): boolean | undefined {
  const ms = readDate(value);
  const { hours } = readHours(args);
  const offset = ms === undefined ? undefined : zoneOffset(ms, hours.zone);
  if (ms === undefined || offset === undefined) return undefined;
  const local = ms + offset * MINUTE;
  const minute = (((local % DAY) + DAY) % DAY) / MINUTE;
  const isOvernight = hours.from > hours.to;
  // What is open past midnight belongs to the day it opened on.
  const isLate = isOvernight && minute < hours.to;
  const day = new Date(isLate ? local - DAY : local).getUTCDay();
  const isOpen = isOvernight ? isLate || minute >= hours.from : minute >= hours.from && minute < hours.to;
  return isOpen && hours.days[day] === true;
}
