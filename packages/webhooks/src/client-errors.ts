import { SECOND } from "@hark/kernel";

/** The address is one that deliveries may not reach. */
export class RefusedAddressError extends Error {}

/** The address cannot be called at all; the message says why. */
export class UnfitAddressError extends Error {}

/** The time for the whole call is over. */
export class DeadlineError extends Error {}

/** What is known of a call that went wrong. */
export interface FailureFacts {
  readonly connectMs: number;
  readonly totalMs: number;
  /** Whether a status had come before. */
  readonly answered: boolean;
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was reset",
  ECONNABORTED: "the connection was reset",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be resolved",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the host's network cannot be reached",
  EADDRNOTAVAIL: "the host cannot be reached from this machine",
  ETIMEDOUT: "no connection in time",
  EMFILE: "this machine has no file handles left for a connection",
  UND_ERR_SOCKET: "the connection was closed before the whole answer had come",
  UND_ERR_HEADERS_OVERFLOW: "the answer's headers are too large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer is not as long as it says",
  UND_ERR_DESTROYED: "the delivery was broken off because Hark is stopping",
  UND_ERR_CLOSED: "the delivery was broken off because Hark is stopping",
  HPE_HEADER_OVERFLOW: "the answer's headers are too large",
  CERT_HAS_EXPIRED: "the certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is not trusted: it is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate is not trusted: its authority is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate is not trusted: a certificate between it and its authority is missing",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate is not trusted: its authority is not known here",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is not trusted: it is made out to another host",
};

/** Says in one sentence, for a person who did not write this, why a call failed. */
export function describeFailure(error: unknown, facts: FailureFacts): string {
  const chain = causesOf(error);
  for (const at of chain) {
    const sentence = describeOne(at, facts);
    if (sentence !== undefined) return sentence;
  }
  return chain[0]?.message || "the call failed for a reason that is not known";
}

/** Whether a call was not made because its address may not be called. */
export const isRefused = (error: unknown): boolean =>
  causesOf(error).some((at) => at instanceof RefusedAddressError || at instanceof UnfitAddressError);

/** An error, its causes, and what several tries at once died of. */
function causesOf(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].flatMap((cause: unknown) => causesOf(cause, depth + 1))];
}

function describeOne(error: Error, facts: FailureFacts): string | undefined {
  const { connectMs, totalMs, answered } = facts;
  const slow = answered
    ? `the answer was not whole within ${totalMs / SECOND} s`
    : `no answer within ${totalMs / SECOND} s`;
  if (error instanceof RefusedAddressError) return "the address is private, which deliveries may not reach";
  if (error instanceof UnfitAddressError) return error.message;
  if (error instanceof DeadlineError) return slow;
  const code = "code" in error ? String(error.code) : "";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return `no connection within ${connectMs / SECOND} s`;
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") return slow;
  if (code === "UND_ERR_SOCKET" && answered) return "the answer broke off after its headers";
  if (sentences[code] !== undefined) return sentences[code];
  if (/^ERR_SSL|^ERR_TLS|^EPROTO/.test(code)) return `what answers does not speak TLS as it should (${code})`;
  if (code.includes("CERT")) return `the certificate is not trusted (${code})`;
  if (code.startsWith("HPE_") || error.name === "HTTPParserError")
    return answered ? "the answer broke the rules of HTTP" : "the answer is not HTTP";
  return undefined;
}
