import { expect, test } from "vitest";
import { comparedWords, marksOf, readComparison } from "./version.ts";

const same = { same: true, about: [], trigger: [], steps: { added: [], removed: [], changed: [] } };

test("what is compared stands in the address, and nothing else reads", () => {
  expect(readComparison("2..draft")).toEqual({ from: 2, to: "draft" });
  for (const text of [null, "", "2", "2..", "0..1", "1..2..3", "a..b"])
    expect(readComparison(text)).toBeUndefined();
});

test("what differs is counted in a sentence, and marked by step", () => {
  const change = { pointer: "/params/email", kind: "removed" } as const;
  const compared = {
    same: false,
    about: [],
    trigger: [change],
    steps: {
      added: [{ id: "a" }],
      removed: [],
      changed: [
        { id: "b", changes: [change] },
        { id: "c", changes: [change] },
      ],
    },
  };
  expect(comparedWords(compared)).toBe("1 step added, 2 steps changed, the trigger changed.");
  expect([...marksOf(compared)]).toEqual([
    ["1", "changed"],
    ["a", "added"],
    ["b", "changed"],
    ["c", "changed"],
  ]);
  expect(comparedWords({ ...same, same: false, trigger: [change] })).toBe("The trigger changed.");
  expect(comparedWords(same)).toBe("They are the same.");
});
