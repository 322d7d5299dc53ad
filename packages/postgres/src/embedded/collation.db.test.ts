import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../database.ts";
import { testDatabase } from "../testing/index.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase([]);
});
afterAll(() => database.close());

test("a new cluster compares texts by code point, itself, and knows capitals of all scripts", async () => {
  const { provider, locale, sorted, small } = await database.one<{
    provider: string;
    locale: string;
    sorted: string[];
    small: string;
  }>(
    `select datlocprovider as provider, datlocale as locale, lower('ÉΣ') as small,
       array(select t from unnest(array['b', 'é', 'B', 'a']) as t order by t) as sorted
     from pg_database where datname = current_database()`,
  );
  expect({ provider, locale }).toEqual({ provider: "b", locale: "C.UTF-8" });
  expect(sorted).toEqual(["B", "a", "b", "é"]);
  expect(small).toBe("éσ");
});
