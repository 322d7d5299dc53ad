import { holdsText, type Json } from "@hark/kernel";
import type { Environment, Scope } from "./context.ts";
import { readDate } from "./dates.ts";
import { type Condition, innerConditions } from "./definition.ts";
import { compileValue, parseExpression } from "./expression.ts";
import { readNumber } from "./numbers.ts";
import { Work } from "./work.ts";

/** A condition that is ready to be asked. */
export type Test = (scope: Scope, environment: Environment) => boolean;

type Value = Json | undefined;

/** An operator of conditions over resolved values. */
export interface Operator {
  readonly op: string;
  readonly doc: string;
  readonly words: string;
  /** Which operands it looks at; a second one that builders write beside it is ignored. */
  readonly operands: 1 | 2;
  /** Tested, and shown in the docs. */
  readonly example: { readonly values: readonly Json[]; readonly result: boolean };
  holds(left: Value, right: Value, work: Work): boolean;
}

const exists = (value: Value): boolean => value !== undefined && value !== null;

function equal(left: Value, right: Value, work: Work): boolean {
  if (!work.spend(costOf(left) + costOf(right))) return false;
  if (typeof left === "string" && typeof right === "string" && left.length === right.length)
    if (!work.spendText(left.length)) return false;
  if (left === right) return true;
  if (!exists(left) || !exists(right)) return !exists(left) && !exists(right);
  if (typeof left === "object" || typeof right === "object") return sameJson(left, right, work);
  if (typeof left === "boolean" || typeof right === "boolean") return String(left) === String(right);
  const [a, b] = [readNumber(left), readNumber(right)];
  return a !== undefined && b !== undefined ? a === b : String(left) === String(right);
}

const MAX_DEPTH = 100;

/** What it costs to read an operand as a number or a date, in units of work: nobody reads a long text as either. */
const costOf = (value: Value): number =>
  typeof value === "string" ? 1 + Math.min(value.length, 400) / 50 : 0;

/** Whether two values are the same JSON, whatever the order of members. Too deep or too large to compare is not the same. */
function sameJson(left: Value, right: Value, work: Work, depth = 0): boolean {
  if (typeof left === "string" && typeof right === "string")
    return left.length === right.length && work.spendText(left.length) && left === right;
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      work.spend(left.length) &&
      left.every((entry, at) => sameJson(entry, right[at], work, depth + 1))
    );
  const [names, others] = [Object.keys(left), Object.keys(right)];
  if (!work.spend(names.length + others.length) || names.length !== others.length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && sameJson(left[name], right[name], work, depth + 1),
  );
}

