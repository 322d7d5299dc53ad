import type { Sql } from "@hark/postgres";
import { expect, test } from "vitest";
import { eachAfter } from "./each-after.ts";

test("statements go in their order, however long what each waits for takes", async () => {
  const sent: string[] = [];
  const note = async (text: string): Promise<never[]> => {
    sent.push(text);
    return [];
  };
  const bare: Sql = {
    all: note,
    maybe: async (text) => void (await note(text)),
    one: async (text) => Promise.reject(new Error(`no row: ${text}`)),
    run: async (text) => (await note(text)).length,
    prepared: async (name) => note(name),
  };
  const delays = [20, 0, 10, 0];
  const before = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, delays.shift() ?? 0));
  const sql = eachAfter(before, bare);
  const first = [sql.all("all"), sql.maybe("maybe"), sql.run("run"), sql.prepared("prepared", "text")];
  await expect(sql.one("one")).rejects.toThrow("no row: one");
  await Promise.all(first);
  expect(sent).toEqual(["all", "maybe", "run", "prepared"]);
});
