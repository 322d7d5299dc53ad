import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changedRows } from "./changed-rows.ts";
import { JSON_TEXT, rowParams, rowsOf } from "./row-params.ts";

const kinds = {
  columns: {
    id: "text",
    name: "text",
    rev: "integer",
    at: "timestamptz",
    attributes: "jsonb",
    data: JSON_TEXT,
    tags: "text[]",
  },
};
interface Row {
  readonly id: string;
}

let database: Database;
beforeAll(async () => {
  database = await testDatabase([]);
  await database.run("create table taken (value text primary key, holder text not null)");
});
afterAll(() => database.close());

// So few values that columns often have one for all rows, and nothing among them.
const some = <Value>(...values: Value[]): fc.Arbitrary<Value | null> => fc.constantFrom(null, ...values);
const row = fc.record({
  id: fc.uuid(),
  name: some("", "Jane", 'a "quoted" {name}'),
  rev: some(0, 1),
  at: some(new Date(0), new Date("2026-11-27T09:07:29.833Z")),
  attributes: some({}, { gender: "f" }),
  data: some({}, { b: 1, a: [null, ""] }),
  tags: some<readonly string[]>([], ["vip", "a,b"]),
});

test("rows arrive as they were sent, whatever their columns have in common", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 6 }), async (rows) => {
      const read = await database.all<Row>(
        `select r.id, r.name, r.rev, r.at, r.attributes, r.data::json as data, r.tags from ${rowsOf(kinds)} where $1 = 'org'`,
        ["org", ...rowParams(kinds, rows)],
      );
      expect(read).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});

test("what all rows have is sent once", () => {
  const at = new Date(0);
  const rows = ["a", "b", "c"].map((id) => ({ id, at, rev: id === "c" ? 1 : 0 }));
  const params = rowParams({ columns: { id: "text", at: "timestamptz", rev: "integer" } }, rows);
  const sizes = params.slice(0, 3).map((param) => (param as Buffer).length);
  expect(sizes).toEqual([35, 20, 35]);
  expect(params.slice(3)).toEqual([null, at.toISOString(), null]);
});

test("a change gives all its rows, and only those it changed when they are fewer", async () => {
  const take = async (values: readonly string[]): Promise<readonly object[]> => {
    const all = values.map((value) => ({ value, holder: `of ${value}` }));
    const change = {
      name: "take",
      text: "insert into taken (value, holder) select v, 'of ' || v from unnest($1::text[]) v on conflict do nothing",
      params: [values],
    };
    return changedRows(database, change, ["value", "holder"], all);
  };
  expect(await take(["a", "b"])).toEqual([
    { value: "a", holder: "of a" },
    { value: "b", holder: "of b" },
  ]);
  expect(await take(["b", "c"])).toEqual([expect.objectContaining({ value: "c", holder: "of c" })]);
  expect(await take(["a", "c"])).toEqual([]);
  expect(await take([])).toEqual([]);
});
