import { isJsonObject, type Json } from "@hark/kernel";
import { businessHoursFault, isInBusinessHours } from "./business-hours.ts";
import type { Environment } from "./context.ts";
import { costOfForm, formatDate } from "./dates.ts";
import { JSON_READ_PER_UNIT, readJson } from "./json-text.ts";
import { COST_OF_TRY, compilePath, type Found, lastTries, splitPath } from "./path.ts";
import { COST_OF_ID, randomId } from "./random-id.ts";
import { textFunctions } from "./text-functions.ts";
import { plainTextOf } from "./text-of.ts";
import type { Work } from "./work.ts";
import { costOfZone } from "./zoned.ts";

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
  /** Spends for what it will look at, before it does; when not said, for its value as a text of which it makes another. */
  spend?(work: Work, value: Found, args: readonly string[]): boolean;
  /** Spends as it goes where it looks at every entry of a list; what it gives after that was too much is not used. */
  run(value: Found, args: readonly string[], environment: Environment, work: Work): Found;
}

/** For what looks at no more than the beginning of a text. */
const little = (work: Work): boolean => work.spend(2);
/** For what spends as it goes. */
const asItGoes = (work: Work): boolean => work.spend(1);

const valueFunctions: readonly ExpressionFunction[] = [
  {
    name: "parseInt",
    doc: "The whole number at the start of a text.",
    example: { input: "42.7", args: [], result: 42 },
    spend: little,
    run: (value) => finite(Number.parseInt(plainTextOf(value).slice(0, 400), 10)),
  },
  {
    name: "parseFloat",
    doc: "The number at the start of a text.",
    example: { input: "42.7", args: [], result: 42.7 },
    spend: little,
    run: (value) => finite(Number.parseFloat(plainTextOf(value).slice(0, 400))),
  },
  {
    name: "parseBool",
    doc: 'true for true, "true", "yes", "1" and 1; false for everything else.',
    example: { input: "yes", args: [], result: true },
    spend: little,
    run: (value) => ["true", "yes", "1"].includes(plainTextOf(value).slice(0, 10).trim().toLowerCase()),
  },
  {
    name: "parseJSON",
    doc: "The value a JSON text stands for; nothing when it is not JSON.",
    example: { input: '{"a":1}', args: [], result: { a: 1 } },
    spend: (work, value) => work.spendText(typeof value === "string" ? value.length : 0, JSON_READ_PER_UNIT),
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
    spend: little,
    run: (value, [otherwise]) => value ?? otherwise,
  },
  {
    name: "map",
    doc: "What stands at a path in every entry of a list; null where there is nothing.",
    args: "path",
    minArgs: 1,
    maxArgs: 1,
    example: { input: [{ title: "a" }, { title: "b" }], args: ["title"], result: ["a", "b"] },
    spend: asItGoes,
    run: (value, [path = ""], _environment, work) => {
      const read = compilePath(splitPath(path));
      return Array.isArray(value)
        ? eachOf(value, work, (entry) => spendTries(work, read(entry)) ?? null)
        : undefined;
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
    spend: asItGoes,
    run: (value, args, _environment, work) => (args.length === 0 ? value : transform(value, args, work)),
  },
  {
    name: "dateFormat",
    doc: "A date in a form such as YYYY-MM-DD (UTC), in the letters of Moment.js; LL when none is given. The form may hold commas.",
    args: "form",
    maxArgs: Number.POSITIVE_INFINITY,
    example: { input: "2026-01-31T09:30:00.000Z", args: ["YYYY-MM-DD"], result: "2026-01-31" },
    spend: (work, _value, form) =>
      work.spend(costOfForm(form.reduce((sum, part) => sum + 1 + part.length, 0))),
    run: (value, form) =>
      formatDate(
        typeof value === "number" ? value : plainTextOf(value),
        form.length > 0 ? form.join(",") : "LL",
      ),
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
    // Days and hours are read like the name of a zone.
    spend: (work, _value, args) =>
      work.spend(args.reduce((sum, arg) => sum + costOfZone(arg) + arg.length / 4, 10)),
    run: (value, args, { now }) => isInBusinessHours(value ?? now.getTime(), args),
  },
  {
    name: "randomId",
    doc: "A random id of letters and digits; the argument is its length, 10 when none is given.",
    args: "length",
    maxArgs: 1,
    isPathOptional: true,
    example: { input: null, args: ["4"], result: "AAAA" },
    spend: (work) => work.spend(COST_OF_ID),
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

/** What is made of every entry of a list, for as long as there is something left to spend. */
function eachOf(list: readonly Json[], work: Work, make: (entry: Json) => Json): Json {
  const made: Json[] = [];
  for (const entry of list) {
    if (!work.spend(1)) break;
    made.push(make(entry));
  }
  return made;
}

/** What a path led to, with all that was looked at on the way. */
function spendTries(work: Work, found: Found): Found {
  work.spend(lastTries() * COST_OF_TRY);
  return found;
}

function transform(value: Found, args: readonly string[], work: Work): Found {
  const members = args.map((arg) => {
    const colon = arg.indexOf(":");
    const name = colon < 0 ? arg : arg.slice(0, colon);
    return [name, compilePath(splitPath(arg.slice(colon + 1)))] as const;
  });
  const one = (entry: Json): Json => {
    const result: { [key: string]: Json } = {};
    for (const [name, read] of members) {
      const found = spendTries(work, read(entry));
      if (!work.spend(1)) break;
      if (found !== undefined && name !== "__proto__") result[name] = found;
    }
    return result;
  };
  if (Array.isArray(value)) return eachOf(value, work, one);
  return isJsonObject(value) ? one(value) : undefined;
}
