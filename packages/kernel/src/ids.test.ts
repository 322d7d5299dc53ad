import { expect, test } from "vitest";
import { idSequence, isId, newId, newUuid, secureRandom } from "./ids.ts";

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

test("ids of one sequence sort as they were asked for, and differ from those of another of the same instant", () => {
  const now = new Date("2026-01-01T00:00:00.000Z");
  const [one, other] = [idSequence(now), idSequence(now)];
  const ids = Array.from({ length: 500 }, one);
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.every(isId)).toBe(true);
  expect(ids).not.toContain(other());
});

test("a uuid has version 4 and the RFC's variant", () => {
  expect(newUuid(() => new Uint8Array(16).fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});

test("random bytes are given once only, whatever their number", () => {
  const sizes = Array.from({ length: 2_000 }, (_, at) => (at % 300) + 8);
  const given = sizes.map((size) => secureRandom(size));
  expect(given.map((bytes) => bytes.length)).toEqual(sizes);
  expect(new Set(given.map((bytes) => bytes.subarray(0, 8).join())).size).toBe(sizes.length);
  given[0]?.fill(0);
  expect(secureRandom(16).every((byte) => byte === 0)).toBe(false);
});
