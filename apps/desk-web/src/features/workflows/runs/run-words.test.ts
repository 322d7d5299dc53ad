import { expect, test } from "vitest";
import { dueWords, durationWords, waitingWords } from "./run-words.ts";

const now = Date.UTC(2026, 0, 1);
const after = (ms: number): string => new Date(now + ms).toISOString();

test("a duration is told in the unit that fits", () => {
  expect([null, 0.4, 84.4, 1_250].map(durationWords)).toEqual(["", "< 1 ms", "84 ms", "1.3 s"]);
});

test("a waiting run says how long it still waits, and when its time has come", () => {
  expect(
    [after(45_000), after(240_000), after(7_200_000), after(172_800_000), after(-5), null].map((at) =>
      dueWords(at, now),
    ),
  ).toEqual(["due in 45 s", "due in 4 min", "due in 2 h", "due in 2 d", "due now", ""]);
});

test("what it waits for and when it goes on stand in one line", () => {
  expect(waitingWords({ waitingFor: "its time", dueAt: after(240_000) }, now)).toBe("its time, due in 4 min");
  expect(waitingWords({ waitingFor: "a free worker", dueAt: null }, now)).toBe("a free worker");
});
