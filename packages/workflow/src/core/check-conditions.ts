import type { Json } from "@hark/kernel";
import type { CheckContext } from "./check-context.ts";
import { checkValue, type Reach } from "./check-values.ts";
import { findOperator, operators } from "./condition.ts";
import { readDate } from "./dates.ts";
import { type Condition, isCondition } from "./definition.ts";
import { parseExpression } from "./expression.ts";
import { nearestName } from "./nearest.ts";
import { readNumber } from "./numbers.ts";
import type { Place, Problem } from "./problem.ts";

/** Checks one condition with all that is in it: operators that exist, operands that can mean something, their references. */
export function checkCondition(
  condition: Condition,
  at: Place,
  reach: Reach,
  context: CheckContext,
): Problem[] {
  const { op, values } = condition;
  if (op === "and" || op === "or")
    return values.flatMap((inner): Problem[] =>
      isCondition(inner)
        ? checkCondition(inner, at, reach, context)
        : [
            warning(
              "not-a-condition",
              `${op} holds something that is no condition; it is passed over`,
              'write {"op", "values"}',
              at,
            ),
          ],
    );
  const operator = findOperator(op);
  if (!operator) {
    const nearest = nearestName(op, ["and", "or", ...operators.map((known) => known.op)]);
    const cure = nearest === undefined ? "pick one of the operators offered" : `did you mean ${nearest}?`;
    return [
      {
        severity: "error",
        code: "unknown-operator",
        ...at,
        message: `there is no operator ${op.slice(0, 80)}`,
        cure,
      },
    ];
  }
  // A second operand that is not looked at is junk of the builder's, whatever it says.
  const operands = values.slice(0, operator.operands);
  const reached = op === "exists" || op === "dne" ? { ...reach, mayBeMissing: true } : reach;
  return [
    ...operands.flatMap((operand) => checkValue(operand, at, reached, context)),
    ...checkOperands(op, operands, operator.operands, at),
  ];
}

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
      `${op} never holds: ${JSON.stringify(odd)?.slice(0, 60)} is no ${kind}`,
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
