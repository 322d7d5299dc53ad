import type { Json } from "@hark/kernel";
import type { Environment } from "./context.ts";
import { formatDate, readDate } from "./dates.ts";
import { randomId } from "./functions.ts";

export type HelperValue = Json | undefined;

/** A value as text; lists and objects, which no helper takes as text, become the empty one. */
const text = (value: HelperValue, otherwise = ""): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : otherwise;

/** A helper of templates, such as `{{dateFormat path format="LL"}}`. */
export interface TemplateHelper {
  readonly name: string;
  readonly doc: string;
  /** Tested, and shown in the docs. */
  readonly example: { readonly template: string; readonly result: string };
  /** True when the helper may be written without arguments. */
  readonly takesNothing?: boolean;
  run(
    args: readonly HelperValue[],
    named: Readonly<Record<string, HelperValue>>,
    environment: Environment,
  ): HelperValue;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};

const all: readonly TemplateHelper[] = [
  {
    name: "date",
    doc: "The instant so many units ago; a negative count lies ahead. Units: seconds, minutes, hours, days, weeks.",
    example: { template: '{{date "days" count=1}}', result: "2025-12-31T00:00:00.000Z" },
    takesNothing: true,
    run: ([unit], named, { now }) => {
      const ms = now.getTime() - Number(named["count"] ?? 0) * (UNIT_MS[text(unit, "days")] ?? 0);
      return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : undefined;
    },
  },
  {
    name: "dateFormat",
    doc: "A date in a form such as YYYY-MM-DD (UTC); LL when none is given.",
    example: {
      template: '{{dateFormat "2026-01-31T09:30:00.000Z" format="LL"}}',
      result: "January 31, 2026",
    },
    run: ([value], named) => formatDate(text(value), text(named["format"], "LL")),
  },
  {
    name: "dateDiff",
    doc: "How many whole units lie between two dates.",
    example: { template: '{{dateDiff "2026-01-01" "2026-01-31" unit="days"}}', result: "30" },
    run: ([from, to], named) => {
      const start = readDate(from);
      const end = readDate(to);
      const unit = UNIT_MS[text(named["unit"], "days")];
      return start === undefined || end === undefined || unit === undefined
        ? undefined
        : Math.trunc((end - start) / unit);
    },
  },
  {
    name: "math",
    doc: "One sum: + - * / % of two numbers.",
    example: { template: '{{math 6 "*" 7}}', result: "42" },
    run: ([left, operator, right]) => calculate(Number(left), text(operator), Number(right)),
  },
  {
    name: "randomId",
    doc: "A random id of letters and digits.",
    example: { template: "{{randomId size=4}}", result: "AAAA" },
    takesNothing: true,
    run: (_args, named, environment) => randomId(Number(named["size"] ?? 6), environment),
  },
  {
    name: "lookup",
    doc: "A member by a name that is itself a value.",
    example: { template: '{{lookup steps.1 "colour"}}', result: "red" },
    run: ([subject, key]) => {
      if (Array.isArray(subject)) return subject[Number(key)];
      if (typeof subject !== "object" || subject === null) return undefined;
      const name = text(key);
      return Object.hasOwn(subject, name) && name !== "__proto__" ? subject[name] : undefined;
    },
  },
];

function calculate(left: number, operator: string, right: number): number | undefined {
  const results: Readonly<Record<string, number>> = {
    "+": left + right,
    "-": left - right,
    "*": left * right,
    "/": left / right,
    "%": left % right,
  };
  const result = Object.hasOwn(results, operator) ? results[operator] : undefined;
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}

/** Every helper by its name; `if`, `unless`, `each` and `with` are part of the language itself. */
export const helpers: ReadonlyMap<string, TemplateHelper> = new Map(
  all.map((helper) => [helper.name, helper]),
);
