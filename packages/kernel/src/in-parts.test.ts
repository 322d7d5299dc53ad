import fc from "fast-check";
import { expect, test } from "vitest";
import { inParts } from "./in-parts.ts";

test("parts are all values in order, and as few as go", () => {
  const weights = fc.array(fc.nat({ max: 12 }), { maxLength: 30 });
  fc.assert(
    fc.property(weights, (values) => {
      const parts = [...inParts(values, (value) => value, 10)];
      const sum = (part: readonly number[]): number => part.reduce((total, value) => total + value, 0);
      expect(parts.flat()).toEqual(values);
      for (const [at, part] of parts.entries()) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.length === 1 || sum(part) <= 10).toBe(true);
        // The next value would have been too much.
        const next = parts[at + 1]?.[0];
        expect(next === undefined || sum(part) + next > 10).toBe(true);
      }
    }),
  );
});
