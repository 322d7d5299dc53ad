import { expect, test } from "vitest";
import { judge, type Taken } from "./verdict.ts";

const accepted = [1, 2, 3].map((number) => ({ reviewId: `r${number}`, key: "a", number }));
const taken = (number: number, id = `m${number}`): Taken => ({
  id,
  type: "review.created",
  reviewId: `r${number}`,
  title: String(number),
  key: "a",
});

test("what arrived once, and in order, breaks no promise", () => {
  expect(
    judge(
      accepted,
      [1, 2, 3].map((number) => taken(number)),
      Number,
    ),
  ).toEqual({
    accepted: 3,
    repeated: 0,
    lost: 0,
    renamed: 0,
    overtaken: 0,
  });
});

test("a repetition under the same id is allowed, under another one it is not", () => {
  const verdict = judge(accepted, [taken(1), taken(2), taken(1), taken(3), taken(3, "other")], Number);
  expect(verdict).toMatchObject({ repeated: 1, renamed: 1, overtaken: 0 });
});

test("what is missing and what overtook is counted", () => {
  expect(judge(accepted, [taken(3), taken(1)], Number)).toMatchObject({ lost: 1, overtaken: 1 });
});
