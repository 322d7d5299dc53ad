import { readInstant, type SearchBody, type SearchCriterion } from "@hark/contract";
import { HarkError, type Json } from "@hark/kernel";

/** What customers can be searched by, and how each of them is compared. */
const attributes = {
  any_text: "text",
  customer_any_text: "text",
  customer_name: "text",
  customer_email: "text",
  customer_phone: "text",
  customer_externalId: "text",
  customer_tags: "list",
  customer_created_at: "instant",
  customer_updated_at: "instant",
} as const;
export type SearchAttribute = keyof typeof attributes;

const operatorsOf = {
  text: ["equals", "not_equals", "contains", "in", "not_set"],
  list: ["equals", "not_equals", "contains", "in", "not_set"],
  instant: ["gt", "gte", "lt", "lte"],
} as const;
type AttributeKind = (typeof attributes)[SearchAttribute];

/** One comparison, ready for a statement. */
export type SearchCondition =
  | {
      readonly attribute: Exclude<SearchAttribute, "customer_created_at" | "customer_updated_at">;
      /** `unset` asks for records that have no value at all. */
      readonly operator: "equals" | "contains" | "unset";
      /** Any one of the values will do. */
      readonly values: readonly string[];
      readonly isNegated: boolean;
    }
  | {
      readonly attribute: "customer_created_at" | "customer_updated_at";
      readonly operator: "gt" | "gte" | "lt" | "lte";
      /** ISO 8601, UTC. */
      readonly at: string;
    };

/** What to search for: all of `and`, one of `or` (when there are any), none of `not`. */
export interface CustomerSearch {
  readonly and: readonly SearchCondition[];
  readonly or: readonly SearchCondition[];
  readonly not: readonly SearchCondition[];
}

/** A search for words in whatever a customer is known by. */
export function searchForText(text: string): CustomerSearch {
  const condition: SearchCondition = {
    attribute: "any_text",
    operator: "contains",
    values: [text],
    isNegated: false,
  };
  return { and: [condition], or: [], not: [] };
}

/** Reads the conditions of a search's body. Throws 400 that names the condition and what could stand there. */
export function readSearch(body: SearchBody): CustomerSearch {
  if (body.queryContext !== undefined && body.queryContext !== "customer")
    throw new HarkError(
      "badparam",
      `only customers are searched; leave queryContext out or set it to "customer"`,
      {
        pointer: "/queryContext",
      },
    );
  return { and: readAll("and", body.and), or: readAll("or", body.or), not: readAll("not", body.not) };
}

const sorts = {
  customer_created_at: { asc: "createdAt", desc: "-createdAt" },
  customer_updated_at: { asc: "updatedAt", desc: "-updatedAt" },
} as const;

/** The order a search asks for, newest first unless told otherwise. Throws 400 for one that there is no index for. */
export function readSearchSort(sort: SearchBody["sort"]) {
  const entries = (Array.isArray(sort) ? sort : [sort ?? {}]).flatMap((entry) => Object.entries(entry));
  const [first] = entries;
  if (!first) return "-createdAt";
  const [attribute, direction] = first;
  if (entries.length > 1 || !isKeyOf(sorts, attribute))
    throw new HarkError(
      "badparam",
      `customers are sorted by one of ${Object.keys(sorts).join(", ")}; write sort as {"customer_created_at": "desc"}`,
      { pointer: "/sort" },
    );
  return sorts[attribute][direction];
}

function readAll(group: string, criteria: SearchBody["and"]): SearchCondition[] {
  if (criteria === undefined) return [];
  if (!Array.isArray(criteria)) return readCriterion(criteria, `/${group}`);
  return criteria.flatMap((criterion, at) => readCriterion(criterion, `/${group}/${at}`));
}

function readCriterion(criterion: SearchCriterion, pointer: string): SearchCondition[] {
  return Object.entries(criterion).flatMap(([attribute, comparisons]) => {
    if (!isKeyOf(attributes, attribute))
      throw new HarkError(
        "badparam",
        `${attribute} cannot be searched; use one of ${Object.keys(attributes).join(", ")}`,
        { pointer: `${pointer}/${attribute}` },
      );
    return Object.entries(comparisons).map(([operator, value]) =>
      readComparison(attribute, operator, value, `${pointer}/${attribute}/${operator}`),
    );
  });
}

function readComparison(
  attribute: SearchAttribute,
  operator: string,
  value: Json,
  pointer: string,
): SearchCondition {
  if (attribute === "customer_created_at" || attribute === "customer_updated_at") {
    const at = typeof value === "string" ? readInstant(value) : undefined;
    if (operator !== "gt" && operator !== "gte" && operator !== "lt" && operator !== "lte")
      throw unknownOperator(attributes[attribute], operator, pointer);
    if (at === undefined)
      throw new HarkError("badparam", `${attribute} is compared to an instant such as 2026-01-31T09:30:00Z`, {
        pointer,
      });
    return { attribute, operator, at };
  }
  switch (operator) {
    case "not_set":
      // Only false turns it round; saved searches write true, guides the empty text.
      return { attribute, operator: "unset", values: [], isNegated: value === false };
    case "in":
      return { attribute, operator: "equals", values: readTexts(value, pointer), isNegated: false };
    case "equals":
    case "not_equals":
      return {
        attribute,
        operator: "equals",
        values: [readText(value, pointer)],
        isNegated: operator === "not_equals",
      };
    case "contains":
      return { attribute, operator: "contains", values: [readText(value, pointer)], isNegated: false };
    default:
      throw unknownOperator(attributes[attribute], operator, pointer);
  }
}

function unknownOperator(kind: AttributeKind, operator: string, pointer: string): HarkError {
  const known = operatorsOf[kind].join(", ");
  return new HarkError("badparam", `${operator} does not fit this attribute; use one of ${known}`, {
    pointer,
  });
}

const MAX_TEXT = 300;

function readText(value: Json, pointer: string): string {
  if (typeof value === "string" && value !== "" && value.length <= MAX_TEXT && !value.includes("\u0000"))
    return value;
  throw new HarkError("badparam", `must be a text of 1 to ${MAX_TEXT} characters`, { pointer });
}

function readTexts(value: Json, pointer: string): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 100)
    throw new HarkError("badparam", "in takes a list of 1 to 100 texts", { pointer });
  return value.map((entry, at) => readText(entry, `${pointer}/${at}`));
}

function isKeyOf<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}
