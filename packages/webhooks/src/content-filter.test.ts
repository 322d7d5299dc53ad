import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesFilter, parseFilter } from "./content-filter.ts";

const data = {
  review: { rating: 2, lang: "de", text: "Never again", tags: ["late", "broken"], reply: null },
};

test.each([
  [{}, true],
  [{ "review.rating": 2 }, true],
  [{ "review.rating": "2" }, false],
  [{ "review.rating": { $lte: 2, $gt: 1 } }, true],
  [{ "review.rating": { $lt: 2 } }, false],
  [{ "review.rating": { $gte: "1" } }, false],
  [{ "review.lang": { $in: ["de", "at"] } }, true],
  [{ "review.lang": { $nin: ["de", "at"] } }, false],
  [{ "review.lang": { $ne: "en" } }, true],
  [{ "review.text": { $startsWith: "Never" } }, true],
  [{ "review.text": { $contains: "again" } }, true],
  [{ "review.tags": { $contains: "late" } }, true],
  [{ "review.tags.1": "broken" }, true],
  [{ "review.reply": null }, true],
  [{ "review.none": null }, true],
  [{ "review.none": { $exists: false } }, true],
  [{ "review.reply": { $exists: true } }, true],
  [{ "review.rating": { $not: { $gt: 3 } } }, true],
  [{ $not: { "review.lang": "de" } }, false],
  [{ $or: [{ "review.rating": 5 }, { "review.lang": "de" }] }, true],
  [{ $and: [{ "review.rating": 5 }, { "review.lang": "de" }] }, false],
  [{ "review.constructor.name": { $exists: true } }, false],
  [{ "review.__proto__": { $exists: true } }, false],
])("%j of the example: %s", (filter, matches) => {
  expect(parseFilter(filter)).toMatchObject({ ok: true });
  expect(matchesFilter(filter, data)).toBe(matches);
});

test.each([
  [[], ""],
  ["x", ""],
  [{ $near: 1 }, "/$near"],
  [{ $or: [] }, "/$or"],
  [{ $or: [{ a: { $gt: true } }] }, "/$or/0/a/$gt"],
  [{ a: { $between: 1 } }, "/a/$between"],
  [{ a: { constructor: 1 } }, "/a/constructor"],
  [{ a: {} }, "/a"],
  [{ "a..b": 1 }, "/a..b"],
  [{ "a/b": [] }, "/a~1b"],
  [{ a: { $in: "x" } }, "/a/$in"],
  [{ a: { $exists: 1 } }, "/a/$exists"],
])("%j is refused at %s", (filter, pointer) => {
  expect(parseFilter(filter)).toMatchObject({ ok: false, pointer });
});

test("a filter that nests without end is refused, not followed", () => {
  let filter: object = { a: 1 };
  for (let depth = 0; depth < 10_000; depth += 1) filter = { $not: filter };
  expect(parseFilter(filter)).toMatchObject({ ok: false });
  expect(matchesFilter({ $not: filter }, {})).toBe(false);
});

test("checking and matching are total, and a filter and its opposite never agree", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (filter, value) => {
      const verdict = parseFilter(filter);
      if (!verdict.ok) return;
      const opposite = parseFilter({ $not: verdict.filter });
      if (opposite.ok)
        expect(matchesFilter(opposite.filter, value)).toBe(!matchesFilter(verdict.filter, value));
    }),
  );
});
