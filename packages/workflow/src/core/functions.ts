import { isJsonObject, type Json } from "@hark/kernel";
import { businessHoursFault, isInBusinessHours } from "./business-hours.ts";
import type { Environment } from "./context.ts";
import { formatDate } from "./dates.ts";
import { readJson } from "./json-text.ts";
import { compilePath, type Found, splitPath } from "./path.ts";
import { randomId } from "./random-id.ts";
import { textFunctions } from "./text-functions.ts";
import { textOf } from "./text-of.ts";

/** A function of expressions, `/#fn:name,path,arg`: its first argument is the value at the path, the rest are texts. */
export interface ExpressionFunction {
  readonly name: string;
  readonly doc: string;
  /** What may follow the path, as the docs show it. */
  readonly args?: string;
  /** How many arguments there may be behind the path; none when not said, any number for a rest. */
  readonly maxArgs?: number;
  readonly minArgs?: number;
  /** Whether it does something useful without a path. */
  readonly isPathOptional?: boolean;
  /** What is wrong with the arguments, if anything. */
  argsFault?(args: readonly string[]): string | undefined;
  /** Tested, and shown in the docs. */
  readonly example: { readonly input: Json; readonly args: readonly string[]; readonly result: Json };
  run(value: Found, args: readonly string[], environment: Environment): Found;
}

const valueFunctions: readonly ExpressionFunction[] = [
  {
    name: "parseInt",
    doc: "The whole number at the start of a text.",
    example: { input: "42.7", args: [], result: 42 },
    run: (value) => finite(Number.parseInt(textOf(value).slice(0, 400), 10)),
  },
  {
    name: "parseFloat",
    doc: "The number at the start of a text.",
    example: { input: "42.7", args: [], result: 42.7 },
    run: (value) => finite(Number.parseFloat(textOf(value).slice(0, 400))),
  },
  {
    name: "parseBool",
    doc: 'true for true, "true", "yes", "1" and 1; false for everything else.',
    example: { input: "yes", args: [], result: true },
    run: (value) => ["true", "yes", "1"].includes(textOf(value).slice(0, 10).trim().toLowerCase()),
  },
  {
    name: "parseJSON",
    doc: "The value a JSON text stands for; nothing when it is not JSON.",
    example: { input: '{"a":1}', args: [], result: { a: 1 } },
    run: (value) => (typeof value === "string" ? readJson(value) : value),
  },
  {
    name: "toJSON",
    doc: "A value as JSON text.",
    example: { input: { a: 1 }, args: [], result: '{"a":1}' },
    run: (value) => (value === undefined ? undefined : JSON.stringify(value)),
  },
  {
    name: "ifExists",
    doc: "The value, or the argument when there is none.",
    args: "otherwise",
    minArgs: 1,
    maxArgs: 1,
    example: { input: null, args: ["none"], result: "none" },
    run: (value, [otherwise]) => value ?? otherwise,
  },
  {
    name: "map",
    doc: "What stands at a path in every entry of a list; null where there is nothing.",
    args: "path",
    minArgs: 1,
    maxArgs: 1,
    example: { input: [{ title: "a" }, { title: "b" }], args: ["title"], result: ["a", "b"] },
    run: (value, [path = ""]) => {
      const read = compilePath(splitPath(path));
      return Array.isArray(value) ? value.map((entry) => read(entry) ?? null) : undefined;
    },
  },
  {
    name: "transform",
    doc: "An object with members of one's own naming, each `name:path` or just `name`; of a list, one for every entry. The value as it is when none is named.",
    args: "name:path,…",
    maxArgs: Number.POSITIVE_INFINITY,
    example: {
      input: { reviewId: "r1", review: { rating: 4 } },
      args: ["id:reviewId", "stars:review.rating"],
      result: { id: "r1", stars: 4 },
    },
    run: (value, args) => (args.length === 0 ? value : transform(value, args)),
  },
  {
    name: "dateFormat",
    doc: "A date in a form such as YYYY-MM-DD (UTC), in the letters of Moment.js; LL when none is given. The form may hold commas.",
    args: "form",
    maxArgs: Number.POSITIVE_INFINITY,
    example: { input: "2026-01-31T09:30:00.000Z", args: ["YYYY-MM-DD"], result: "2026-01-31" },
    run: (value, form) =>
      formatDate(typeof value === "number" ? value : textOf(value), form.length > 0 ? form.join(",") : "LL"),
  },
  {
    name: "inBusinessHours",
    doc: "Whether an instant (now, without a path) lies in business hours: Monday to Friday, 9 to 17 hours UTC, unless the arguments say other days (mon-sat, mon+wed), hours (08:30-18:00) or a time zone (Europe/Berlin).",
    args: "days,hours,zone",
    maxArgs: 3,
    isPathOptional: true,
    argsFault: businessHoursFault,
    example: {
      input: "2026-01-31T07:45:00.000Z",
      args: ["mon-sat", "08:30-18:00", "Europe/Berlin"],
      result: true,
    },
    run: (value, args, { now }) => isInBusinessHours(value ?? now.getTime(), args),
  },
  {
    name: "randomId",
    doc: "A random id of letters and digits; the argument is its length, 10 when none is given.",
    args: "length",
    maxArgs: 1,
    isPathOptional: true,
    example: { input: null, args: ["4"], result: "AAAA" },
    run: (_value, [size], environment) => randomId(Number(size), environment),
  },
];

/** Every function. The engine, the check and the docs read this one table. */
export const functions: readonly ExpressionFunction[] = [...valueFunctions, ...textFunctions];

const byName = new Map(functions.map((entry) => [entry.name, entry]));

/** The function of that name, or undefined. */
export function findFunction(name: string): ExpressionFunction | undefined {
  return byName.get(name);
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

function transform(value: Found, args: readonly string[]): Found {
  const members = args.map((arg) => {
    const colon = arg.indexOf(":");
    const name = colon < 0 ? arg : arg.slice(0, colon);
    return [name, compilePath(splitPath(arg.slice(colon + 1)))] as const;
  });
  const one = (entry: Json): Json => {
    const result: { [key: string]: Json } = {};
    for (const [name, read] of members) {
      const found = read(entry);
      if (found !== undefined && name !== "__proto__") result[name] = found;
    }
    return result;
  };
  if (Array.isArray(value)) return value.map(one);
  return isJsonObject(value) ? one(value) : undefined;
}
