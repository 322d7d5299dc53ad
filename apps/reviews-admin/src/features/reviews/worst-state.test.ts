import { expect, test } from "vitest";
import { worstState } from "./worst-state.ts";

test.each([
  [["succeeded", "failed", "pending"], "failed"],
  [["succeeded", "pending"], "pending"],
  [["canceled", "succeeded"], "succeeded"],
  [["something-new"], "something-new"],
])("of %j the first to look at is %s", (states, worst) => {
  expect(worstState(states)).toBe(worst);
});

test("a review that was sent nowhere has no state", () => {
  expect(worstState([])).toBeUndefined();
});
