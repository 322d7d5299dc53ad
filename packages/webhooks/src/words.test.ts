import { expect, test } from "vitest";
import { breakerWords, type DeliveryFacts, deliveryWords } from "./words.ts";

const now = new Date("2026-03-01T12:00:00.000Z");
const facts: DeliveryFacts = {
  state: "pending",
  attemptCount: 2,
  dueAt: new Date("2026-03-01T12:05:00.000Z"),
  lastStatus: 503,
  lastError: null,
  lastDurationMs: 84,
  lastAttemptAt: new Date("2026-03-01T11:58:00.000Z"),
};
const said = (change: Partial<DeliveryFacts>): string => deliveryWords({ ...facts, ...change }, "Sheet", now);

test.each<[Partial<DeliveryFacts>, string]>([
  [{ state: "succeeded", lastStatus: 201 }, "Delivered to Sheet 2 min ago, answered 201 in 84 ms"],
  [{}, "Waiting: Sheet answered 503; next try in 5 min (3 of 12)"],
  [{ maxAttempts: 3 }, "Waiting: Sheet answered 503; next try in 5 min (3 of 3)"],
  [{ attemptCount: 12 }, "Waiting: Sheet answered 503; next try in 5 min (number 13)"],
  [{ attemptCount: 0, lastStatus: null }, "On its way to Sheet"],
  [
    { heldBy: "earlier" },
    "Waiting: Sheet answered 503; an earlier event with the same key goes to Sheet first",
  ],
  [{ heldBy: "paused", attemptCount: 0 }, "Waiting: Sheet is paused; it is sent when somebody resumes it"],
  [
    { heldBy: "off", attemptCount: 0 },
    "Waiting: Sheet is switched off; it is sent when somebody switches it on",
  ],
  [
    { heldBy: "failing", attemptCount: 0 },
    "Waiting: Sheet did nothing but fail for five days, so it was paused. Mend it there, then resume; what waits is then sent",
  ],
  [
    { state: "canceled", reason: "canceled" },
    "Not sent: the delivery to Sheet was canceled. Resend it to send it after all",
  ],
  [
    {
      state: "failed",
      reason: "exhausted",
      attemptCount: 12,
      lastStatus: null,
      lastError: "connection refused",
    },
    "Gave up after 12 attempts: Sheet connection refused. Mend it there, then resend",
  ],
  [
    { state: "failed", reason: "refused", lastStatus: 413 },
    "Sheet found the event too large (413). It takes at most 400 kB",
  ],
])("%j is told as: %s", (change, words) => {
  expect(said(change)).toBe(words);
});

test("the breaker is told open with the time of its probe", () => {
  expect(breakerWords(4, null, now)).toContain("closed");
  expect(breakerWords(6, new Date(now.getTime() + 10_000), now)).toContain("one event is tried in 10 s");
});
