import { expect, test } from "vitest";
import { isId, newId, newUuid } from "./ids.ts";

test("ids of later moments sort behind earlier ones", () => {
  const earlier = newId(new Date("2026-01-01T00:00:00.000Z"));
  const later = newId(new Date("2026-01-01T00:00:00.001Z"));
  expect([later, earlier].sort()).toEqual([earlier, later]);
  expect(isId(earlier)).toBe(true);
});

test("a thousand ids of one millisecond differ", () => {
  const now = new Date("2026-01-01T00:00:00.000Z");
  expect(new Set(Array.from({ length: 1000 }, () => newId(now))).size).toBe(1000);
});

test("a uuid has version 4 and the RFC's variant", () => {
  expect(newUuid(() => new Uint8Array(16).fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});
