import { expect, test } from "vitest";
import { changedText, isLayoutOnly, pointerWords } from "./change.ts";

test("a pointer reads as a path, with the characters that it had to escape", () => {
  expect(pointerWords("/output/emails/0/email")).toBe("output.emails.0.email");
  expect(pointerWords("/params/a~1b~0c")).toBe("params.a/b~c");
  expect(pointerWords("")).toBe("");
});

test("a step that was only renamed or moved is told from one that does something else", () => {
  const meta = { pointer: "/meta/displayName", kind: "changed" } as const;
  expect(isLayoutOnly([meta])).toBe(true);
  expect(isLayoutOnly([meta, { pointer: "/params/email", kind: "added" }])).toBe(false);
  expect(isLayoutOnly([])).toBe(false);
});

test("what is not there, what is empty and what is null are told apart", () => {
  expect([undefined, "", null, 4, "four"].map(changedText)).toEqual(["not there", '""', "null", "4", "four"]);
});
