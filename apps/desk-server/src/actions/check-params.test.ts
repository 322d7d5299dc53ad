import { expect, test } from "vitest";
import { catalogueOfActions, createActions } from "./index.ts";

const catalogue = catalogueOfActions(createActions());
const check = (custom: object) =>
  catalogue.checkParams?.("kustomer.kobject.create-with-customer", {
    klassName: "review",
    title: "T",
    custom: { ...custom },
  });

test("custom attributes that fit the ends of their names have no faults", () => {
  expect(
    check({ ratingNum: 4, countNum: "12", submittedAt: "2026-01-31T09:30:00Z", goodBool: "true" }),
  ).toEqual([]);
});

test.each([
  [{ submittedAt: "2020-04-21T07: 09: 25.454Z" }, "custom.submittedAt"],
  [{ ratingNum: "four" }, "custom.ratingNum"],
  [{ rating: 4 }, "custom.rating"],
])("%j is a fault of its field, with a cure", (custom, field) => {
  expect(check(custom)).toEqual([{ field, message: expect.any(String), cure: expect.stringMatching(/\w/) }]);
});

test("an action without custom attributes, or unknown, has no faults to see", () => {
  expect(catalogue.checkParams?.("kustomer.transform.generic", { input: { rating: 4 } })).toEqual([]);
  expect(catalogue.checkParams?.("kustomer.no.such", { custom: { rating: 4 } })).toEqual([]);
});
