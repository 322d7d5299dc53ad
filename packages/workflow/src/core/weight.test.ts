import type { Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { weightOf } from "./weight.ts";

const limits = { entries: 100_000, chars: 4_000_000 };
const rich = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Json);

test("a value weighs as much when it is handed on as it did the first time", () => {
  fc.assert(
    fc.property(fc.array(rich, { minLength: 200, maxLength: 230 }), (payload) => {
      weightOf({ attributes: { data: payload } }, limits);
      const again: Json = { data: payload, twice: [payload] };
      const anew: Json = structuredClone({ data: payload, twice: [structuredClone(payload)] });
      expect(weightOf(again, limits)).toEqual(weightOf(anew, limits));
    }),
  );
});

test("what was counted before is held against the limits like anything else", () => {
  const payload = Array.from({ length: 200 }, (_, at) => `entry ${at}`);
  expect(weightOf({ payload }, limits).fits).toBe(true);
  expect(weightOf({ payload, more: payload }, { entries: 300, chars: 10_000 }).fits).toBe(false);
  expect(weightOf({ payload, more: payload }, { entries: 1_000, chars: 2_500 }).fits).toBe(false);
});

test("what was counted near the top is not let in deeper than values may be", () => {
  let nested: Json = Array.from({ length: 200 }, () => "leaf");
  for (let level = 0; level < 499; level += 1) nested = [nested];
  expect(weightOf([nested], limits).fits).toBe(true);
  expect(weightOf([[nested]], limits).fits).toBe(false);
  expect(weightOf([structuredClone([nested])], limits).fits).toBe(false);
});
