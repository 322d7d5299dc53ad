import { expect, test } from "vitest";
import { fillRow, readRow } from "./ceiling-rows.ts";
import { best, middles, readLines } from "./peers/lines.ts";
import { normalised } from "./same-effects.ts";
import { growthOf } from "./soak.ts";

const at = "2026-01-01T00:00:00.000Z";
const claimed = (reviewerEmail: string) => ({
  place: "(0,1)",
  run_id: "r",
  workflow_id: "w",
  version: 1,
  event_id: "e",
  event_at: at,
  data: JSON.stringify({
    attributes: {
      data: {
        reviewerEmail,
        reviewer: { name: 'A "quoted" name' },
        review: {
          reviewId: "1",
          title: "T",
          body: "line\nbreak",
          rating: 4,
          sentiment: "positive",
          isRecommended: true,
          dateCreated: at,
        },
      },
    },
  }),
});

test("the journal that is written by hand is JSON, whatever stands in the review", () => {
  let count = 0;
  const row = fillRow(readRow(claimed("A@example.com")), new Map(), () => `id${(count += 1)}`, at);
  const journal = JSON.parse(row.journal) as { step: string; in?: { name?: string } }[];
  expect(journal.map((entry) => entry.step)).toEqual(["1", "find", "create", "fileNew"]);
  expect(journal[2]?.in?.name).toBe('A "quoted" name');
  expect(row.journal).not.toContain("\n");
});

test("two reviews of one new buyer in a batch make one customer, however the address is capitalised", () => {
  const known = new Map();
  let count = 0;
  const newId = (): string => `id${(count += 1)}`;
  const [first, second] = ["A@example.com", "a@Example.com"].map((email) =>
    fillRow(readRow(claimed(email)), known, newId, at),
  );
  expect(first?.customer?.id).toBeDefined();
  expect(second?.customer).toBeNull();
  expect(second?.customerId).toBe(first?.customerId);
});

test("dumps agree when only ids, instants and durations differ, and do not when a row points elsewhere", () => {
  const dump = (customer: string, pointsTo: string, second: string): string[] =>
    normalised([
      `desk.customers {"id": "${customer}", "created_at": "2026-01-01T00:00:0${second}+00:00"}`,
      `desk.kobjects {"customer_id": "${pointsTo}", "duration_ms": 1.${second}}`,
    ]);
  const [a, b, c] = ["a", "b", "c"].map((letter) => letter.repeat(24)) as [string, string, string];
  expect(dump(a, a, "1")).toEqual(dump(b, b, "2"));
  expect(dump(a, a, "1")).not.toEqual(dump(b, c, "1"));
});

test("a peer's figures are read from between what its libraries print", () => {
  const printed = [
    "started on port 1",
    '{"variant":"steps","concurrency":8,"count":10,"perSecond":5}',
    '{"level":"info"}',
    '{"variant":"steps","concurrency":64,"count":90,"perSecond":45}',
  ].join("\n");
  expect(best(readLines(printed))).toEqual({ variant: "steps", concurrency: 64, count: 90, perSecond: 45 });
  expect(() => best(readLines("nothing"))).toThrow("no figure");
});

test("of several rounds of a peer the middle one counts, of each concurrency, and all that was done", () => {
  const line = (concurrency: number, perSecond: number) => ({
    variant: "steps",
    concurrency,
    count: 10,
    perSecond,
  });
  expect(middles([line(8, 30), line(64, 50), line(8, 10), line(8, 20)])).toEqual([
    { ...line(8, 20), count: 30 },
    line(64, 50),
  ]);
});

test("memory that rises by a megabyte a minute after the warm-up has that slope; a jump before it has none", () => {
  const minutes = Array.from({ length: 20 }, (_, minute) => minute);
  const rising = growthOf(minutes.map((minute) => ({ atS: minute * 60, mb: 100 + minute })));
  expect(rising.slopePerMinute).toBeCloseTo(1, 6);
  const jumped = growthOf(minutes.map((minute) => ({ atS: minute * 60, mb: minute < 3 ? 80 : 120 })));
  expect(jumped).toEqual({ start: 80, warm: 120, end: 120, max: 120, slopePerMinute: 0 });
});
