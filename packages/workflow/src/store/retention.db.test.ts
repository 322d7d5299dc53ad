import { copyFileSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { manualClock, newId } from "@hark/kernel";
import { type Database, migrate } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findRun, maintainPartitions, migrations, setRetention } from "../index.ts";
import { OutsideWorld, oneStep } from "../testing/outside-world.ts";

const DAY = 24 * 60 * 60 * 1_000;
const DEFAULT_DAYS = 90;
let clock: ReturnType<typeof manualClock>;
let database: Database;
beforeEach(async () => {
  clock = manualClock("2026-03-01T12:00:00.000Z");
  database = await testDatabase([migrations]);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
});
afterEach(() => database.close());

const keep = (world: OutsideWorld, days: Parameters<typeof setRetention>[2]) =>
  setRetention(database, { orgId: world.orgId, by: "owner", at: clock.now() }, days);

/** Names of the tables below events and runs, without those of days. */
const parts = async (): Promise<string[]> =>
  (
    await database.all<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent in ('workflow.events'::regclass, 'workflow.runs'::regclass) order by 1`,
    )
  ).map(({ name }) => name);

/** How many rows of an organisation stand in each of its parts. */
const rowsOf = (world: OutsideWorld) =>
  database.all<{ part: string; count: number }>(
    `select 'events' || keep_days as part, count(*) from workflow.events where org_id = $1 group by 1
     union all select 'runs' || keep_days, count(*) from workflow.runs where org_id = $1 group by 1 order by 1`,
    [world.orgId],
  );

const uncompressed = { options: ["toast_tuple_target=4080"], statistics: 0 };

/** How each day of runs keeps journals. */
const journalSettings = (of: Database) =>
  of.all<{ options: string[] | null; statistics: number | null }>(
    `select c.reloptions as options, a.attstattarget as statistics
     from pg_partition_tree('workflow.runs') t join pg_class c on c.oid = t.relid
     join pg_attribute a on a.attrelid = t.relid and a.attname = 'journal' where t.isleaf`,
  );

async function work(world: OutsideWorld): Promise<void> {
  await world.arrive({ text: "hello" });
  await world.executor().drain();
}

async function twoWorlds(): Promise<[OutsideWorld, OutsideWorld]> {
  const worlds: [OutsideWorld, OutsideWorld] = [
    new OutsideWorld(database, clock),
    new OutsideWorld(database, clock),
  ];
  for (const world of worlds) await world.enable(oneStep("arrived", "emit", { name: "done" }));
  return worlds;
}

test("what an organisation keeps for a week is dropped after it, and the others' is there", async () => {
  const [short, long] = await twoWorlds();
  await keep(short, 7);
  await work(short);
  await work(long);
  expect(await rowsOf(short)).toEqual([
    { part: "events7", count: 1 },
    { part: "runs7", count: 1 },
  ]);
  clock.advance(6 * DAY);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  expect(await rowsOf(short)).toHaveLength(2);
  clock.advance(4 * DAY);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  expect(await rowsOf(short)).toEqual([]);
  expect(await rowsOf(long)).toEqual([
    { part: "events0", count: 1 },
    { part: "runs0", count: 1 },
  ]);
  expect(
    await database.maybe(
      "select relname from pg_class where relnamespace = 'workflow'::regnamespace and relname like '%k7_20260301'",
    ),
  ).toBeUndefined();
  // It goes on as before: there are tables for today.
  await work(short);
  expect(await rowsOf(short)).toHaveLength(2);
});

test("an organisation that changes its mind writes to the new part; its part goes once nobody uses it and it is empty", async () => {
  const [world] = await twoWorlds();
  expect(await parts()).toEqual(["events_k0", "runs_k0"]);
  await keep(world, 30);
  await work(world);
  await keep(world, null);
  await work(world);
  expect(await rowsOf(world)).toEqual([
    { part: "events0", count: 1 },
    { part: "events30", count: 1 },
    { part: "runs0", count: 1 },
    { part: "runs30", count: 1 },
  ]);
  expect(await parts()).toEqual(["events_k0", "events_k30", "runs_k0", "runs_k30"]);
  clock.advance(20 * DAY);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  expect(await parts()).toContain("runs_k30");
  clock.advance(20 * DAY);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  expect(await parts()).toEqual(["events_k0", "runs_k0"]);
});

test("keys of transactions are kept as long as the transactions", async () => {
  const [short, long] = await twoWorlds();
  await keep(short, 7);
  for (const { orgId } of [short, long])
    await database.run(
      "insert into workflow.intake_keys (org_id, source_id, key, event_id, created_at) values ($1, 'hook', 'k', 'e', $2)",
      [orgId, clock.now()],
    );
  clock.advance(10 * DAY);
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  const rows = await database.all("select org_id from workflow.intake_keys");
  expect(rows).toEqual([{ org_id: long.orgId }]);
});

test("no part catches what belongs nowhere, and every day has every index", async () => {
  const [world] = await twoWorlds();
  await keep(world, 365);
  const strays = await database.all(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'workflow' and c.relispartition and pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'`,
  );
  expect(strays).toEqual([]);
  const counts = await database.all<{ parent: string; indexes: number; days: number }>(
    `select regexp_replace(c.relname, '_(k\\d+_)?\\d{8}$', '') as parent, count(i.indexrelid) / count(distinct c.oid) as indexes, count(distinct c.oid) as days
     from pg_class c join pg_index i on i.indrelid = c.oid and i.indisvalid
     where c.relnamespace = 'workflow'::regnamespace and c.relkind = 'r' and c.relispartition group by 1 order by 1`,
  );
  expect(counts).toEqual([
    { parent: "events", indexes: 2, days: 18 },
    { parent: "runs", indexes: 4, days: 18 },
  ]);
});

