import { HarkError, type Json } from "@hark/kernel";
import type { z } from "zod";

/** Why a record was not written or found: an expected outcome, told to the caller of the API or kept in a run's journal. */
export interface RecordFault {
  readonly code: "badparam" | "notfound" | "conflict";
  /** What is wrong and the cure. */
  readonly message: string;
  /** Dotted path into the body, such as `custom.ratingNum`. */
  readonly field: string;
}

/** A record, or why there is none. */
export type Outcome<Row> = { readonly row: Row } | { readonly fault: RecordFault };

/**
 * The row, or the fault as the error the API answers. `inPath` tells which fields came from the address, by the parameter's
 * name: what is missing there is a 404, what is missing in a body is the body's fault.
 */
export function rowOrThrow<Row>(
  outcome: Outcome<Row> | undefined,
  inPath: Readonly<Record<string, string>> = {},
): Row {
  if (outcome === undefined) throw new Error("a write gave fewer outcomes than it was asked for");
  if ("row" in outcome) return outcome.row;
  const { code, field, message } = outcome.fault;
  const parameter = inPath[field];
  if (code === "notfound" && parameter !== undefined) throw new HarkError("notfound", message, { parameter });
  throw new HarkError(code === "notfound" ? "badparam" : code, message, {
    pointer: `/${field.replaceAll(".", "/")}`,
  });
}

/** The 404 of a record that an address names; `parameter` is the part of the address. */
export function missing(what: string, parameter = "id"): HarkError {
  return new HarkError("notfound", `there is no such ${what}; correct the ${parameter}`, { parameter });
}

/** Parses a body that did not come through a route, such as an action's params. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: Json,
): { readonly body: z.output<Schema> } | { readonly fault: RecordFault } {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { body: parsed.data };
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  const message = issue?.message ?? "is not valid";
  return { fault: { code: "badparam", field, message: field ? `${field} ${message}` : message } };
}

/** Thrown when another process wrote the same key while this batch ran: the batch must be undone and go one by one. */
export class WrittenMeanwhileError extends Error {
  constructor(key: string) {
    super(`another process wrote ${key} at the same time; run it again on its own`);
    this.name = "WrittenMeanwhileError";
  }
}

// How long ago a conflicting record may have been committed and yet have been invisible when this batch began.
const CONCURRENT_MS = 60_000;

/**
 * Whether a conflict may be with another process that wrote while this batch ran. A run that goes alone sees one state from
 * beginning to end, so for it a conflict is a plain outcome.
 */
export function isWrittenMeanwhile(existing: Date, now: Date, alone: boolean): boolean {
  return !alone && now.getTime() - existing.getTime() < CONCURRENT_MS;
}
