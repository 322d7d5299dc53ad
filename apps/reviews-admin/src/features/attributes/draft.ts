import type { Attribute, AttributeCreation, AttributeKind, AttributeSubject } from "@hark/contract";
import { hasOptions, hasScale } from "./kinds.ts";

/** An attribute while it is edited: every field is there, whatever the kind uses of them. */
export interface AttributeDraft {
  readonly title: string;
  readonly kind: AttributeKind;
  readonly subject: AttributeSubject;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly minLabel: string;
  readonly midLabel: string;
  readonly maxLabel: string;
  readonly productIds: readonly string[];
}

const emptyDraft: AttributeDraft = {
  title: "",
  kind: "drop-down",
  subject: "product",
  required: false,
  options: ["", ""],
  min: 1,
  max: 5,
  minLabel: "",
  midLabel: "",
  maxLabel: "",
  productIds: [],
};

/** Ends of the scale that a kind begins with. */
export function scaleFor(kind: AttributeKind): Pick<AttributeDraft, "min" | "max"> {
  return kind === "centered-range" ? { min: -2, max: 2 } : { min: 1, max: 5 };
}

/** The draft of an attribute, or an empty one. */
export function draftOf(attribute: Attribute | undefined): AttributeDraft {
  if (!attribute) return emptyDraft;
  const { title, kind, subject, required, productIds } = attribute;
  return {
    title,
    kind,
    subject,
    required,
    productIds,
    options: attribute.options ?? [],
    min: attribute.min ?? scaleFor(kind).min,
    max: attribute.max ?? scaleFor(kind).max,
    minLabel: attribute.minLabel ?? "",
    midLabel: attribute.midLabel ?? "",
    maxLabel: attribute.maxLabel ?? "",
  };
}

/** What is sent: only what the kind uses; empty options are left out; a centered scale is set by its upper end. */
export function bodyOf(draft: AttributeDraft): AttributeCreation {
  const { kind, title, subject, required } = draft;
  const common = { title: title.trim(), kind, subject, required, productIds: [...draft.productIds] };
  const options = draft.options.map((option) => option.trim()).filter(Boolean);
  if (hasOptions(kind)) return { ...common, options };
  if (!hasScale(kind)) return { ...common, options: [] };
  const ends =
    kind === "centered-range" ? { min: -draft.max, max: draft.max } : { min: draft.min, max: draft.max };
  const labels = { minLabel: draft.minLabel, midLabel: draft.midLabel, maxLabel: draft.maxLabel };
  return { ...common, options: [], ...ends, ...labels };
}

/** What is still missing, by field; empty when the draft can be saved. */
export function faultsOf(draft: AttributeDraft): Readonly<Record<string, string>> {
  const options = draft.options.map((option) => option.trim()).filter(Boolean);
  return {
    ...(draft.title.trim() === "" ? { title: "Give it a title: shoppers see it as the question" } : {}),
    ...(hasOptions(draft.kind) && options.length === 0 ? { options: "Give at least one option" } : {}),
    ...(hasOptions(draft.kind) && new Set(options).size < options.length
      ? { options: "An option stands twice" }
      : {}),
    ...(draft.kind === "range" && draft.min >= draft.max ? { max: "Must be above the lower end" } : {}),
    ...(draft.kind === "centered-range" && draft.max < 1 ? { max: "Must be 1 or more" } : {}),
  };
}

/** An answer such as a shopper may give, for the preview of the payload. */
export function sampleAnswer(draft: AttributeDraft): string | number | string[] {
  const options = draft.options.map((option) => option.trim()).filter(Boolean);
  switch (draft.kind) {
    case "drop-down":
      return options[0] ?? "…";
    case "multi-select":
      return options.length === 0 ? ["…"] : options.slice(0, 2);
    case "range":
      return draft.max;
    case "centered-range":
      return 0;
    case "text":
      return "In their own words";
  }
}
