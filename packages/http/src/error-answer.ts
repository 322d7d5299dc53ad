import type { ApiErrorBody, ErrorAnswer } from "@hark/contract";
import { type ErrorKind, type ErrorSource, HarkError, statusOfKind } from "@hark/kernel";
import { SqlState, sqlStateOf } from "@hark/postgres";
import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";

const titles: Record<ErrorKind, string> = {
  badparam: "Bad Request",
  unauthorized: "Unauthorized",
  forbidden: "Forbidden",
  notfound: "Not Found",
  conflict: "Conflict",
  toolarge: "Payload Too Large",
  unsupported: "Unsupported Media Type",
  ratelimited: "Too Many Requests",
  unavailable: "Service Unavailable",
  internal: "Internal Server Error",
};

/** An answer that is ready to be sent. */
export interface PreparedError {
  readonly status: number;
  readonly body: ErrorAnswer;
  /** True for a defect of ours: it is logged whole, the caller learns nothing but the request's id. */
  readonly isDefect: boolean;
}

function entry(kind: ErrorKind, detail?: string, source?: ErrorSource): ApiErrorBody {
  return {
    status: statusOfKind[kind],
    code: kind,
    title: titles[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(source === undefined ? {} : { source: { ...source } }),
  };
}

/** Turns anything a handler threw into the answer both APIs give. `requestId` lets support find a defect in the log. */
export function prepareError(error: unknown, requestId: string, bodyLimit: number): PreparedError {
  if (error instanceof HarkError) {
    const errors = error.faults.map((fault) => entry(error.kind, fault.detail, fault.source));
    return { status: error.status, body: { errors }, isDefect: false };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) =>
      entry("badparam", describeIssue(issue), sourceOf(issue.instancePath, error.validationContext)),
    );
    return { status: 400, body: { errors }, isDefect: false };
  }
  if (sqlStateOf(error) === SqlState.characterNotInRepertoire) {
    const detail = "some text holds the NUL character, which cannot be kept; leave it out";
    return { status: 400, body: { errors: [entry("badparam", detail, { pointer: "" })] }, isDefect: false };
  }
  const kind = kindOfFastify(error);
  if (kind === "internal") {
    const errors = [
      entry("internal", `something went wrong on our side; tell support the request id ${requestId}`),
    ];
    return { status: 500, body: { errors }, isDefect: true };
  }
  return {
    status: statusOfKind[kind],
    body: { errors: [entry(kind, detailOf(kind, error, bodyLimit), { pointer: "" })] },
    isDefect: false,
  };
}

interface Issue {
  readonly instancePath: string;
  readonly message?: string | undefined;
}

function describeIssue(issue: Issue): string {
  const field = issue.instancePath.split("/").filter(Boolean).join(".");
  return field ? `${field}: ${issue.message ?? "is not valid"}` : (issue.message ?? "is not valid");
}

function sourceOf(path: string, context: string | undefined): ErrorSource {
  return context === undefined || context === "body"
    ? { pointer: path }
    : { parameter: path.split("/").filter(Boolean).join(".") };
}

function kindOfFastify(error: unknown): ErrorKind {
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || statusCode === 413) return "toolarge";
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" || statusCode === 415) return "unsupported";
  if (statusCode === 429) return "ratelimited";
  if (statusCode === 404) return "notfound";
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return "badparam";
  return "internal";
}

function detailOf(kind: ErrorKind, error: unknown, bodyLimit: number): string {
  if (kind === "toolarge")
    return `the body is larger than ${bodyLimit.toLocaleString("en")} bytes; send less`;
  if (kind === "unsupported") return "send the body as JSON, with 'content-type: application/json'";
  return error instanceof Error ? error.message : String(error);
}
