import { expect, test } from "vitest";
import { relativeTime } from "./times.ts";

const now = Date.parse("2026-01-10T12:00:00Z");

test("a time of this moment is just now, on either side", () => {
  expect(relativeTime(new Date(now - 4_000), now)).toBe("just now");
  expect(relativeTime(new Date(now + 4_000), now)).toBe("just now");
});

test("the largest unit that fits is used and cut off, never rounded up", () => {
  expect(relativeTime(new Date(now - 59_000), now)).toContain("59");
  expect(relativeTime(new Date(now - 119_000), now)).toMatch(/^1 min/);
  expect(relativeTime(new Date(now - 23 * 3_600_000), now)).toMatch(/^23 hr/);
  expect(relativeTime(new Date(now - 86_400_000), now)).toBe("yesterday");
  expect(relativeTime(new Date(now + 3 * 86_400_000), now)).toBe("in 3 days");
});
