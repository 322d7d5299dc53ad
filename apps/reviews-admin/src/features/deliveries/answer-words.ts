import type { Delivery } from "@hark/contract";
import { relativeTime } from "@hark/ui";

type Facts = Pick<
  Delivery,
  "state" | "lastStatus" | "lastError" | "lastDurationMs" | "attemptCount" | "nextAttemptAt"
>;

/** The last answer and what comes next, short enough for a column. */
export function answerWords(delivery: Facts, now: Date): string {
  const { state, lastStatus, lastError, lastDurationMs, attemptCount, nextAttemptAt } = delivery;
  if (attemptCount === 0) return state === "pending" ? "on its way" : "–";
  const answer = lastStatus === null ? (lastError ?? "no answer") : String(lastStatus);
  if (state === "succeeded") return lastDurationMs === null ? answer : `${answer} in ${lastDurationMs} ms`;
  if (state === "pending" && nextAttemptAt !== null)
    return `${answer} · try ${attemptCount + 1} ${relativeTime(new Date(nextAttemptAt), now.getTime())}`;
  return `${answer} · ${attemptCount} ${attemptCount === 1 ? "attempt" : "attempts"}`;
}
