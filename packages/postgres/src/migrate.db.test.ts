import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { testDatabase } from "./testing/index.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase([]);
});
afterAll(() => database.close());

function line(schema: string, files: Record<string, string>) {
  const directory = join(mkdtempSync(join(tmpdir(), "hark-lines-")), "migrations");
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return { schema, directory: pathToFileURL(`${directory}/`) };
}

test("twenty migrations at once apply each file once", async () => {
  const shop = line("shop", {
    "0001_create_hats.sql": "create table hats (id int primary key); insert into hats values (1);",
  });
  await Promise.all(Array.from({ length: 20 }, () => migrate(database, [shop])));
  expect(await database.all("select id from shop.hats")).toEqual([{ id: 1 }]);
});

test("a migration that was edited after it had been applied is refused", async () => {
  const before = line("edited", { "0001_create_hats.sql": "create table hats (id int)" });
  await migrate(database, [before]);
  const after = line("edited", { "0001_create_hats.sql": "create table hats (id bigint)" });
  await expect(migrate(database, [after])).rejects.toThrow("edited/0001_create_hats.sql was edited");
});

test("a migration that fails leaves nothing behind", async () => {
  const broken = line("broken", {
    "0001_create_hats.sql": "create table hats (id int); select no_such_function();",
  });
  await expect(migrate(database, [broken])).rejects.toThrow();
  expect(
    await database.maybe("select 1 from information_schema.schemata where schema_name = 'broken'"),
  ).toBeUndefined();
});
