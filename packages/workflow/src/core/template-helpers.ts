import { isJsonObject, type Json } from "@hark/kernel";
import type { Environment } from "./context.ts";
import { costOfForm, formatDate, readDate } from "./dates.ts";
import { jsonText } from "./json-text.ts";
import { readNumber } from "./numbers.ts";
import { FORBIDDEN_NAMES } from "./path.ts";
import { COST_OF_ID, randomId } from "./random-id.ts";
import { countUnits, isUnit, moveDate, unitNames } from "./units.ts";
import type { Work } from "./work.ts";
import { costOfZone } from "./zoned.ts";

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
  /** Tested, and shown in the docs; rendered on the example context. */
  readonly example: { readonly template: string; readonly result: string };
  /** True when the helper may be written without arguments. */
  readonly takesNothing?: boolean;
  /** What a call costs beside the texts it is given, in units of work; one when not said. */
  cost?(named: Readonly<Record<string, HelperValue>>): number;
  /** Spends for lists and objects before it looks at them. */
  run(
    args: readonly HelperValue[],
    named: Readonly<Record<string, HelperValue>>,
    environment: Environment,
    work: Work,
  ): HelperValue;
}

const COST_OF_DATES = 5;
const COST_OF_SUM = 3;

const all: readonly TemplateHelper[] = [
  {
    name: "date",
    doc: `The instant so many units ago; a negative count lies ahead. Units: ${unitNames.join(", ")}.`,
    example: { template: "{{date 'days' count=1}}", result: "2025-12-31T00:00:00.000Z" },
    takesNothing: true,
    cost: () => COST_OF_DATES,
    run: ([unit], named, { now }) => {
      const moved = moveDate(now.getTime(), -(readNumber(named["count"]) ?? 0), text(unit, "days"));
      return moved === undefined ? undefined : new Date(moved).toISOString();
    },
  },
  {
    name: "dateFormat",
    doc: "A date in a form such as YYYY-MM-DD, in UTC or the `timezone` named; LL when no form is given.",
    example: {
      template: "{{dateFormat steps.1.createdAt format='LL'}}",
      result: "January 31, 2026",
    },
    cost: (named) =>
      costOfForm(text(named["format"], "LL").length) + costOfZone(text(named["timezone"], "UTC")),
    run: ([value], named) =>
      formatDate(
        typeof value === "number" ? value : text(value),
        text(named["format"], "LL"),
        text(named["timezone"], "UTC"),
      ),
  },
  {
    name: "dateDiff",
    doc: "How many whole units lie between two dates; days when no unit is given. Also `dateDiff a b unit='days'`.",
    example: { template: "{{dateDiff 'days' from='2026-01-01' to=steps.1.createdAt}}", result: "30" },
    cost: () => COST_OF_DATES,
    run: (args, named) => {
      const isUnitFirst = typeof args[0] === "string" && isUnit(args[0]);
      const [from, to] = isUnitFirst ? [named["from"], named["to"]] : args;
      const [begin, end] = [readDate(from), readDate(to)];
      const unit = text(isUnitFirst ? args[0] : named["unit"], "days");
      return begin === undefined || end === undefined ? undefined : countUnits(begin, end, unit);
    },
  },
  {
    name: "math",
    doc: "One sum: + - * / % of two numbers, or of texts that read as numbers.",
    example: { template: '{{math steps.1.total "*" 2}}', result: "85.4" },
    cost: () => COST_OF_SUM,
    run: ([left, operator, right]) => calculate(readNumber(left), text(operator), readNumber(right)),
  },
  {
    name: "randomId",
    doc: "A random id of letters and digits; `size` is its length, 10 when none is given.",
    example: { template: "{{randomId size=6}}", result: "AAAAAA" },
    takesNothing: true,
    cost: () => COST_OF_ID,
    run: (_args, named, environment) => randomId(readNumber(named["size"]) ?? 0, environment),
  },
  {
    name: "lookup",
    doc: "A member by a name or a position that is itself a value.",
    example: { template: "{{lookup steps.1.colours steps.1.size}}", result: "red" },
    run: ([subject, key]) => {
      if (Array.isArray(subject)) return subject[readNumber(key) ?? -1];
      const name = text(key);
      return isJsonObject(subject) && Object.hasOwn(subject, name) && !FORBIDDEN_NAMES.has(name)
        ? subject[name]
        : undefined;
    },
  },
  {
    name: "toLower",
    doc: "A text in small letters.",
    example: { template: "{{{toLower steps.1.title}}}", result: "great & good" },
    run: ([value]) => text(value).toLowerCase(),
  },
  {
    name: "toUpper",
    doc: "A text in capital letters.",
    example: { template: "{{{toUpper steps.1.title}}}", result: "GREAT & GOOD" },
    run: ([value]) => text(value).toUpperCase(),
  },
  {
    name: "trim",
    doc: "A text without the white space around it.",
    example: { template: "{{trim '  vip '}}", result: "vip" },
    run: ([value]) => text(value).trim(),
  },
  {
    name: "join",
    doc: "The entries of a list with a text between them; a comma and a blank when none is given.",
    example: { template: "{{join steps.1.tags ' / '}}", result: "unhappy / vip" },
    run: ([list, between], _named, _environment, work) =>
      Array.isArray(list) ? joinTexts(list, text(between, ", "), work) : undefined,
  },
  {
    name: "toJSON",
    doc: "A value as JSON text.",
    example: { template: "{{{toJSON steps.1.tags}}}", result: '["unhappy","vip"]' },
    run: ([value], _named, _environment, work) =>
      value !== undefined && work.spendMaking(value) ? jsonText(value) : undefined,
  },
];

