import type { Json } from "@hark/kernel";
import type { CheckContext, Findings } from "./check-context.ts";
import { checkValue, type Reach } from "./check-values.ts";
import { findOperator, operators } from "./condition.ts";
import { readDate } from "./dates.ts";
import { type Condition, isCondition } from "./definition.ts";
import { parseExpression } from "./expression.ts";
import { shortJson } from "./json-text.ts";
import { readNumber } from "./numbers.ts";
import type { Place, Problem } from "./problem.ts";

/** Checks one condition with all that is in it: operators that exist, operands that can mean something, their references. */
export function* checkCondition(
  condition: Condition,
  at: Place,
  reach: Reach,
  context: CheckContext,
): Findings {
  const { op, values } = condition;
  if (op === "and" || op === "or") {
    for (const inner of values)
      if (isCondition(inner)) yield* checkCondition(inner, at, reach, context);
      else
        yield warning(
          "not-a-condition",
          `${op} holds something that is no condition; it is passed over`,
          'write {"op", "values"}',
          at,
        );
    return;
  }
  const operator = findOperator(op);
  if (!operator) {
    const nearest = context.nearest(op, names);
    const cure = nearest === undefined ? "pick one of the operators offered" : `did you mean ${nearest}?`;
    yield {
      severity: "error",
      code: "unknown-operator",
      ...at,
      message: `there is no operator ${op.slice(0, 80)}`,
      cure,
    };
    return;
  }
  // A second operand that is not looked at is junk of the builder's, whatever it says.
  const operands = values.slice(0, operator.operands);
  const reached = op === "exists" || op === "dne" ? { ...reach, mayBeMissing: true } : reach;
  for (const operand of operands) yield* checkValue(operand, at, reached, context);
  yield* checkOperands(op, operands, operator.operands, at);
}

const names = ["and", "or", ...operators.map((known) => known.op)];
const ORDERED = new Set(["gt", "gte", "lt", "lte"]);
const DATED = new Set(["lt-date", "gt-date"]);

function checkOperands(op: string, operands: readonly Json[], wanted: number, at: Place): Problem[] {
  if (operands.length < wanted)
    return [
      warning(
        "missing-operand",
        operands.length === 0 ? `${op} has nothing to look at` : `${op} has nothing to compare with`,
        "fill in both sides",
        at,
      ),
    ];
  const literals = operands.filter((operand) => parseExpression(operand).kind === "literal");
  const odd = literals.find((literal) =>
    ORDERED.has(op)
      ? readNumber(literal) === undefined && readDate(literal) === undefined
      : DATED.has(op) && readDate(literal) === undefined && readDate(readNumber(literal)) === undefined,
  );
  if (odd === undefined) return [];
  const kind = DATED.has(op) ? "date" : "number and no date";
  return [
    warning(
      "never-holds",
      `${op} never holds: ${shortJson(odd)} is no ${kind}`,
      DATED.has(op) ? "write an ISO 8601 date" : "write a number, or use eq or contains",
      at,
    ),
  ];
}

const warning = (code: string, message: string, cure: string, at: Place): Problem => ({
  severity: "warning",
  code,
  ...at,
  message,
  cure,
});
