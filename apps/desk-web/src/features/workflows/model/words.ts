import type { Json } from "@hark/kernel";
import {
  type ActionDescription,
  type Condition,
  findOperator,
  innerConditions,
  isUnconditional,
  parseExpression,
  type Step,
  TRIGGER_ID,
  type Transition,
  type Trigger,
  type WorkflowDocument,
} from "@hark/workflow/core";

/** Actions by name. */
export type Actions = ReadonlyMap<string, ActionDescription>;

/** The name of a node as people read it: its own, else that of its action. */
export function nodeTitle(node: Trigger | Step, actions: Actions): string {
  const own = node.meta?.["displayName"];
  if (typeof own === "string" && own.trim() !== "") return own;
  if (node.id === TRIGGER_ID) return "Trigger";
  return "action" in node && node.action !== undefined
    ? (actions.get(node.action)?.label ?? node.action)
    : "Branch";
}

/** The name of the step with that id. */
export function titleOfId(document: WorkflowDocument, id: string, actions: Actions): string {
  const node = id === TRIGGER_ID ? document.trigger : document.steps.find((step) => step.id === id);
  return node ? nodeTitle(node, actions) : id;
}

const SHORTENED = /^(?:steps\.)?1\.attributes\.data\./;

/** A path as a chip shows it: `steps.1.attributes.data.reviewerEmail` → `1 · reviewerEmail`. */
export function shortPath(path: string): string {
  if (SHORTENED.test(path)) return `1 · ${path.replace(SHORTENED, "")}`;
  const [root, id, ...rest] = path.split(".");
  return root === "steps" && id !== undefined ? [id, rest.join(".")].filter(Boolean).join(" · ") : path;
}

/** A value of a param or an operand in few words. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "…";
  const expression = parseExpression(value);
  switch (expression.kind) {
    case "reference":
      return expression.path.split(".").slice(-1)[0] ?? expression.path;
    case "function":
      return `${expression.name}(${expression.path?.split(".").slice(-1)[0] ?? ""})`;
    case "template":
      return expression.text;
    case "literal":
      return typeof expression.value === "string" ? expression.value : JSON.stringify(expression.value);
  }
}

const ONE_SIDED = new Set(["exists", "dne", "true", "false"]);

/** Whether an operator looks at one value only. */
export const isOneSided = (op: string): boolean => ONE_SIDED.has(op);

/** A condition as a sentence: "rating ≤ 2 and title contains broken". */
export function conditionWords(condition: Condition): string {
  if (isUnconditional(condition)) return "always";
  if (condition.op === "and" || condition.op === "or") {
    const inner = innerConditions(condition);
    if (inner.length === 0) return condition.op === "and" ? "always" : "never";
    return inner
      .map((one) => (one.op === "and" || one.op === "or" ? `(${conditionWords(one)})` : conditionWords(one)))
      .join(` ${condition.op} `);
  }
  const operator = findOperator(condition.op)?.words ?? condition.op;
  const [left, right] = condition.values;
  return isOneSided(condition.op)
    ? `${operandWords(left)} ${operator}`
    : `${operandWords(left)} ${operator} ${valueWords(right)}`;
}

/** `/#steps.find.id` reads "find id": of which step matters where the last name says little. */
function operandWords(value: Json | undefined): string {
  const expression = value === undefined ? undefined : parseExpression(value);
  if (expression?.kind !== "reference") return valueWords(value);
  const [root, id, ...rest] = expression.path.split(".");
  return root === "steps" && id !== undefined && id !== TRIGGER_ID && rest.length === 1
    ? `${id} ${rest.join(".")}`
    : valueWords(value);
}

/** What stands on an edge: its own name, else its condition; "otherwise" when others were tried before it. */
export function edgeWords(transition: Transition, index: number): string {
  const name = transition.meta?.["name"];
  if (typeof name === "string" && name.trim() !== "") return name;
  if (isUnconditional(transition.condition)) return index === 0 ? "" : "otherwise";
  return conditionWords(transition.condition);
}

/** The most telling param of a step in one line: "Email ← reviewerEmail". */
export function tellingParam(step: Step, description: ActionDescription | undefined): string {
  const params = Object.entries(step.params ?? {}).filter(([, value]) => value !== "" && value !== null);
  const required = params.find(([name]) => description?.input.required?.includes(name)) ?? params[0];
  if (!required) return "";
  const [name, value] = required;
  const title = (description?.input.properties[name]?.title ?? name).replace(/ \([a-z]+\)$/, "");
  if (typeof value === "object") return params.length === 1 ? title : `${params.length} fields`;
  return parseExpression(value).kind === "literal"
    ? `${title}: ${valueWords(value)}`
    : `${title} ← ${valueWords(value)}`;
}
