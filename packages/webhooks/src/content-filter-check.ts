/** What is wrong with a filter, and where. */
export interface FilterFault {
  readonly message: string;
  readonly pointer: string;
}

const MAX_DEPTH = 8;
const MAX_CONDITIONS = 200;
const MAX_TEXT = 1_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): boolean =>
  value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string";
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

type Check = (operand: unknown) => string | undefined;
const scalar: Check = (operand) =>
  !isScalar(operand)
    ? "must be a text, a number, true, false or null"
    : typeof operand === "string" && operand.length > MAX_TEXT
      ? `must not be longer than ${MAX_TEXT} characters`
      : undefined;
const ordered: Check = (operand) =>
  typeof operand === "number" || typeof operand === "string" ? scalar(operand) : "must be a number or a text";
const list: Check = (operand) =>
  !Array.isArray(operand) || operand.length === 0 || operand.length > MAX_CONDITIONS
    ? `must be a list of 1 to ${MAX_CONDITIONS} values`
    : operand.map(scalar).find((fault) => fault !== undefined);
const flag: Check = (operand) => (typeof operand === "boolean" ? undefined : "must be true or false");
const text: Check = (operand) => (typeof operand === "string" ? scalar(operand) : "must be a text");

const OPERATORS: Readonly<Record<string, Check>> = {
  $eq: scalar,
  $ne: scalar,
  $gt: ordered,
  $gte: ordered,
  $lt: ordered,
  $lte: ordered,
  $in: list,
  $nin: list,
  $exists: flag,
  $startsWith: text,
  $contains: scalar,
};

/** Looks through a whole filter; undefined when it is sound. Bounded in depth and size. */
export function filterFault(json: unknown): FilterFault | undefined {
  const seen = { conditions: 0 };
  return conditionsFault(json, "", 0, seen);
}

function conditionsFault(
  json: unknown,
  pointer: string,
  depth: number,
  seen: { conditions: number },
): FilterFault | undefined {
  if (depth > MAX_DEPTH)
    return { message: `is nested deeper than ${MAX_DEPTH} levels; write it flatter`, pointer };
  if (!isRecord(json))
    return { message: 'must be an object of conditions, such as {"review.rating": {"$lte": 2}}', pointer };
  for (const [name, operand] of Object.entries(json)) {
    seen.conditions += 1;
    const at = `${pointer}/${escaped(name)}`;
    if (seen.conditions > MAX_CONDITIONS)
      return {
        message: `has more than ${MAX_CONDITIONS} conditions; make several webhooks of it`,
        pointer: at,
      };
    const fault = conditionFault(name, operand, at, depth, seen);
    if (fault) return fault;
  }
  return undefined;
}

function conditionFault(
  name: string,
  operand: unknown,
  at: string,
  depth: number,
  seen: { conditions: number },
): FilterFault | undefined {
  if (name === "$not") return conditionsFault(operand, at, depth + 1, seen);
  if (name === "$or" || name === "$and") {
    if (!Array.isArray(operand) || operand.length === 0)
      return { message: "must be a list of at least one object of conditions", pointer: at };
    for (const [index, part] of operand.entries()) {
      const fault = conditionsFault(part, `${at}/${index}`, depth + 1, seen);
      if (fault) return fault;
    }
    return undefined;
  }
  if (name.startsWith("$"))
    return { message: `${name} does not stand here; $and, $or and $not do, or a field's name`, pointer: at };
  if (name === "" || name.split(".").some((part) => part === ""))
    return { message: "must be the path of a field, such as review.rating", pointer: at };
  return testFault(operand, at, depth + 1, seen);
}

function testFault(
  test: unknown,
  pointer: string,
  depth: number,
  seen: { conditions: number },
): FilterFault | undefined {
  if (!isRecord(test)) {
    const message = scalar(test);
    return message === undefined
      ? undefined
      : { message: `${message}, or an object such as {"$in": […]}`, pointer };
  }
  if (depth > MAX_DEPTH)
    return { message: `is nested deeper than ${MAX_DEPTH} levels; write it flatter`, pointer };
  if (Object.keys(test).length === 0) return { message: "says nothing to test; name an operator", pointer };
  for (const [operator, operand] of Object.entries(test)) {
    const at = `${pointer}/${escaped(operator)}`;
    seen.conditions += 1;
    if (operator === "$not") {
      const fault = testFault(operand, at, depth + 1, seen);
      if (fault) return fault;
      continue;
    }
    const check = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!check)
      return {
        message: `${operator} is no operator; there are ${Object.keys(OPERATORS).join(", ")} and $not`,
        pointer: at,
      };
    const message = check(operand);
    if (message !== undefined) return { message, pointer: at };
  }
  return undefined;
}
