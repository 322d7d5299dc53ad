import type { Json } from "@hark/kernel";

/** One value that differs between two records, as the API tells it. */
export interface Change {
  /** JSON pointer to it. */
  readonly pointer: string;
  readonly kind: "added" | "removed" | "changed";
  /** Absent for what was added. */
  readonly before?: Json;
  /** Absent for what was removed. */
  readonly after?: Json;
}

/** A JSON pointer as people read a path: `/output/emails/0` → `output.emails.0`. */
export const pointerWords = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");

/** Whether changes only concern how a step is drawn and called. */
export const isLayoutOnly = (changes: readonly Change[]): boolean =>
  changes.length > 0 && changes.every(({ pointer }) => pointer === "/meta" || pointer.startsWith("/meta/"));

const MAX_SHOWN = 2_000;

/** A value in a table of changes: text as it is, everything else as JSON; undefined is not there. */
export function changedText(value: Json | undefined): string {
  if (value === undefined) return "not there";
  const text = typeof value === "string" ? (value === "" ? '""' : value) : JSON.stringify(value, null, 2);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
