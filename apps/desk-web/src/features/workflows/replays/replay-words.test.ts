import { expect, test } from "vitest";
import type { Replay } from "./replay.ts";
import { countWords, percentOf, restWords, skippedWords } from "./replay-words.ts";

const begun = Date.UTC(2026, 0, 1);
const replay: Replay = {
  id: "r",
  state: "running",
  version: "own",
  fromStep: null,
  total: 100,
  queued: 40,
  completed: 20,
  failed: 3,
  canceled: 0,
  skipped: 2,
  skippedBecause: { "event-gone": 2 },
  words: "",
  createdBy: null,
  createdAt: new Date(begun).toISOString(),
  finishedAt: null,
};

test("progress counts what ended, however it ended, and what was passed over", () => {
  expect(percentOf(replay)).toBe(25);
  expect(percentOf({ ...replay, total: 0 })).toBe(100);
});

test("the rest takes as long as the pace so far tells, and nothing is promised before there is a pace", () => {
  expect(restWords(replay, begun + 100_000)).toBe("about 5 min left");
  expect(restWords(replay, begun + 1_000)).toBe("about 3 s left");
  expect(restWords({ ...replay, total: 20_000 }, begun + 100_000)).toBe("about 22 h left");
  const unbegun = { ...replay, completed: 0, failed: 0, skipped: 0 };
  expect([restWords(unbegun, begun + 9_000), restWords({ ...replay, state: "done" }, begun + 9_000)]).toEqual(
    ["", ""],
  );
});

test("why runs were passed over is said in words, also when the reason is not known", () => {
  expect(skippedWords({ ...replay, skippedBecause: { "event-gone": 2, strange: 1_000 } })).toEqual([
    "2 passed over: what started them is no longer kept.",
    "1,000 passed over: strange.",
  ]);
});

test("a count says how many of which state, and how many cannot", () => {
  const byState = { completed: 1_200, failed: 4, canceled: 0 };
  expect(countWords({ total: 1_204, byState, gone: 2 })).toBe(
    "1,204 runs (1,200 completed, 4 failed). 2 of them will be passed over: what started them is no longer kept.",
  );
  expect(countWords({ total: 0, byState: { completed: 0, failed: 0, canceled: 0 }, gone: 0 })).toBe(
    "No run fits.",
  );
});