test("many processes that make partitions at once make each once", async () => {
  clock.advance(30 * DAY);
  await Promise.all(Array.from({ length: 8 }, () => maintainPartitions(database, clock.now(), DEFAULT_DAYS)));
  const [world] = await twoWorlds();
  await work(world);
  expect(await rowsOf(world)).toHaveLength(2);
});

test("who reads what is to be dropped is not waited for for long, and it is dropped the next time", async () => {
  const [world] = await twoWorlds();
  await keep(world, 7);
  await work(world);
  clock.advance(10 * DAY);
  await database.transaction(async (tx) => {
    await tx.all("select 1 from workflow.runs");
    await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
    expect(await rowsOf(world)).toHaveLength(2);
  });
  await maintainPartitions(database, clock.now(), DEFAULT_DAYS);
  expect(await rowsOf(world)).toEqual([]);
});

test("tables that are full when they are parted keep what is in them, with every index", async () => {
  const old = await testDatabase([]);
  try {
    const directory = mkdtempSync(join(tmpdir(), "hark-workflow-"));
    const folder = fileURLToPath(migrations.directory);
    for (const name of readdirSync(folder).filter((entry) => entry < "0003"))
      copyFileSync(join(folder, name), join(directory, name));
    await migrate(old, [{ schema: "workflow", directory: pathToFileURL(`${directory}/`) }]);
    await maintainPartitions(old, clock.now(), DEFAULT_DAYS);
    const orgId = newId(clock.now());
    const id = newId(clock.now());
    await old.run(
      `insert into workflow.events (org_id, id, name, source_id, data, meta, created_at) values ($1, $2, 'e', 'hook', '{"a":1}', '{}', $3)`,
      [orgId, id, clock.now()],
    );
    await old.run(
      `insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, journal, step_count, attempt, duration_ms, created_at)
       values ($1, $2, 'w', 1, $2, $3, 'failed', '[]', 0, 1, 0, $3)`,
      [orgId, id, clock.now()],
    );
    await migrate(old, [migrations]);
    expect(await journalSettings(old)).toEqual(Array.from({ length: 9 }, () => uncompressed));
    await maintainPartitions(old, clock.now(), DEFAULT_DAYS);
    expect(await findRun(old, orgId, id)).toMatchObject({ state: "failed", data: { a: 1 } });
    const [row] = await old.all<{ indexes: number }>(
      "select count(*) as indexes from pg_index where indrelid = 'workflow.runs_20260301'::regclass and indisvalid",
    );
    expect(row).toEqual({ indexes: 4 });
    clock.advance(100 * DAY);
    await maintainPartitions(old, clock.now(), DEFAULT_DAYS);
    expect(await findRun(old, orgId, id)).toBeUndefined();
  } finally {
    await old.close();
  }
});

test("the days of runs keep ordinary journals uncompressed, and no statistics of any", async () => {
  const [world] = await twoWorlds();
  await keep(world, 7);
  // Nine of the installation's retention, nine of this organisation's.
  expect(await journalSettings(database)).toEqual(Array.from({ length: 18 }, () => uncompressed));
});
