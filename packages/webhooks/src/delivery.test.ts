import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AttemptResult,
  bucketSpentUntil,
  MAX_ATTEMPTS,
  nextStep,
  openUntil,
  outcomeOf,
  parseControl,
  stopOf,
  wishedDelay,
} from "./delivery.ts";

const now = new Date("2026-03-01T12:00:00.000Z");
const result = (statusCode: number | undefined, headers: AttemptResult["headers"] = {}): AttemptResult => ({
  statusCode,
  error: statusCode === undefined ? "connection refused" : undefined,
  headers,
  body: "",
  durationMs: 1,
});

test.each([
  [200, "delivered"],
  [201, "delivered"],
  [302, "refused"],
  [400, "refused"],
  [401, "refused"],
  [408, "retry"],
  [410, "refused"],
  [425, "retry"],
  [429, "retry"],
  [500, "retry"],
  [503, "retry"],
  [undefined, "retry"],
])("%s means %s", (statusCode, outcome) => {
  expect(outcomeOf({ statusCode })).toBe(outcome);
});

test("every delivery ends: whatever is answered, it succeeds, fails, or comes later and at most so many times", () => {
  const statuses = fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MAX_ATTEMPTS }),
      statuses,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, status, fraction) => {
        const step = nextStep(attempt, result(status), now, () => fraction);
        if (step.state === "pending") {
          expect(attempt).toBeLessThan(MAX_ATTEMPTS);
          expect(step.dueAt.getTime()).toBeGreaterThan(now.getTime());
        }
      },
    ),
  );
  expect(nextStep(MAX_ATTEMPTS, result(503), now, () => 0.5)).toEqual({
    state: "failed",
    reason: "exhausted",
  });
});

test("the receiver's wish is read as seconds, as a date and as epoch seconds", () => {
  expect(wishedDelay({ "retry-after": "30" }, now)).toBe(30_000);
  expect(wishedDelay({ "retry-after": "Sun, 01 Mar 2026 12:01:00 GMT" }, now)).toBe(60_000);
  expect(wishedDelay({ "x-ratelimit-reset": String(now.getTime() / 1_000 + 10) }, now)).toBe(10_000);
  expect(wishedDelay({ "retry-after": "soon" }, now)).toBeUndefined();
  expect(wishedDelay({}, now)).toBeUndefined();
});

test("a bucket is used up when what is left is taken by the calls under way, until it is filled again", () => {
  const headers = (remaining: string, seconds = 30) => ({
    "x-ratelimit-remaining": remaining,
    "x-ratelimit-reset": String(now.getTime() / 1_000 + seconds),
  });
  const filledAt = new Date(now.getTime() + 30_000);
  expect(bucketSpentUntil(headers("0"), 0, now)).toEqual(filledAt);
  expect(bucketSpentUntil(headers("3"), 3, now)).toEqual(filledAt);
  expect(bucketSpentUntil(headers("4"), 3, now)).toBeUndefined();
  expect(bucketSpentUntil(headers("0", -1), 0, now)).toBeUndefined();
  expect(bucketSpentUntil(headers("0", 86_400), 0, now)).toEqual(new Date(now.getTime() + 3_600_000));
  expect(bucketSpentUntil(headers("many"), 0, now)).toBeUndefined();
  expect(bucketSpentUntil({}, 0, now)).toBeUndefined();
});

test("a wish is bounded: no receiver can put a delivery off for a year", () => {
  const step = nextStep(1, result(429, { "retry-after": "31536000" }), now, () => 1);
  expect(step).toEqual({ state: "pending", dueAt: new Date("2026-03-01T13:00:00.000Z") });
});

test("the breaker opens at the fifth failure and its pause grows to five minutes", () => {
  expect(openUntil(4, now)).toBeNull();
  const pause = (failures: number): number => (openUntil(failures, now)?.getTime() ?? 0) - now.getTime();
  expect([5, 6, 7, 30].map(pause)).toEqual([5_000, 10_000, 20_000, 300_000]);
});

test("a dead letter has its reason", () => {
  const reasonOf = (answer: AttemptResult, delays?: readonly number[]): string => {
    const step = nextStep(1, answer, now, () => 0.5, delays);
    return step.state === "failed" ? step.reason : step.state;
  };
  expect(reasonOf(result(400))).toBe("refused");
  expect(reasonOf(result(410))).toBe("gone");
  expect(reasonOf(result(503, { "webhook-delivery": "abort-message" }))).toBe("aborted");
  expect(reasonOf(result(200, { "webhook-delivery": "abort-message" }))).toBe("succeeded");
  expect(reasonOf(result(503), [])).toBe("exhausted");
  expect(reasonOf(result(503), [1_000])).toBe("pending");
});

test("a receiver's wish to be sent nothing more is read whatever it answers", () => {
  expect(parseControl({ "webhook-delivery": " Disable " })).toBe("disable");
  expect(parseControl({ "webhook-delivery": "sometimes" })).toBeUndefined();
  expect(stopOf(result(200, { "webhook-delivery": "disable" }))).toBe("receiver");
  expect(stopOf(result(410))).toBe("gone");
  expect(stopOf(result(404))).toBeUndefined();
});

test("retries are spread over a whole delay, around the delay itself", () => {
  const wait = (fraction: number): number => {
    const step = nextStep(1, result(503), now, () => fraction, [60_000]);
    return step.state === "pending" ? step.dueAt.getTime() - now.getTime() : Number.NaN;
  };
  expect([wait(0), wait(0.5), wait(1)]).toEqual([30_000, 60_000, 90_000]);
});