function compare(left: Value, right: Value): number | undefined {
  const [a, b] = [readNumber(left), readNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [from, to] = [readDate(left), readDate(right)];
  if (typeof left === "string" && typeof right === "string" && from !== undefined && to !== undefined)
    return from - to;
  return undefined;
}

// Two dates are read for it.
const COST_OF_ORDER = 5;

const ordered =
  (holds: (difference: number) => boolean) =>
  (left: Value, right: Value, work: Work): boolean => {
    if (!work.spend(COST_OF_ORDER + costOf(left) + costOf(right))) return false;
    const difference = compare(left, right);
    return difference !== undefined && holds(difference);
  };

const dated =
  (holds: (difference: number) => boolean) =>
  (left: Value, right: Value, work: Work): boolean => {
    if (!work.spend(COST_OF_ORDER + costOf(left) + costOf(right))) return false;
    const [a, b] = [dateOf(left), dateOf(right)];
    return a !== undefined && b !== undefined && holds(a - b);
  };

/** An instant, also one in milliseconds that stands in a text. */
const dateOf = (value: Value): number | undefined => readDate(value) ?? readDate(readNumber(value));

// A text that holds the beginning of what is looked for over and over takes longest.
const SEARCHED_PER_UNIT = 16;

function contains(left: Value, right: Value, work: Work, depth = 0): boolean {
  if (depth > MAX_DEPTH || !work.spend(1)) return false;
  if (Array.isArray(right)) return right.some((wanted) => contains(left, wanted, work, depth + 1));
  if (Array.isArray(left)) return left.some((entry) => work.spend(1) && equal(entry, right, work));
  if (typeof left !== "string" || right === undefined || right === null || typeof right === "object")
    return false;
  const wanted = String(right);
  return work.spendText(left.length + wanted.length, SEARCHED_PER_UNIT) && holdsText(left, wanted);
}

/** Every operator, in the order a builder offers them. `and` and `or` combine conditions and are not in this table. */
export const operators: readonly Operator[] = [
  {
    op: "exists",
    words: "exists",
    doc: "There is a value. The empty text is one, null is none.",
    operands: 1,
    example: { values: ["/#steps.1.title", "junk"], result: true },
    holds: exists,
  },
  {
    op: "dne",
    words: "does not exist",
    doc: "There is no value.",
    operands: 1,
    example: { values: ["/#steps.1.reward", ""], result: true },
    holds: (left) => !exists(left),
  },
  {
    op: "eq",
    words: "is",
    doc: "Equal. Numbers in text are numbers, true and false in text are these, lists and objects are compared whole.",
    operands: 2,
    example: { values: ["/#steps.1.total", 42.7], result: true },
    holds: equal,
  },
  {
    op: "neq",
    words: "is not",
    doc: "Not equal.",
    operands: 2,
    example: { values: ["/#steps.1.total", "43"], result: true },
    holds: (left, right, work) => !equal(left, right, work),
  },
  {
    op: "gt",
    words: ">",
    doc: "Greater: as numbers, when both read as numbers, or as dates, when both read as dates; else it does not hold.",
    operands: 2,
    example: { values: ["503", "299"], result: true },
    holds: ordered((difference) => difference > 0),
  },
  {
    op: "gte",
    words: "≥",
    doc: "Greater or equal.",
    operands: 2,
    example: { values: ["/#steps.1.tags.length", "2"], result: true },
    holds: ordered((difference) => difference >= 0),
  },
  {
    op: "lt",
    words: "<",
    doc: "Less, as numbers or as dates.",
    operands: 2,
    example: { values: ["/#steps.1.total", "abc"], result: false },
    holds: ordered((difference) => difference < 0),
  },
  {
    op: "lte",
    words: "≤",
    doc: "Less or equal.",
    operands: 2,
    example: { values: ["2", 2], result: true },
    holds: ordered((difference) => difference <= 0),
  },
  {
    op: "lt-date",
    words: "is before",
    doc: "An earlier date: ISO 8601, or milliseconds.",
    operands: 2,
    example: { values: ["2026-01-01", "/#steps.1.createdAt"], result: true },
    holds: dated((difference) => difference < 0),
  },
  {
    op: "gt-date",
    words: "is after",
    doc: "A later date.",
    operands: 2,
    example: { values: ["{{date 'days' count=7}}", "/#steps.1.createdAt"], result: false },
    holds: dated((difference) => difference > 0),
  },
  {
    op: "contains",
    words: "contains",
    doc: "A text has this part, or a list this entry; of a list of them, any one.",
    operands: 2,
    example: { values: ["/#steps.1.tags", ["vip", "gold"]], result: true },
    holds: contains,
  },
  {
    op: "not-contains",
    words: "does not contain",
    doc: "None of them is in it.",
    operands: 2,
    example: { values: ["/#steps.1.title", "bad"], result: true },
    holds: (left, right, work) => !contains(left, right, work),
  },
  {
    op: "true",
    words: "is true",
    doc: 'The value is true, or the text "true". `true [true]` is the way that is always taken.',
    operands: 1,
    example: { values: [true], result: true },
    holds: (left) => left === true || left === "true",
  },
  {
    op: "false",
    words: "is false",
    doc: 'The value is false, or the text "false"; a value that is missing is neither.',
    operands: 1,
    example: { values: ["/#steps.1.isRecommended", ""], result: false },
    holds: (left) => left === false || left === "false",
  },
];

const byOp = new Map(operators.map((operator) => [operator.op, operator]));

/** The operator of that name, or undefined. */
export function findOperator(op: string): Operator | undefined {
  return byOp.get(op);
}

/** Compiles a condition once. An operator that is not known never holds, nor does one that is nested too deeply. */
export function compileCondition(condition: Condition, depth = 0): Test {
  if (condition.op === "and" || condition.op === "or") {
    if (depth > MAX_DEPTH) return () => false;
    const inner = innerConditions(condition).map((one) => compileCondition(one, depth + 1));
    return condition.op === "and"
      ? (scope, environment) => inner.every((test) => test(scope, environment))
      : (scope, environment) => inner.some((test) => test(scope, environment));
  }
  const operator = byOp.get(condition.op);
  if (!operator) return () => false;
  const left = compileValue(condition.values[0] ?? null);
  const right = operator.operands === 1 ? undefined : compileValue(condition.values[1] ?? null);
  return (scope, environment) => {
    const work = scope.work ?? new Work();
    // A run may pass a thousand branches between two actions, each with many ways out.
    if (!work.spend(1)) return false;
    return operator.holds(left(scope, environment), right?.(scope, environment), work);
  };
}

/** True for the edge that is always taken: `true [true]`, or `exists` of a value that is no reference, as some builders write it. */
export function isUnconditional(condition: Condition): boolean {
  const [first] = condition.values;
  if (condition.op === "true") return first === true || first === "true";
  return condition.op === "exists" && exists(first) && isLiteral(first);
}

const isLiteral = (value: Value): boolean =>
  typeof value === "string" ? parseExpression(value).kind === "literal" : typeof value !== "object";
