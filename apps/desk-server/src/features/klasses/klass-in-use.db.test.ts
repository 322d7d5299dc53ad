import { idSequence } from "@hark/kernel";
import { SqlState, sqlStateOf } from "@hark/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "../../records/fault.ts";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";
import { deleteKlass } from "./klass-store.ts";
import type { KobjectRow } from "./kobject.ts";
import { createKobjects } from "./kobject-commands.ts";

// No foreign key holds objects and their klass together: who files some and who deletes the klass lock its row.
let bench: RecordBench;
beforeAll(async () => {
  bench = await recordBench();
});
afterAll(() => bench.database.close());

/** A new klass: its name and id. */
async function makeKlass(name: string): Promise<{ name: string; id: string }> {
  const { body } = await bench.call("POST", "/v1/klasses", { name });
  return { name, id: body.data.id };
}

/** Files an object in a transaction that stays open `until` then; `filed` is told when it is there. */
function file(
  klass: string,
  until: Promise<void>,
  filed: () => void,
): Promise<readonly Outcome<KobjectRow>[]> {
  const now = bench.clock.now();
  return bench.database.transaction(async (sql) => {
    const writer = { orgId: ORG, sql, now, alone: true, newId: idSequence(now), happened: () => {} };
    const author = { userId: "u", workflowId: null, runId: null };
    const outcomes = await createKobjects(writer, [{ klass, body: { title: "T" }, author }]);
    filed();
    await until;
    return outcomes;
  });
}

/** Resolves once a statement of this database waits for another's lock. */
async function untilSomebodyWaits(): Promise<void> {
  const waits =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while (!(await bench.database.maybe(waits))) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("a klass whose first object is not committed yet is waited for, and stays", async () => {
  const { name, id } = await makeKlass("filed");
  const [end, filed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const filing = file(name, end.promise, filed.resolve);
  await filed.promise;
  const deleting = bench.call("DELETE", `/v1/klasses/${id}`);
  await untilSomebodyWaits();
  end.resolve();
  expect((await filing)[0]).toHaveProperty("row.klass_name", name);
  expect(await deleting).toMatchObject({ status: 409, body: { errors: [{ source: { parameter: "id" } }] } });
});

test("an object of a klass that is being deleted waits, and is then told that there is none", async () => {
  const { name, id } = await makeKlass("deleted");
  const [end, deleted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const deleting = bench.database.transaction(async (sql) => {
    await deleteKlass(sql, ORG, id);
    deleted.resolve();
    await end.promise;
  });
  await deleted.promise;
  const filing = file(name, Promise.resolve(), () => {});
  await untilSomebodyWaits();
  end.resolve();
  await deleting;
  expect((await filing)[0]).toHaveProperty("fault");
  expect(await bench.database.all("select id from desk.kobjects where klass_name = $1", [name])).toEqual([]);
});

test("a klass is not deleted on a state that may be old, nor renamed", async () => {
  const { id } = await makeKlass("kept");
  const onOldState = bench.database.transaction(async (sql) => {
    await sql.run("set transaction isolation level repeatable read");
    await deleteKlass(sql, ORG, id);
  });
  await expect(onOldState).rejects.toThrow("read committed");
  const renaming = bench.database.run(
    "update desk.klasses set name = 'other' where org_id = $1 and id = $2",
    [ORG, id],
  );
  const error = await renaming.catch((thrown: unknown) => thrown);
  expect(sqlStateOf(error)).toBe(SqlState.foreignKeyViolation);
  expect((await bench.call("DELETE", `/v1/klasses/${id}`)).status).toBe(204);
});
