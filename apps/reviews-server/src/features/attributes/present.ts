import type { Attribute } from "@hark/contract";
import { scaleMembers } from "./answers.ts";
import type { AttributeRow } from "./store.ts";

/** A question as the API shows it: only what its kind uses. */
export function presentAttribute(row: AttributeRow): Attribute {
  return { ...presentQuestion(row), productIds: [...row.productIds], position: row.position };
}

/** A question as the form needs it. */
export function presentQuestion(row: AttributeRow): Omit<Attribute, "productIds" | "position"> {
  const { id, title, kind, subject, required, options } = row;
  return {
    id,
    title,
    kind,
    subject,
    required,
    ...(kind === "drop-down" || kind === "multi-select" ? { options: [...options] } : {}),
    ...scaleMembers(row),
  };
}
