import type { Database } from "@hark/postgres";
import { maintainPartitions } from "@hark/workflow";
import { type Figure, inTurn, ratio } from "../figure.ts";
import { makeEngineWorld } from "./engine-world.ts";
import { runsPerSecond } from "./runs.ts";
import { makeExecutor, makeOrganisation } from "./workflow.ts";

const ROUNDS = 15;
const TOGETHER = 2_000;
const DAYS = 20;
const PAST_RUNS_PER_DAY = 100_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Runs a second on a server with two million past runs and their events, against an empty one beside it, in turn. */
export async function aged(): Promise<Figure> {
  const empty = await makeEngineWorld();
  try {
    const full = await makeEngineWorld();
    try {
      const fullOrg = await makeOrganisation(full.database);
      const emptyOrg = await makeOrganisation(empty.database);
      await fillPast(full.database, fullOrg);
      const [fullExecutor, emptyExecutor] = [full, empty].map(({ database }) => makeExecutor(database));
      const measured = await inTurn(
        ROUNDS,
        () => runsPerSecond(full.database, fullOrg, TOGETHER, async () => (await fullExecutor?.drain()) ?? 0),
        () =>
          runsPerSecond(empty.database, emptyOrg, TOGETHER, async () => (await emptyExecutor?.drain()) ?? 0),
      );
      return {
        name: "engine, two million past runs",
        unit: "runs/s",
        figure: measured.subject,
        baseline: { name: "empty tables", figure: measured.baseline },
        summary: { aged_ratio: ratio(measured) },
      };
    } finally {
      await full.close();
    }
  } finally {
    await empty.close();
  }
}

// Ids as the engine makes them: the time first, so that they sort by it. A journal of some 600 characters, an event of some 400.
const PAST = `
with past as (
  select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5(n::text), 1, 12) as id, at, n, md5(n::text) as word
  from (select n, $3::timestamptz + n * interval '1 day' / $4::int as at from generate_series(0, $4::int - 1) n) s
), events as (
  insert into workflow.events (org_id, id, name, source_id, data, meta, depth, created_at)
  select $1, id, 'kustomer.hooks.web.bench.receive', 'bench',
    ('{"id":"' || id || '","type":"transaction","attributes":{"data":{"reviewerEmail":"' || word || '@example.com","review":{"rating":4,"title":"Good ' || n
      || '","body":"' || repeat(word || ' ', 6) || '","reviewId":"' || word || '"}}}}')::json, '{}', 0, at
  from past
)
insert into workflow.runs (org_id, id, workflow_id, version, event_id, event_at, state, journal, step_count, attempt, duration_ms, created_at)
select $1, substr(id, 1, 12) || substr(md5('run' || n), 1, 12), $2, 1, id, at, 'completed',
  ('[{"step":"1","to":[0,"find"]},'
    || '{"step":"find","do":"kustomer.customer.find-by-email","in":{"email":"' || word || '@example.com"},"out":{},"to":[1,"create"]},'
    || '{"step":"create","do":"kustomer.customer.create","in":{"name":"' || word || '"},"out":{"id":"' || id || '","name":"' || word
    || '"},"to":[0,"fileNew"]},{"step":"fileNew","do":"kustomer.kobject.create-with-customer","in":{"title":"Good ' || n
    || '"},"out":{"id":"' || id || '"}}]'), 4, 1, 12, at
from past`;

/** Writes the past of one organisation, day by day, and lets PostgreSQL take stock of it as it would have over those days. */
async function fillPast(database: Database, orgId: string): Promise<void> {
  const { id } = await database.one<{ id: string }>("select id from workflow.workflows where org_id = $1", [
    orgId,
  ]);
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (let ago = DAYS; ago >= 1; ago -= 1) {
    const day = new Date(midnight - ago * DAY_MS);
    await maintainPartitions(database, day, DAYS * 2);
    await database.transaction(async (tx) => {
      await tx.run("set local synchronous_commit = off"); // of the past only; what is measured is durable
      await tx.run(PAST, [orgId, id, day, PAST_RUNS_PER_DAY]);
    });
    process.stderr.write(`\r${(DAYS - ago + 1) * PAST_RUNS_PER_DAY} past runs`);
  }
  process.stderr.write("\n");
  await database.run("vacuum (analyze) workflow.runs");
  await database.run("vacuum (analyze) workflow.events");
  await database.run("checkpoint");
}
