import type { Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMasker, MASK } from "./mask.ts";

/** What masking means, entry by entry and secret by secret. */
function plainly(value: Json, secrets: readonly string[]): Json {
  const longest = secrets.toSorted((a, b) => b.length - a.length);
  const text = (from: string): string =>
    secrets.includes(from)
      ? MASK
      : longest
          .filter((secret) => secret.length >= 4)
          .reduce((masked, secret) => masked.replaceAll(secret, MASK), from);
  const walk = (from: Json): Json => {
    if (typeof from === "string") return text(from);
    if (typeof from === "number") return secrets.includes(String(from)) ? MASK : from;
    if (Array.isArray(from)) return from.map(walk);
    if (typeof from !== "object" || from === null) return from;
    return Object.fromEntries(Object.entries(from).map(([key, member]) => [text(key), walk(member)]));
  };
  return walk(value);
}

// Secrets that overlap, hold what means something to patterns, are part of one another, or too short to be a part.
const secret = fc.constantFrom(
  "abc",
  "abcd",
  "bcdef",
  "cdefab",
  "a.c+",
  "$&$1",
  "[x]{4}",
  "4242",
  "\\d\\d",
  "é世😀x",
  `${"ab".repeat(120)}c`,
);
const text = fc.oneof(
  fc
    .array(fc.oneof(secret, fc.constantFrom("ab", "cd", "ef", "x", " ")), { maxLength: 6 })
    .map((parts) => parts.join("")),
  fc.constant("__proto__"),
  fc.string(),
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.constantFrom<Json>(null, true, 42, 4242),
    text.map((part) => `${part}${"y".repeat(1_000)}${part}`),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("no secret is left in what is masked, and nothing else is changed", () => {
  fc.assert(
    fc.property(fc.uniqueArray(secret), value, (secrets, given) => {
      const masked = createMasker(secrets)(given);
      expect(masked).toEqual(plainly(given, secrets));
      expect(JSON.stringify(masked)).toBe(JSON.stringify(plainly(given, secrets)));
    }),
    { numRuns: 1_000 },
  );
});
