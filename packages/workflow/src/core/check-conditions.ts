import type { Problem } from "./check.ts";
import { findOperator } from "./condition.ts";
import { type Condition, innerConditions, TRIGGER_ID, type WorkflowDocument } from "./definition.ts";
import { referencesOf } from "./expression.ts";

/** Checks every condition: operators that exist, references to steps that exist. */
export function checkConditions(document: WorkflowDocument): Problem[] {
  const ids = new Set([TRIGGER_ID, ...document.steps.map((step) => step.id)]);
  const nodes = [document.trigger, ...document.steps];
  return nodes.flatMap((node) =>
    node.transitions.flatMap((transition, index) =>
      checkCondition(transition.condition, { step: node.id, field: `transitions.${index}` }, ids),
    ),
  );
}

function checkCondition(
  condition: Condition,
  at: { step: string; field: string },
  ids: ReadonlySet<string>,
): Problem[] {
  if (condition.op === "and" || condition.op === "or")
    return innerConditions(condition).flatMap((inner) => checkCondition(inner, at, ids));
  const problems: Problem[] = [];
  if (!findOperator(condition.op)) {
    problems.push({
      severity: "error",
      code: "unknown-operator",
      ...at,
      message: `there is no operator ${condition.op}`,
      cure: "pick one of the operators offered",
    });
  }
  for (const path of referencesOf([...condition.values]).paths) {
    const [root, id] = path.split(".");
    if (root === "steps" && id !== undefined && !ids.has(id)) {
      problems.push({
        severity: "error",
        code: "unknown-step",
        ...at,
        message: `${path} refers to step ${id}, which does not exist`,
        cure: "pick a value from the dropdown",
      });
    }
  }
  return problems;
}
