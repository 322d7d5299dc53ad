import { expect, test } from "vitest";
import { fileReviewTemplate } from "../model/templates.ts";
import { dataOf, readSubject, subjectText } from "./test-subject.ts";

const draft = { document: fileReviewTemplate, example: { id: "example" } };

test("what a test runs on stands in the address", () => {
  for (const text of ["run:65f1", "transaction:65f2"]) expect(subjectText(readSubject(text))).toBe(text);
  for (const text of [null, "", "run:", "shoe:1"]) expect(readSubject(text)).toEqual({ kind: "example" });
});

test("without example data there is nothing to run on, unless something that came in was chosen", () => {
  const bare = { ...draft, example: null };
  expect(dataOf({ kind: "example" }, bare)).toBeUndefined();
  expect(dataOf({ kind: "run", id: "r" }, bare)).toEqual({ run: "r" });
  expect(dataOf({ kind: "example" }, draft)).toEqual({ data: { id: "example" } });
});
