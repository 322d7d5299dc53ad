import type { Json } from "@hark/kernel";
import type { Environment, Scope } from "./context.ts";
import { readDate } from "./dates.ts";
import { type Condition, innerConditions } from "./definition.ts";
import { compileValue } from "./expression.ts";

/** A condition that is ready to be asked. */
export type Test = (scope: Scope, environment: Environment) => boolean;

type Value = Json | undefined;

/** An operator of conditions over resolved values. */
export interface Operator {
  readonly op: string;
  readonly doc: string;
  readonly words: string;
  holds(left: Value, right: Value): boolean;
}

const exists = (value: Value): boolean => value !== undefined && value !== null;

/** Numbers and texts that read as numbers; undefined for the rest. */
function asNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (!exists(left) || !exists(right)) return !exists(left) && !exists(right);
  if (typeof left === "object" || typeof right === "object")
    return JSON.stringify(left) === JSON.stringify(right);
  if (typeof left === "boolean" || typeof right === "boolean") return String(left) === String(right);
  const [a, b] = [asNumber(left), asNumber(right)];
  return a !== undefined && b !== undefined ? a === b : String(left) === String(right);
}

function compare(left: Value, right: Value): number | undefined {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [from, to] = [readDate(left), readDate(right)];
  if (typeof left === "string" && typeof right === "string" && from !== undefined && to !== undefined)
    return from - to;
  return undefined;
}

const ordered =
  (holds: (difference: number) => boolean) =>
  (left: Value, right: Value): boolean => {
    const difference = compare(left, right);
    return difference !== undefined && holds(difference);
  };

const dated =
  (holds: (difference: number) => boolean) =>
  (left: Value, right: Value): boolean => {
    const [a, b] = [readDate(left), readDate(right)];
    return a !== undefined && b !== undefined && holds(a - b);
  };

function contains(left: Value, right: Value): boolean {
  if (Array.isArray(right)) return right.some((wanted) => contains(left, wanted));
  if (Array.isArray(left)) return left.some((entry) => equal(entry, right));
  if (typeof left === "string" && (typeof right === "string" || typeof right === "number"))
    return left.includes(String(right));
  return false;
}

/** Every operator, in the order a builder offers them. `and` and `or` combine conditions and are not in this table. */
export const operators: readonly Operator[] = [
  {
    op: "exists",
    words: "exists",
    doc: "There is a value. The empty text is one, null is none. A second operand is ignored.",
    holds: exists,
  },
  {
    op: "dne",
    words: "does not exist",
    doc: "There is no value. A second operand is ignored.",
    holds: (left) => !exists(left),
  },
  { op: "eq", words: "is", doc: "Equal, after numbers in text are read as numbers.", holds: equal },
  { op: "neq", words: "is not", doc: "Not equal.", holds: (left, right) => !equal(left, right) },
  {
    op: "gt",
    words: ">",
    doc: "Greater, as numbers or as dates.",
    holds: ordered((difference) => difference > 0),
  },
  { op: "gte", words: "≥", doc: "Greater or equal.", holds: ordered((difference) => difference >= 0) },
  {
    op: "lt",
    words: "<",
    doc: "Less, as numbers or as dates.",
    holds: ordered((difference) => difference < 0),
  },
  { op: "lte", words: "≤", doc: "Less or equal.", holds: ordered((difference) => difference <= 0) },
  {
    op: "lt-date",
    words: "is before",
    doc: "An earlier date.",
    holds: dated((difference) => difference < 0),
  },
  { op: "gt-date", words: "is after", doc: "A later date.", holds: dated((difference) => difference > 0) },
  {
    op: "contains",
    words: "contains",
    doc: "A text has this part, or a list this entry; of several, any one.",
    holds: contains,
  },
  {
    op: "not-contains",
    words: "does not contain",
    doc: "None of them is in it.",
    holds: (left, right) => !contains(left, right),
  },
  {
    op: "true",
    words: "is true",
    doc: "The value is true.",
    holds: (left) => left === true || left === "true",
  },
  {
    op: "false",
    words: "is false",
    doc: "The value is false.",
    holds: (left) => left === false || left === "false",
  },
];

const byOp = new Map(operators.map((operator) => [operator.op, operator]));

/** The operator of that name, or undefined. */
export function findOperator(op: string): Operator | undefined {
  return byOp.get(op);
}

/** Compiles a condition once. An operator that is not known never holds. */
export function compileCondition(condition: Condition): Test {
  if (condition.op === "and" || condition.op === "or") {
    const inner = innerConditions(condition).map(compileCondition);
    return condition.op === "and"
      ? (scope, environment) => inner.every((test) => test(scope, environment))
      : (scope, environment) => inner.some((test) => test(scope, environment));
  }
  const operator = byOp.get(condition.op);
  if (!operator) return () => false;
  const left = compileValue(condition.values[0] ?? null);
  const right = compileValue(condition.values[1] ?? null);
  return (scope, environment) => operator.holds(left(scope, environment), right(scope, environment));
}

/** True for the edge that is always taken: `true [true]`, or `exists [true]` as some builders write it. */
export function isUnconditional(condition: Condition): boolean {
  return (condition.op === "true" || condition.op === "exists") && condition.values[0] === true;
}
