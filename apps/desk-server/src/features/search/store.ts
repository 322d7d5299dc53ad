import { type IdentityKind, identityValue } from "../customers/identity.ts";
import type { CustomerSearch, SearchCondition } from "./criteria.ts";

type Bind = (value: string | readonly string[]) => string;
type TextCondition = Extract<SearchCondition, { values: readonly string[] }>;

const NOTHING = "false";
// Fewer digits than these are in nearly every phone number.
const MIN_DIGITS = 3;

/**
 * A search as a condition on `desk.customers c`; `$1` is the organisation and `bind` gives the place of a value. Names are
 * compared without regard to capitals, e-mail addresses and phone numbers as they are looked up.
 */
export function searchCondition(search: CustomerSearch, bind: Bind): string {
  const all = search.and.map((condition) => conditionOf(condition, bind));
  const some = search.or.map((condition) => conditionOf(condition, bind));
  const none = search.not.map((condition) => `not ${conditionOf(condition, bind)}`);
  const parts = [...all, ...(some.length > 0 ? [`(${some.join(" or ")})`] : []), ...none];
  return parts.length > 0 ? parts.join(" and ") : "true";
}

const comparisons = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

function conditionOf(condition: SearchCondition, bind: Bind): string {
  if ("at" in condition) {
    const column = condition.attribute === "customer_created_at" ? "c.created_at" : "c.updated_at";
    return `(${column} ${comparisons[condition.operator]} ${bind(condition.at)}::timestamptz)`;
  }
  const matches = `coalesce(${matchesOf(condition, bind)}, false)`;
  return condition.isNegated ? `(not ${matches})` : `(${matches})`;
}

function matchesOf(condition: TextCondition, bind: Bind): string {
  switch (condition.attribute) {
    case "any_text":
    case "customer_any_text":
      return anywhere(condition, bind);
    case "customer_name":
      return inName(condition, bind);
    case "customer_email":
      return inIdentities("email", condition, bind);
    case "customer_phone":
      return inIdentities("phone", condition, bind);
    case "customer_externalId":
      return inIdentities("externalId", condition, bind);
    case "customer_tags":
      if (condition.operator === "unset") return "c.tags = '{}'";
      return `c.tags && ${bind(condition.values)}::text[]`;
  }
}

function anywhere(condition: TextCondition, bind: Bind): string {
  const places = [
    inName(condition, bind),
    inIdentities("email", condition, bind),
    inIdentities("phone", condition, bind),
    inIdentities("externalId", condition, bind),
  ];
  return `(${places.join(condition.operator === "unset" ? " and " : " or ")})`;
}

function inName({ operator, values }: TextCondition, bind: Bind): string {
  if (operator === "unset") return "coalesce(c.name, '') = ''";
  if (operator === "contains") return `c.name ilike any(${bind(values.map(pattern))}::text[])`;
  return `lower(c.name) = any(${bind(values.map((value) => value.toLowerCase()))}::text[])`;
}

function inIdentities(kind: IdentityKind, { operator, values }: TextCondition, bind: Bind): string {
  const of = (rest: string): string =>
    `c.id in (select i.customer_id from desk.customer_identities i where i.org_id = $1 and i.kind = '${kind}'${rest})`;
  if (operator === "unset") return `not (${of("")})`;
  const wanted = values
    .map((value) => identityValue(kind, value))
    // A name has no digits, and looking for none of them would find everybody with a phone.
    .filter((value) => value.length >= (kind === "phone" && operator === "contains" ? MIN_DIGITS : 1));
  if (wanted.length === 0) return NOTHING;
  if (operator === "contains") return of(` and i.value ilike any(${bind(wanted.map(pattern))}::text[])`);
  return of(` and i.value = any(${bind(wanted)}::text[])`);
}

/** The text anywhere, with what `like` reads as wildcards taken as itself. */
const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
