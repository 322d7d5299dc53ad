import { DAY, HOUR, MINUTE, SECOND } from "@hark/kernel";
import { BREAKER_FAILURES, MAX_ATTEMPTS } from "./delivery.ts";

/** The facts of a delivery that are told in words. */
export interface DeliveryFacts {
  readonly state: "pending" | "succeeded" | "failed" | "canceled";
  readonly attemptCount: number;
  readonly dueAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastDurationMs: number | null;
  readonly lastAttemptAt: Date | null;
}

/** What happened to a delivery and what happens next, in one sentence. `to` is the receiver's name. */
export function deliveryWords(facts: DeliveryFacts, to: string, now: Date): string {
  const answer =
    facts.lastStatus === null ? (facts.lastError ?? "no answer") : `answered ${facts.lastStatus}`;
  switch (facts.state) {
    case "succeeded":
      return `Delivered to ${to} ${ago(facts.lastAttemptAt, now)}, ${answer} in ${facts.lastDurationMs ?? 0} ms`;
    case "canceled":
      return `Not sent: the delivery to ${to} was canceled`;
    case "failed":
      return facts.attemptCount >= MAX_ATTEMPTS && (facts.lastStatus === null || facts.lastStatus >= 500)
        ? `Gave up after ${facts.attemptCount} attempts: ${to} ${answer}. Mend it there, then resend`
        : refusalWords(facts.lastStatus, to);
    case "pending": {
      if (facts.attemptCount === 0) return `On its way to ${to}`;
      const due = facts.dueAt ? inTime(facts.dueAt, now) : "soon";
      return `Waiting: ${to} ${answer}; next try ${due} (${facts.attemptCount + 1} of ${MAX_ATTEMPTS})`;
    }
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
