import { holdsText } from "@hark/kernel";
import { filterFault } from "./content-filter-check.ts";

/** A filter that was checked: conditions on fields of an event's data, all of which must hold. */
export type ContentFilter = Readonly<Record<string, unknown>>;

export type FilterVerdict =
  | { readonly ok: true; readonly filter: ContentFilter }
  | { readonly ok: false; readonly message: string; readonly pointer: string };

/**
 * Checks a filter such as `{"review.rating": {"$lte": 2}, "$or": [{"review.lang": "de"}, …]}`. Fields are paths with dots; a plain
 * value means `$eq`. On a fault, `pointer` tells where in the filter it is.
 */
export function parseFilter(json: unknown): FilterVerdict {
  const fault = filterFault(json);
  // The check has seen that it is an object.
  return fault ? { ok: false, ...fault } : { ok: true, filter: json as ContentFilter };
}

/** Whether an event's data fits. Total: a filter that was not checked, or data of any shape, is answered false and never thrown at. */
export function matchesFilter(filter: ContentFilter, data: unknown): boolean {
  return filterFault(filter) === undefined && holdsAll(filter, data);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const holdsAll = (conditions: unknown, data: unknown): boolean =>
  isRecord(conditions) &&
  Object.entries(conditions).every(([name, operand]) => {
    if (name === "$and") return Array.isArray(operand) && operand.every((part) => holdsAll(part, data));
    if (name === "$or") return Array.isArray(operand) && operand.some((part) => holdsAll(part, data));
    if (name === "$not") return !holdsAll(operand, data);
    return fits(fieldAt(data, name.split(".")), operand);
  });

/** Own fields only: a path cannot reach what an object inherits. */
function fieldAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    if (Array.isArray(value) && /^\d+$/.test(name)) value = value[Number(name)];
    else if (isRecord(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

const fits = (value: unknown, test: unknown): boolean =>
  isRecord(test)
    ? Object.entries(test).every(([operator, operand]) => holds(operator, value, operand))
    : isSame(value, test);

function holds(operator: string, value: unknown, operand: unknown): boolean {
  switch (operator) {
    case "$eq":
      return isSame(value, operand);
    case "$ne":
      return !isSame(value, operand);
    case "$gt":
      return compare(value, operand, (order) => order > 0);
    case "$gte":
      return compare(value, operand, (order) => order >= 0);
    case "$lt":
      return compare(value, operand, (order) => order < 0);
    case "$lte":
      return compare(value, operand, (order) => order <= 0);
    case "$in":
      return Array.isArray(operand) && operand.some((one) => isSame(value, one));
    case "$nin":
      return Array.isArray(operand) && !operand.some((one) => isSame(value, one));
    case "$exists":
      return (value !== undefined) === operand;
    case "$startsWith":
      return typeof value === "string" && typeof operand === "string" && value.startsWith(operand);
    case "$contains":
      return contains(value, operand);
    case "$not":
      return !fits(value, operand);
    default:
      return false;
  }
}

// An absent field is like null: a filter for null finds both.
const isSame = (value: unknown, operand: unknown): boolean => (value ?? null) === (operand ?? null);

function compare(value: unknown, operand: unknown, holdsFor: (order: number) => boolean): boolean {
  if (typeof value === "number" && typeof operand === "number") return holdsFor(value - operand);
  if (typeof value === "string" && typeof operand === "string")
    return holdsFor(value < operand ? -1 : Number(value > operand));
  return false;
}

const contains = (value: unknown, operand: unknown): boolean =>
  typeof value === "string"
    ? typeof operand === "string" && holdsText(value, operand)
    : Array.isArray(value) && value.some((one) => isSame(one, operand));
