/** The kinds of failure a caller can be told about; each has one HTTP status and one code on the wire. */
export type ErrorKind =
  | "badparam"
  | "unauthorized"
  | "forbidden"
  | "notfound"
  | "conflict"
  | "toolarge"
  | "unsupported"
  | "ratelimited"
  | "unavailable"
  | "internal";

/** HTTP status of each kind. */
export const statusOfKind: Record<ErrorKind, number> = {
  badparam: 400,
  unauthorized: 401,
  forbidden: 403,
  notfound: 404,
  conflict: 409,
  toolarge: 413,
  unsupported: 415,
  ratelimited: 429,
  unavailable: 503,
  internal: 500,
};

/** Which part of the request was wrong: a JSON pointer into the body, or a query/path parameter. */
export interface ErrorSource {
  readonly pointer?: string;
  readonly parameter?: string;
}

/** One fault, ready to be shown: what is wrong, where, and what to do about it. */
export interface Fault {
  readonly detail: string;
  readonly source?: ErrorSource;
}

/**
 * A failure that a caller caused or can mend. `detail` says what is wrong and the cure; `source` names the field.
 * Everything else that is thrown is a defect and is answered as an opaque 500.
 */
export class HarkError extends Error {
  readonly kind: ErrorKind;
  readonly faults: readonly Fault[];

  constructor(
    kind: ErrorKind,
    detail: string,
    source?: ErrorSource,
    more: readonly Fault[] = [],
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = "HarkError";
    this.kind = kind;
    this.faults = [source ? { detail, source } : { detail }, ...more];
  }

  get status(): number {
    return statusOfKind[this.kind];
  }
}

/** Turns anything thrown into an Error, keeping the original as `cause`. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
