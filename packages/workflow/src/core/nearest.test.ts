import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestName } from "./nearest.ts";

/** By the book: the whole table of changes. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of a.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split("").entries())
      next.push(
        Math.min((row[j] ?? 0) + (char === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

function nearestByTheBook(name: string, names: readonly string[], atMost: number): string | undefined {
  const near = names
    .filter((candidate) => candidate !== name)
    .map((candidate) => ({ candidate, changes: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ changes }) => changes <= atMost)
    .toSorted((a, b) => a.changes - b.changes);
  return near[0]?.candidate;
}

test("the nearest name is that which the fewest changes lead to, the first of these", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "B", "c"), maxLength: 9 });
  let found = 0;
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 8 }), fc.nat({ max: 5 }), (wanted, names, atMost) => {
      const nearest = nearestName(wanted, names, atMost);
      if (nearest !== undefined) found += 1;
      expect(nearest).toBe(nearestByTheBook(wanted, names, atMost));
    }),
    { numRuns: 3_000 },
  );
  expect(found).toBeGreaterThan(500);
});

test("names that are alike are looked for no longer than comparisons are left, and none for ever", () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `${"abcd".repeat(40)}${at}`);
  const wanted = `x${"abcd".repeat(40)}x`;
  expect(nearestName(wanted, names.slice(0, 3))).toBe(names[0]);
  expect(nearestName("emial", ["name", "email"])).toBe("email");
  expect(nearestName(wanted, names)).toBeUndefined();
  const comparisons = { left: 10_000_000 };
  for (let at = 0; at < 1_000; at += 1) nearestName(wanted, names, undefined, comparisons);
  // Each spends a bit more than is left when the last candidate is long.
  expect(comparisons.left).toBeGreaterThan(-50_000);
  expect(nearestName("emial", ["email"], undefined, comparisons)).toBeUndefined();
});
