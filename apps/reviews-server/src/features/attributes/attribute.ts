import type { AttributeChange, AttributeCreation, AttributeKind, AttributeSubject } from "@hark/contract";
import { defined, type Fault, HarkError } from "@hark/kernel";

/** A question of the review form, with only what its kind uses. */
export interface AttributeDefinition {
  readonly title: string;
  readonly kind: AttributeKind;
  readonly subject: AttributeSubject;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  readonly minLabel: string | null;
  readonly midLabel: string | null;
  readonly maxLabel: string | null;
  /** Only for these products; empty means all. */
  readonly productIds: readonly string[];
}

const DEFAULT_RANGE = { min: 1, max: 5 };
const DEFAULT_CENTERED_MAX = 2;

/**
 * Makes a definition whole: defaults for its kind, nothing that the kind does not use. Throws 400 naming every field that
 * does not fit.
 */
export function defineAttribute(given: AttributeCreation): AttributeDefinition {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string): void => void faults.push({ detail, source: { pointer } });
  const base = {
    title: given.title,
    kind: given.kind,
    subject: given.subject,
    required: given.required,
    productIds: [...new Set(given.productIds)],
    options: [],
    min: null,
    max: null,
    minLabel: null,
    midLabel: null,
    maxLabel: null,
  };
  const defined = ((): AttributeDefinition => {
    switch (given.kind) {
      case "text":
        return base;
      case "drop-down":
      case "multi-select":
        if (given.options.length === 0) fault("/options", "give at least one option to choose from");
        if (new Set(given.options).size < given.options.length)
          fault("/options", "an option stands twice; take one out");
        return { ...base, options: given.options };
      case "range":
      case "centered-range":
        return { ...base, ...scaleOf(given, fault) };
    }
  })();
  const [first, ...others] = faults;
  if (first) throw new HarkError("badparam", first.detail, first.source, others);
  return defined;
}

/** A definition after a change; what is not named stays. */
export function changeAttribute(before: AttributeDefinition, change: AttributeChange): AttributeDefinition {
  const kept: AttributeCreation = {
    title: before.title,
    kind: before.kind,
    subject: before.subject,
    required: before.required,
    options: [...before.options],
    productIds: [...before.productIds],
    ...(before.min === null ? {} : { min: before.min }),
    ...(before.max === null ? {} : { max: before.max }),
    ...(before.minLabel === null ? {} : { minLabel: before.minLabel }),
    ...(before.midLabel === null ? {} : { midLabel: before.midLabel }),
    ...(before.maxLabel === null ? {} : { maxLabel: before.maxLabel }),
  };
  // A centered scale is set by either end alone.
  if (before.kind === "centered-range" && change.max !== undefined && change.min === undefined)
    kept.min = -change.max;
  return defineAttribute({ ...kept, ...defined(change) });
}

type Scale = Pick<AttributeDefinition, "min" | "max" | "minLabel" | "midLabel" | "maxLabel">;

function scaleOf(given: AttributeCreation, fault: (pointer: string, detail: string) => void): Scale {
  const labels = {
    minLabel: given.minLabel ?? "",
    midLabel: given.midLabel ?? "",
    maxLabel: given.maxLabel ?? "",
  };
  if (given.kind === "range") {
    const min = given.min ?? DEFAULT_RANGE.min;
    const max = given.max ?? DEFAULT_RANGE.max;
    if (min >= max) fault("/max", `must be above min, which is ${min}`);
    return { min, max, ...labels };
  }
  const max = given.max ?? (given.min === undefined ? DEFAULT_CENTERED_MAX : -given.min);
  if (max < 1) fault("/max", "a centered range counts from -max to max; max must be 1 or more");
  if (given.min !== undefined && given.min !== -max)
    fault("/min", `a centered range counts from -max to max; min must be ${-max}, or left out`);
  return { min: -max, max, ...labels };
}
