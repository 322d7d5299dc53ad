export * from "./advance.ts";
export * from "./cast.ts";
export * from "./catalogue.ts";
export * from "./check.ts";
export { ancestorsOf } from "./check-graph.ts";
export * from "./compile.ts";
export { findOperator, isUnconditional, type Operator, operators } from "./condition.ts";
export type { Environment, Scope } from "./context.ts";
export * from "./definition.ts";
export * from "./event-names.ts";
export { exampleOutput } from "./example.ts";
export {
  compileValue,
  type Expression,
  parseExpression,
  printExpression,
  referencesOf,
} from "./expression.ts";
export { type ExpressionFunction, functions } from "./functions.ts";
export * from "./outline.ts";
export { readPath, splitPath } from "./path.ts";
export { helpers, type TemplateHelper } from "./template-helpers.ts";
export { parseTemplate } from "./templates.ts";
