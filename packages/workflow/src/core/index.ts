export * from "./advance.ts";
export * from "./cast.ts";
export * from "./catalogue.ts";
export * from "./check.ts";
export { type CheckOptions, knownOutputs } from "./check-context.ts";
export { ancestorsOf } from "./check-graph.ts";
export { checkTriggerValue } from "./check-values.ts";
export * from "./compile.ts";
export { findOperator, isUnconditional, type Operator, operators } from "./condition.ts";
export type { Environment, Scope } from "./context.ts";
export * from "./definition.ts";
export * from "./error-actions.ts";
export * from "./event-names.ts";
export { exampleOutput } from "./example.ts";
export {
  compileValue,
  type Expression,
  parseExpression,
  printExpression,
} from "./expression.ts";
export { type ExpressionFunction, functions } from "./functions.ts";
export * from "./outline.ts";
export { readPath, splitPath } from "./path.ts";
export type { Problem } from "./problem.ts";
export { referencesOf } from "./references.ts";
export { helpers, type TemplateHelper } from "./template-helpers.ts";
export { parseTemplate } from "./templates.ts";
