import { expect, test } from "vitest";
import { replayWords } from "./replay-words.ts";

const counts = { total: 10, queued: 4, succeeded: 2, failed: 1, rate_per_second: 50 };

test.each<[Parameters<typeof replayWords>[0], string]>([
  [
    { ...counts, state: "running" },
    "4 of 10 put back, 50 per second at most, behind live events. 2 arrived, 1 failed again, 1 on their way.",
  ],
  [
    { ...counts, state: "running", queued: 0, succeeded: 0, failed: 0 },
    "None of 10 put back, 50 per second at most, behind live events.",
  ],
  [{ ...counts, state: "done", queued: 10, succeeded: 10, failed: 0 }, "All 10 put back. 10 arrived."],
  [
    { ...counts, state: "done", queued: 9, succeeded: 8, failed: 1 },
    "9 of 10 put back; the others were on their way already, or gone. 8 arrived, 1 failed again.",
  ],
  [
    { ...counts, state: "canceled" },
    "Canceled after 4 of 10; what was not sent is what it was before. 2 arrived, 1 failed again.",
  ],
  [{ ...counts, state: "done", total: 0, queued: 0, succeeded: 0, failed: 0 }, "Nothing fitted the filter."],
])("%o reads: %s", (replay, words) => {
  expect(replayWords(replay)).toBe(words);
});
