import { expect, test } from "vitest";
import { lastDays } from "./last-days.ts";

test("thirty days end today, and days without a review count none", () => {
  const days = lastDays([{ day: "2026-03-01", count: 4 }], new Date("2026-03-02T23:59:00Z"));
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toEqual({ day: "2026-03-02", count: 0 });
  expect(days.at(-2)).toEqual({ day: "2026-03-01", count: 4 });
  expect(days[0]?.day).toBe("2026-02-01");
});
