import { DAY, HOUR, MINUTE, SECOND } from "@hark/kernel";
import { BREAKER_FAILURES, type DeadReason, MAX_ATTEMPTS } from "./delivery.ts";
import type { StoppedReason } from "./endpoint-store.ts";

/** The facts of a delivery that are told in words. */
export interface DeliveryFacts {
  readonly state: "pending" | "succeeded" | "failed" | "canceled";
  readonly attemptCount: number;
  readonly dueAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastDurationMs: number | null;
  readonly lastAttemptAt: Date | null;
  readonly reason?: DeadReason | "canceled" | null;
  /** Attempts it has in all (default: those of everybody). */
  readonly maxAttempts?: number;
  /** What keeps a waiting one back, whenever it is due. */
  readonly heldBy?: StoppedReason | "off" | "paused" | "earlier" | undefined;
}

/** What happened to a delivery and what happens next, in one sentence. `to` is the receiver's name. */
export function deliveryWords(facts: DeliveryFacts, to: string, now: Date): string {
  switch (facts.state) {
    case "succeeded":
      return `Delivered to ${to} ${ago(facts.lastAttemptAt, now)}, ${answerOf(facts)} in ${facts.lastDurationMs ?? 0} ms`;
    case "canceled":
      return `Not sent: the delivery to ${to} was canceled. Resend it to send it after all`;
    case "failed":
      return deadWords(facts, to);
    case "pending":
      return waitingWords(facts, to, now);
  }
}

const answerOf = (facts: DeliveryFacts): string =>
  facts.lastStatus === null ? (facts.lastError ?? "no answer") : `answered ${facts.lastStatus}`;

function deadWords(facts: DeliveryFacts, to: string): string {
  switch (facts.reason) {
    case "aborted":
      return `${to} ${answerOf(facts)} and asked not to be sent this one again. Resend it if that was a mistake`;
    case "gone":
      return refusalWords(410, to);
    case "exhausted":
      return `Gave up after ${facts.attemptCount} attempts: ${to} ${answerOf(facts)}. Mend it there, then resend`;
    case "canceled":
    case "refused":
    case null:
    case undefined:
      break;
  }
  return refusalWords(facts.lastStatus, to);
}

function waitingWords(facts: DeliveryFacts, to: string, now: Date): string {
  const soFar = facts.attemptCount === 0 ? "" : `${to} ${answerOf(facts)}; `;
  switch (facts.heldBy) {
    case "off":
      return `Waiting: ${soFar}${to} is switched off; it is sent when somebody switches it on`;
    case "paused":
      return `Waiting: ${soFar}${to} is paused; it is sent when somebody resumes it`;
    case "gone":
    case "receiver":
    case "failing":
      return `Waiting: ${soFar}${stoppedWords(facts.heldBy, to)}`;
    case "earlier":
      return `Waiting: ${soFar}an earlier event with the same key goes to ${to} first`;
    case undefined: {
      if (facts.attemptCount === 0) return `On its way to ${to}`;
      const due = facts.dueAt ? inTime(facts.dueAt, now) : "soon";
      const number = facts.attemptCount + 1;
      const all = facts.maxAttempts ?? MAX_ATTEMPTS;
      // One that was brought back goes through its schedule again.
      return `Waiting: ${soFar}next try ${due} (${number > all ? `number ${number}` : `${number} of ${all}`})`;
    }
  }
}

/** Why an endpoint was stopped without anybody's doing, and the cure. */
export function stoppedWords(reason: StoppedReason, to: string): string {
  switch (reason) {
    case "gone":
      return `${to} said that it is gone (410), so it was switched off. Save the right address and switch it on; what waits is then sent`;
    case "receiver":
      return `${to} asked for nothing more (webhook-delivery: disable), so it was switched off. Switch it on when it is ready; what waits is then sent`;
    case "failing":
      return `${to} did nothing but fail for five days, so it was paused. Mend it there, then resume; what waits is then sent`;
  }
}

/** Why a receiver refused, and the cure. */
export function refusalWords(status: number | null, to: string): string {
  switch (status) {
    case 401:
      return `${to} refused the key (401). Has the key the permission org.hook? Replace it, then resend or send a test event`;
    case 403:
      return `${to} does not let this key call the hook (403). Give the key the permission org.hook, or allow it at the hook`;
    case 404:
      return `${to} knows no hook at this address (404). Copy the address from the hook once more`;
    case 410:
      return `The hook at ${to} is gone (410). Make a new one and save its address`;
    case 413:
      return `${to} found the event too large (413). It takes at most 400 kB`;
    case null:
      return `${to} could not be reached`;
    default:
      return status >= 300 && status < 400
        ? `${to} answered with a redirect (${status}), which is never followed. Save the final address`
        : `${to} refused the event (${status}). Its answer stands with the attempt`;
  }
}

/** What the breaker of an endpoint does, in words. */
export function breakerWords(failures: number, until: Date | null, now: Date): string {
  if (failures < BREAKER_FAILURES) return "Breaker closed: events go out as they come in.";
  const when = until && until > now ? inTime(until, now) : "now";
  return `Breaker open after ${failures} failures in a row: one event is tried ${when}; when it arrives, all others follow.`;
}

const units: readonly (readonly [number, string])[] = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
];

function span(ms: number): string {
  const [unit, name] = units.find(([size]) => ms >= size) ?? [SECOND, "s"];
  return `${Math.max(1, Math.round(ms / unit))} ${name}`;
}

const ago = (at: Date | null, now: Date): string =>
  at === null || now.getTime() - at.getTime() < SECOND
    ? "just now"
    : `${span(now.getTime() - at.getTime())} ago`;
const inTime = (at: Date, now: Date): string =>
  at <= now ? "now" : `in ${span(at.getTime() - now.getTime())}`;
