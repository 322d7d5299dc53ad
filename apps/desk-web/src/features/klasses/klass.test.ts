import { expect, test } from "vitest";
import { attributeName, camelCase } from "./klass.ts";

test("words become a name in camel case without marks and signs", () => {
  expect(camelCase("Date created")).toBe("dateCreated");
  expect(camelCase("  Größen (EU) ")).toBe("groEnEU");
  expect(camelCase("café-au lait")).toBe("cafeAuLait");
  expect(camelCase("!!")).toBe("");
});

test("the name of an attribute ends in the suffix of its type, once", () => {
  expect(attributeName({ displayName: "Rating", type: "Num" })).toBe("ratingNum");
  expect(attributeName({ displayName: "rating num", type: "Num" })).toBe("ratingNum");
  expect(attributeName({ displayName: "Submitted", type: "At" })).toBe("submittedAt");
  expect(attributeName({ displayName: "", type: "Str" })).toBe("");
});
