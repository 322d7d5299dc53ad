import { expect, test } from "vitest";
import { typedValue } from "./variable.ts";

test("a value is of its declared type, or none", () => {
  expect(typedValue("string", "4")).toBe("4");
  expect(typedValue("number", " 4.5 ")).toBe(4.5);
  expect(typedValue("boolean", "false")).toBe(false);
  expect([
    typedValue("string", ""),
    typedValue("number", "four"),
    typedValue("number", ""),
    typedValue("boolean", "no"),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});
