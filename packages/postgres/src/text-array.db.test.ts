import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "./database.ts";
import { testDatabase } from "./testing/index.ts";
import { plainArray, textArray } from "./text-array.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase([]);
});
afterAll(() => database.close());

test("whatever texts and nulls go in come out again, in order", async () => {
  // PostgreSQL holds no NUL character, and half a surrogate pair is no text.
  const text = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\0", ""));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 50 }), async (texts) => {
      const rows = await database.all<{ value: string | null }>(
        "select value from unnest($1::text[]) with ordinality as u(value, n) order by n",
        [textArray(texts)],
      );
      expect(rows.map((row) => row.value)).toEqual(texts);
    }),
    { numRuns: 100 },
  );
});

test("long texts go in and come out beside short ones", async () => {
  const texts = [
    "a",
    "é".repeat(400_000),
    "x".repeat(60),
    null,
    "",
    "\u{1f600}".repeat(13),
    "y".repeat(300_000),
  ];
  const rows = await database.all<{ value: string | null }>("select unnest($1::text[]) as value", [
    textArray(texts),
  ]);
  expect(rows.map((row) => row.value)).toEqual(texts);
});

test("numbers and instants go in and come out", async () => {
  const at = [new Date("2026-01-02T03:04:05.678Z"), new Date(0)];
  const numbers = [0, -1, 2.5, 2 ** 31 - 1];
  const row = await database.one<{ numbers: number[]; at: Date[]; none: number[] }>(
    "select $1::float8[] as numbers, $2::timestamptz[] as at, $3::int[] as none",
    [plainArray(numbers), plainArray(at), plainArray([])],
  );
  expect(row).toEqual({ numbers, at, none: [] });
});