const MAX_JOINED = 1_000_000;

/** The texts of a list with one between them; lists and objects in it count as empty. What is longer than a text may be is too much. */
export function joinTexts(list: readonly Json[], between: string, work: Work): string {
  let joined = "";
  for (const [at, entry] of list.entries()) {
    if (!work.spend(1)) break;
    joined += `${at > 0 ? between : ""}${text(entry)}`;
    if (joined.length > MAX_JOINED) {
      work.spend(Number.POSITIVE_INFINITY);
      break;
    }
  }
  return joined;
}

const PRECISION = 15;

function calculate(
  left: number | undefined,
  operator: string,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const results: Readonly<Record<string, number>> = {
    "+": left + right,
    "-": left - right,
    "*": left * right,
    "/": left / right,
    "%": left % right,
  };
  const result = Object.hasOwn(results, operator) ? results[operator] : undefined;
  // 0.1 + 0.2 is 0.3 to whoever reads it.
  return result !== undefined && Number.isFinite(result) ? Number(result.toPrecision(PRECISION)) : undefined;
}

/** Every helper by its name; `if`, `unless`, `each` and `with` are part of the language itself. */
export const helpers: ReadonlyMap<string, TemplateHelper> = new Map(
  all.map((helper) => [helper.name, helper]),
);

/** The helper of that name, or undefined. */
export const findHelper = (name: string): TemplateHelper | undefined => helpers.get(name);

/** A block of templates that is part of the language. */
export interface TemplateBlock {
  readonly name: string;
  readonly doc: string;
  /** Tested, and shown in the docs; rendered on the example context. */
  readonly example: { readonly template: string; readonly result: string };
}

/** The blocks there are. */
export const blocks: readonly TemplateBlock[] = [
  {
    name: "if",
    doc: "Its text when the value is there and not false, 0, empty or an empty list; `includeZero=true` lets 0 count. With `{{else}}` and `{{else if …}}`.",
    example: {
      template: "{{#if steps.1.reward}}rewarded{{else if steps.1.tags}}tagged{{else}}plain{{/if}}",
      result: "tagged",
    },
  },
  {
    name: "unless",
    doc: "The opposite of `if`.",
    example: { template: "{{#unless steps.1.reward}}no reward{{/unless}}", result: "no reward" },
  },
  {
    name: "each",
    doc: "Its text for every entry of a list or member of an object: `this`, `@index`, `@key`, `@first`, `@last`, `../` for what is outside, or names of one's own. `{{else}}` when there is none.",
    example: {
      template:
        "{{#each steps.1.tags as |tag|}}{{@index}}: {{tag}}{{#unless @last}}, {{/unless}}{{else}}none{{/each}}",
      result: "0: unhappy, 1: vip",
    },
  },
  {
    name: "with",
    doc: "Its text with paths that begin at the value. `{{else}}` when there is none.",
    example: {
      template: "{{#with steps.1.reviewer}}{{name}}, {{country}}{{else}}nobody{{/with}}",
      result: "Reviewer McGee, US",
    },
  },
];
