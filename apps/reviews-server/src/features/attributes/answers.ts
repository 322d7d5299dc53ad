import { type AttributeAnswer, type ReviewSubmission, reviewLimits } from "@hark/contract";
import type { Fault } from "@hark/kernel";
import type { AttributeRow } from "./store.ts";

/** The answers of a submission, ready to be stored, and everything that was wrong with them. */
export interface CheckedAnswers {
  readonly answers: AttributeAnswer[];
  readonly faults: Fault[];
}

type Given = NonNullable<ReviewSubmission["attributes"]>;
type Value = Given[number]["value"];

/** The questions asked about one product. */
export function attributesOf(attributes: readonly AttributeRow[], productId: string): AttributeRow[] {
  return attributes.filter(
    (attribute) => attribute.productIds.length === 0 || attribute.productIds.includes(productId),
  );
}

/**
 * Checks answers against the questions, in the questions' order. Required questions bind whoever answers questions at all:
 * the form always does, while a caller that leaves `attributes` out posts a plain review.
 */
export function checkAnswers(asked: readonly AttributeRow[], given: Given | undefined): CheckedAnswers {
  if (given === undefined) return { answers: [], faults: [] };
  const faults: Fault[] = [];
  const values = new Map<string, AttributeAnswer["value"]>();
  for (const [at, { title, value }] of given.entries()) {
    const attribute = asked.find((candidate) => candidate.title.toLowerCase() === title.toLowerCase());
    const pointer = `/attributes/${at}`;
    if (!attribute) {
      faults.push({ detail: unknownTitle(title, asked), source: { pointer: `${pointer}/title` } });
    } else if (values.has(attribute.id)) {
      faults.push({
        detail: `'${title}' is answered twice; send it once`,
        source: { pointer: `${pointer}/title` },
      });
    } else {
      const checked = checkValue(attribute, value);
      if ("problem" in checked)
        faults.push({ detail: checked.problem, source: { pointer: `${pointer}/value` } });
      else if (checked.value !== undefined) values.set(attribute.id, checked.value);
    }
  }
  for (const { id, title, required } of asked) {
    if (required && !values.has(id) && faults.length === 0)
      faults.push({ detail: `answer '${title}', which is required`, source: { pointer: "/attributes" } });
  }
  const answers = asked.flatMap((attribute) => {
    const value = values.get(attribute.id);
    return value === undefined ? [] : [answerOf(attribute, value)];
  });
  return { answers, faults };
}

function unknownTitle(title: string, asked: readonly AttributeRow[]): string {
  const known = asked.map((attribute) => `'${attribute.title}'`).join(", ");
  return known
    ? `there is no attribute '${title}' for this product; there are ${known}`
    : `there is no attribute '${title}'; this product has none, leave it out`;
}

type Checked = { readonly value: AttributeAnswer["value"] | undefined } | { readonly problem: string };

function checkValue(attribute: AttributeRow, value: Value): Checked {
  const { title, kind, options } = attribute;
  switch (kind) {
    case "text": {
      if (typeof value !== "string") return { problem: `'${title}' takes text` };
      const text = value.trim();
      if (text.length > reviewLimits.textAnswer)
        return {
          problem: `'${title}' is longer than ${reviewLimits.textAnswer} characters; shorten it`,
        };
      return { value: text === "" ? undefined : text };
    }
    case "drop-down":
      if (typeof value === "string" && options.includes(value)) return { value };
      return { problem: `'${title}' takes one of: ${options.join(", ")}` };
    case "multi-select": {
      if (!Array.isArray(value) || value.some((option) => !options.includes(option)))
        return { problem: `'${title}' takes a list of: ${options.join(", ")}` };
      const picked = options.filter((option) => value.includes(option));
      return { value: picked.length === 0 ? undefined : picked };
    }
    case "range":
    case "centered-range": {
      const [min, max] = [attribute.min ?? 0, attribute.max ?? 0];
      if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max)
        return { value };
      return { problem: `'${title}' takes a whole number from ${min} to ${max}` };
    }
  }
}

function answerOf(attribute: AttributeRow, value: AttributeAnswer["value"]): AttributeAnswer {
  const { id, title, kind, subject } = attribute;
  return { attributeId: id, title, kind, subject, value, ...scaleMembers(attribute) };
}

/** The members that only a scale has. */
export function scaleMembers(
  attribute: AttributeRow,
): Pick<AttributeAnswer, "min" | "max" | "minLabel" | "midLabel" | "maxLabel"> {
  if (attribute.min === null || attribute.max === null) return {};
  return {
    min: attribute.min,
    max: attribute.max,
    ...(attribute.minLabel === null ? {} : { minLabel: attribute.minLabel }),
    ...(attribute.midLabel === null ? {} : { midLabel: attribute.midLabel }),
    ...(attribute.maxLabel === null ? {} : { maxLabel: attribute.maxLabel }),
  };
}
