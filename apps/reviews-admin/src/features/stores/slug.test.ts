import { storeSlug } from "@hark/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "./slug.ts";

test.each([
  ["My Shop", "my-shop"],
  ["  Café & Thé  ", "cafe-the"],
  ["日本", ""],
])("%s becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("whatever is typed gives a slug that the API takes, or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      const slug = slugOf(name);
      return slug === "" || storeSlug.safeParse(slug).success;
    }),
  );
});
