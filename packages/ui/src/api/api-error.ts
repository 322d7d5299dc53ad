/** One fault of a refused request; `pointer` is the JSON pointer of the field, when a field is at fault. */
export interface ApiFault {
  readonly detail: string;
  readonly pointer: string | undefined;
}

/** What an answer that is no success is made of. */
export interface ApiErrorParts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly ApiFault[];
}

/** A request that the server refused, or that never reached it (status 0, code "unreachable"). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly pointer: string | undefined;
  readonly faults: readonly ApiFault[];

  constructor(parts: ApiErrorParts) {
    super(parts.detail);
    this.name = "ApiError";
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.faults = parts.faults;
    this.pointer = parts.faults.find((fault) => fault.pointer !== undefined)?.pointer;
  }
}
