import type { Json } from "@hark/kernel";
import { type Condition, innerConditions, isUnconditional } from "@hark/workflow/core";
import { ALWAYS } from "../model/document-edits.ts";
import { isOneSided } from "../model/words.ts";

/** Whether a condition holds others. */
export const isGroup = (condition: Condition): boolean => condition.op === "and" || condition.op === "or";

/** A comparison to fill in. */
export const emptyComparison = (left: string): Condition => ({ op: "exists", values: [left, true] });

/** The condition as a group, whatever it was: what one edits has rows. */
export function asGroup(condition: Condition): {
  readonly op: "and" | "or";
  readonly rows: readonly Condition[];
} {
  if (isUnconditional(condition)) return { op: "and", rows: [] };
  if (condition.op === "or") return { op: "or", rows: innerConditions(condition) };
  if (condition.op === "and") return { op: "and", rows: innerConditions(condition) };
  return { op: "and", rows: [condition] };
}

/** Rows as a condition: none is always, one stands for itself. */
export function fromGroup(op: "and" | "or", rows: readonly Condition[]): Condition {
  const [first, ...more] = rows;
  if (!first) return ALWAYS;
  // A condition is JSON; its type says so for its values only.
  return more.length === 0 ? first : { op, values: rows as unknown as readonly Json[] };
}

/** A comparison with another operator; the second operand that one-sided operators carry means nothing and is not kept. */
export function withOperator(condition: Condition, op: string): Condition {
  const [left = "", right] = condition.values;
  if (isOneSided(op)) return { ...condition, op, values: [left, true] };
  return { ...condition, op, values: [left, isOneSided(condition.op) ? "" : (right ?? "")] };
}
