import { expect, test } from "vitest";
import { lastHours } from "./hours.ts";

test("hours in which nothing happened stand between the others with zeros", () => {
  const hours = lastHours(
    [{ hour: "2026-03-01T10:00:00.000Z", total: 7, failed: 2 }],
    new Date("2026-03-01T12:34:56Z"),
  );
  expect(hours).toHaveLength(24);
  expect(hours.at(-1)).toEqual({ at: new Date("2026-03-01T12:00:00Z"), total: 0, failed: 0 });
  expect(hours.at(-3)).toEqual({ at: new Date("2026-03-01T10:00:00Z"), total: 7, failed: 2 });
  expect(hours[0]?.at).toEqual(new Date("2026-02-28T13:00:00Z"));
});

test("what is older than 24 hours is left out", () => {
  const hours = lastHours(
    [{ hour: "2026-02-27T10:00:00.000Z", total: 7, failed: 0 }],
    new Date("2026-03-01T12:00:00Z"),
  );
  expect(hours.reduce((sum, hour) => sum + hour.total, 0)).toBe(0);
});
