import { DAY, fullJitter, HOUR, MINUTE, type RandomFraction, SECOND } from "@hark/kernel";

/** How one attempt ended. */
export interface AttemptResult {
  /** The answer's status, or undefined when none came. */
  readonly statusCode: number | undefined;
  /** What went wrong on the way, such as `connection refused`. */
  readonly error: string | undefined;
  /** The answer's headers, lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The beginning of the answer's body. */
  readonly body: string;
  readonly durationMs: number;
}

/** What an attempt means for its delivery. The class decides, never the message. */
export type Outcome = "delivered" | "retry" | "refused";

/** What a delivery does next. */
export type NextStep =
  | { readonly state: "succeeded" }
  | { readonly state: "pending"; readonly dueAt: Date }
  | { readonly state: "failed"; readonly reason: DeadReason };

/** Why a delivery is a dead letter: refused as it is, tried to the end, its receiver gone (410), or its receiver asked for no more. */
export type DeadReason = "refused" | "exhausted" | "gone" | "aborted";

/**
 * Waits before each retry: close together at first, since most receivers are gone for a deployment's minute only, at last
 * days. Three days in all, then a person is needed.
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  DAY,
  DAY,
];

/** Attempts there are in all, the first included. */
export const MAX_ATTEMPTS = RETRY_DELAYS_MS.length + 1;

const RETRYABLE = new Set([408, 425, 429]);

/** Classifies an attempt: 2xx arrived; no answer, 408, 425, 429 and 5xx are tried again; the rest needs a person. */
export function outcomeOf(result: Pick<AttemptResult, "statusCode">): Outcome {
  const { statusCode } = result;
  if (statusCode === undefined) return "retry";
  if (statusCode >= 200 && statusCode < 300) return "delivered";
  return RETRYABLE.has(statusCode) || statusCode >= 500 ? "retry" : "refused";
}

/** What a receiver can ask for with the header `webhook-delivery`: this message no more, or nothing any more. */
export type Control = "abort-message" | "disable";

/** Reads a receiver's wish; undefined when it has none, or none that is known. */
export function parseControl(headers: AttemptResult["headers"]): Control | undefined {
  const wish = headers["webhook-delivery"]?.trim().toLowerCase();
  return wish === "abort-message" || wish === "disable" ? wish : undefined;
}

/** Why an attempt means that nothing more is to be sent to its receiver; undefined when it does not. */
export function stopOf(
  result: Pick<AttemptResult, "statusCode" | "headers">,
): "gone" | "receiver" | undefined {
  if (parseControl(result.headers) === "disable") return "receiver";
  return result.statusCode === GONE ? "gone" : undefined;
}

const GONE = 410;

/**
 * What follows an attempt. `attempt` counts from 1. The receiver's wish (`retry-after`, `x-ratelimit-reset`) is obeyed
 * between the schedule's delay and one hour, or the schedule's delay when that is longer. A
 * receiver that asks for nothing any more keeps what it has not taken waiting, like all else, until it is switched on again.
 */
export function nextStep(
  attempt: number,
  result: AttemptResult,
  now: Date,
  random: RandomFraction,
  delays: readonly number[] = RETRY_DELAYS_MS,
): NextStep {
  const outcome = outcomeOf(result);
  if (outcome === "delivered") return { state: "succeeded" };
  if (parseControl(result.headers) === "abort-message") return { state: "failed", reason: "aborted" };
  if (outcome === "refused")
    return { state: "failed", reason: result.statusCode === GONE ? "gone" : "refused" };
  const delay = delays[attempt - 1];
  if (delay === undefined) return { state: "failed", reason: "exhausted" };
  // Drawn over the delay's whole width, around the delay itself: never at once, never all together, and the schedule keeps its days.
  const jittered = delay / 2 + fullJitter(delay, random);
  const wish = wishedDelay(result.headers, now);
  const wait = wish === undefined ? jittered : Math.min(Math.max(wish, jittered), Math.max(HOUR, delay));
  return { state: "pending", dueAt: new Date(now.getTime() + wait) };
}

/** Milliseconds the receiver asked for, by seconds, date or epoch seconds; undefined when it asked for nothing readable. */
export function wishedDelay(headers: AttemptResult["headers"], now: Date): number | undefined {
  const after = headers["retry-after"];
  if (after !== undefined) {
    const ms = /^\d+$/.test(after) ? Number(after) * SECOND : Date.parse(after) - now.getTime();
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset = Number(headers["x-ratelimit-reset"]);
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * SECOND - now.getTime()) : undefined;
}

/**
 * Until when a receiver's bucket of calls is used up, by its headers `x-ratelimit-remaining` and `x-ratelimit-reset` (epoch seconds):
 * what it has left is taken by the calls that are under way beside. Undefined while there is some left; an hour at most.
 */
export function bucketSpentUntil(
  headers: AttemptResult["headers"],
  underWay: number,
  now: Date,
): Date | undefined {
  const remaining = headers["x-ratelimit-remaining"];
  if (remaining === undefined || !/^\d+$/.test(remaining) || Number(remaining) > underWay) return undefined;
  const reset = Number(headers["x-ratelimit-reset"]) * SECOND;
  if (!Number.isFinite(reset) || reset <= now.getTime()) return undefined;
  return new Date(Math.min(reset, now.getTime() + HOUR));
}

// Refusals that are about the receiver and not about one event: wrong key, no such hook.
const REFUSED_BY_RECEIVER = new Set([401, 403, 404, 410]);

/** Whether an attempt says that its receiver is not well; a refusal of one event (400, 413) says that it answers. */
export function isReceiverFailure(result: Pick<AttemptResult, "statusCode">): boolean {
  const outcome = outcomeOf(result);
  return outcome === "retry" || (outcome === "refused" && REFUSED_BY_RECEIVER.has(result.statusCode ?? 0));
}

/** After so long with nothing but failures an endpoint is paused, and its owner is told. */
export const FAILING_MS = 5 * DAY;

/** Failures in a row after which an endpoint is only probed. */
export const BREAKER_FAILURES = 5;

/** Until when nothing is sent to an endpoint with so many failures in a row; then one delivery goes as a probe. */
export function openUntil(failures: number, now: Date): Date | null {
  if (failures < BREAKER_FAILURES) return null;
  return new Date(now.getTime() + Math.min(5 * MINUTE, 5 * SECOND * 2 ** (failures - BREAKER_FAILURES)));
}
