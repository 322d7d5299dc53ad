import { expect, test } from "vitest";
import { isKept, judgeEngine, type Standing } from "./engine-verdict.ts";

const accepted = [0, 1, 2, 3].map((number) => ({
  number,
  email: `buyer${Math.floor(number / 2)}@example.com`,
  isOutside: number === 3,
}));
const whole: Standing = {
  objects: [0, 1, 2, 3],
  receipts: [3],
  emails: ["buyer0@example.com", "buyer1@example.com"],
  openRuns: 0,
  failedRuns: 0,
};
const call = { number: 3, key: "run-tell" };

test("everything once breaks no promise", () => {
  const verdict = judgeEngine(accepted, whole, [call]);
  expect(verdict).toEqual({
    accepted: 4,
    lost: 0,
    duplicated: 0,
    outside_repeated: 0,
    outside_other_key: 0,
    stuck: 0,
    failed: 0,
  });
  expect(isKept(verdict)).toBe(true);
});

test("a storm in which nothing was accepted proves nothing", () => {
  expect(isKept(judgeEngine([], { ...whole, objects: [], receipts: [], emails: [] }, []))).toBe(false);
});

test.each([
  ["object", { ...whole, objects: [0, 1, 3] }, [call]],
  ["receipt", { ...whole, receipts: [] }, [call]],
  ["customer", { ...whole, emails: ["buyer1@example.com", "other@example.com"] }, [call]],
  ["call", whole, []],
] as const)("an accepted event without its %s is lost", (_what, standing, calls) => {
  const verdict = judgeEngine(accepted, standing, calls);
  expect(verdict.lost).toBeGreaterThan(0);
  expect(verdict.duplicated).toBe(0);
  expect(isKept(verdict)).toBe(false);
});

test.each([
  ["object", { ...whole, objects: [0, 1, 1, 2, 3] }],
  ["receipt", { ...whole, receipts: [3, 3] }],
  ["customer", { ...whole, emails: [...whole.emails, "buyer1@example.com"] }],
] as const)("a second %s is a duplicate", (_what, standing) => {
  const verdict = judgeEngine(accepted, standing, [call]);
  expect(verdict).toMatchObject({ lost: 0, duplicated: 1 });
  expect(isKept(verdict)).toBe(false);
});

test("an object of an event whose answer never came is neither lost nor duplicated", () => {
  expect(judgeEngine(accepted, { ...whole, objects: [...whole.objects, 9] }, [call])).toMatchObject({
    lost: 0,
    duplicated: 0,
  });
});

test("a call may repeat under its own key, not under another's or none", () => {
  const judged = (...calls: Parameters<typeof judgeEngine>[2]) => judgeEngine(accepted, whole, calls);
  expect(judged(call, call)).toMatchObject({ outside_repeated: 1, outside_other_key: 0 });
  expect(isKept(judged(call, call))).toBe(true);
  expect(judged(call, { ...call, key: "another" })).toMatchObject({ outside_other_key: 1 });
  expect(judged(call, { number: 2, key: call.key })).toMatchObject({ outside_other_key: 1 });
  expect(isKept(judged({ number: 3, key: "" }))).toBe(false);
});

test("a run that has not ended is stuck, one that failed is told", () => {
  expect(isKept(judgeEngine(accepted, { ...whole, openRuns: 1 }, [call]))).toBe(false);
  expect(isKept(judgeEngine(accepted, { ...whole, failedRuns: 1 }, [call]))).toBe(false);
});
