import { expect, test } from "vitest";
import { replayWords } from "./replay-words.ts";

const replay = {
  state: "running" as const,
  total: 1_000,
  queued: 0,
  completed: 0,
  failed: 0,
  canceled: 0,
  skipped: {},
};

test("a replay tells how far it is, and what came of it", () => {
  expect(replayWords(replay)).toBe("None of 1000 begun again, behind live runs.");
  expect(replayWords({ ...replay, queued: 300, completed: 280, failed: 4 })).toBe(
    "300 of 1000 begun again, behind live runs. 280 completed, 4 failed.",
  );
  expect(replayWords({ ...replay, state: "done", queued: 1_000, completed: 1_000 })).toBe(
    "1000 of 1000 run again. 1000 completed.",
  );
  expect(replayWords({ ...replay, state: "canceled", queued: 300, completed: 200, canceled: 100 })).toBe(
    "Canceled after 300 of 1000; what had begun goes on. 200 completed, 100 canceled.",
  );
  expect(replayWords({ ...replay, state: "done", total: 0 })).toBe("No run fitted the filter.");
});

test("what was skipped is told with its reasons", () => {
  const skipped = { "event-gone": 2, "step-gone": 1 };
  expect(replayWords({ ...replay, state: "done", total: 3, skipped })).toBe(
    "0 of 3 run again. 3 skipped: what started it is no longer kept (2); the version has no such step (1).",
  );
});
