import { expect, test } from "vitest";
import { Floors } from "./floors.ts";

test("claims begin behind one another's, each organisation's behind its own", () => {
  const floors = new Floors();
  expect(floors.of("a", 0)).toBe(0);
  floors.raise("a", 128, 0);
  floors.raise("a", 64, 1); // an earlier claim that answered later
  expect(floors.of("a", 2)).toBe(128);
  expect(floors.of("b", 2)).toBe(0);
});

test("they begin at the beginning now and then, however fast one follows the other, and whenever something was left", () => {
  const floors = new Floors();
  floors.raise("a", 128, 0);
  floors.raise("a", 256, 199);
  expect(floors.of("a", 199)).toBe(256);
  expect(floors.of("a", 200)).toBe(0);
  floors.raise("a", 128, 200);
  expect(floors.of("a", 399)).toBe(128);
  floors.forget("a");
  expect(floors.of("a", 399)).toBe(0);
});
