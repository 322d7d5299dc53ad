/** Milliseconds of an instant given as ISO text, milliseconds or seconds; undefined when it is none of them. */
export function readDate(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

const two = (value: number): string => String(value).padStart(2, "0");
const months = "January February March April May June July August September October November December".split(
  " ",
);

/** An instant in a form of YYYY, MM, MMM, MMMM, DD, D, HH, mm, ss (UTC); `L`, `LL`, `LLL` are the usual short hands. */
export function formatDate(value: string | number, form: string): string | undefined {
  const ms = readDate(value);
  if (ms === undefined) return undefined;
  const date = new Date(ms);
  const month = months[date.getUTCMonth()] ?? "";
  const shorthand: Readonly<Record<string, string>> = {
    L: "MM/DD/YYYY",
    LL: "MMMM D, YYYY",
    LLL: "MMMM D, YYYY HH:mm",
    LT: "HH:mm",
  };
  return (shorthand[form] ?? form).slice(0, 100).replaceAll(/YYYY|MMMM|MMM|MM|DD|D|HH|mm|ss/g, (part) => {
    switch (part) {
      case "YYYY":
        return String(date.getUTCFullYear());
      case "MMMM":
        return month;
      case "MMM":
        return month.slice(0, 3);
      case "MM":
        return two(date.getUTCMonth() + 1);
      case "DD":
        return two(date.getUTCDate());
      case "D":
        return String(date.getUTCDate());
      case "HH":
        return two(date.getUTCHours());
      case "mm":
        return two(date.getUTCMinutes());
      default:
        return two(date.getUTCSeconds());
    }
  });
}
