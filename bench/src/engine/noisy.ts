import type { Database } from "@hark/postgres";
import { type Child, startChild } from "../child.ts";
import { type Figure, median, percentile, ratio } from "../figure.ts";
import { makeEngineWorld } from "./engine-world.ts";
import type { FloodOrder } from "./flood.ts";
import { type Running, startRunning, untilIdle } from "./steady.ts";
import { makeOrganisation } from "./workflow.ts";

const TURNS = 7;
const TURN_S = 10;
const WARM_S = 3;
const PER_SECOND = 20;
const REST_MS = 30_000;

/** The setting without which it cannot be seen when a transaction was committed. */
const commitTimes = { track_commit_timestamp: "on" } as const;

/**
 * How long an organisation's runs take from the commit that took them in to the commit of their effects, twenty a second, while
 * another's queue is thousands deep; against the same while that one is quiet. Quiet and noisy spells alternate, on a server of their own: one
 * that other benchmarks used has their tables to vacuum and their log to write back meanwhile.
 */
export async function noisyNeighbour(): Promise<Figure[]> {
  const world = await makeEngineWorld(commitTimes);
  try {
    return await besideFlood(world.database);
  } finally {
    await world.close();
  }
}

async function besideFlood(database: Database): Promise<Figure[]> {
  const [steady, noisy] = [await makeOrganisation(database), await makeOrganisation(database)];
  const running = await startRunning(database);
  const flood = await startFlood(database, noisy).catch(async (error: unknown) => {
    await running.stop();
    throw error;
  });
  try {
    await warmUp(database, running, { steady, flood });
    const warmMb = await running.rssMb();
    const quietSpells: number[][] = [];
    const noisySpells: number[][] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      quietSpells.push(await spell(database, running, steady));
      await flood.begin();
      noisySpells.push(await spell(database, running, steady));
      await flood.end();
    }
    return figuresOf(noisySpells, quietSpells, (await running.rssMb()) - warmMb);
  } finally {
    await flood.stop();
    await running.stop();
  }
}

/** The middle spell of each kind: one in which the machine itself stood still tells nothing of the engine. */
function figuresOf(
  noisySpells: readonly (readonly number[])[],
  quietSpells: readonly (readonly number[])[],
  grownMb: number,
): Figure[] {
  const middle = (spells: readonly (readonly number[])[], share: number): number =>
    median(spells.map((delays) => percentile(delays, share)));
  const p99 = { subject: middle(noisySpells, 0.99), baseline: middle(quietSpells, 0.99) };
  const p50 = { subject: middle(noisySpells, 0.5), baseline: middle(quietSpells, 0.5) };
  const words = "the same while nobody floods";
  return [
    {
      name: "engine beside a flood, p99",
      unit: "ms",
      figure: p99.subject,
      baseline: { name: words, figure: p99.baseline },
      summary: { noisy_p99_ratio: ratio(p99), noisy_p99_ms: Math.round(p99.subject) },
    },
    {
      name: "engine beside a flood, p50",
      unit: "ms",
      figure: p50.subject,
      baseline: { name: words, figure: p50.baseline },
    },
    {
      name: "memory from the first flood to the last",
      unit: "MB more",
      figure: grownMb,
      summary: { rss_growth_mb: Math.round(grownMb) },
    },
  ];
}

/** A short spell of each, which finds everything cold; the flood is what makes the process as large as it gets. */
async function warmUp(
  database: Database,
  running: Running,
  { steady, flood }: { readonly steady: string; readonly flood: Flood },
): Promise<void> {
  await running.publishSteadily(steady, PER_SECOND, WARM_S);
  await flood.begin();
  await running.publishSteadily(steady, PER_SECOND, WARM_S);
  await flood.end();
  await untilIdle(database, steady, REST_MS);
}

/** One spell of steady work: the delay of each of its runs (ms). */
async function spell(database: Database, running: Running, orgId: string): Promise<number[]> {
  const since = new Date();
  await running.publishSteadily(orgId, PER_SECOND, TURN_S);
  await untilIdle(database, orgId, REST_MS);
  const rows = await database.all<{ ms: number }>(
    `select extract(epoch from pg_xact_commit_timestamp(r.xmin) - pg_xact_commit_timestamp(e.xmin))::float8 * 1000 as ms
     from workflow.runs r join workflow.events e on e.org_id = r.org_id and e.id = r.event_id and e.created_at = r.event_at
     where r.org_id = $1 and r.event_at >= $2`,
    [orgId, since],
  );
  if (rows.length !== PER_SECOND * TURN_S)
    throw new Error(`${rows.length} runs ended, and ${PER_SECOND * TURN_S} were started`);
  return rows.map((row) => row.ms);
}

/** A flood of one organisation, on and off. */
interface Flood {
  begin(): Promise<void>;
  /** Ends it; what is left of it is taken off the queue. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

async function startFlood(database: Database, orgId: string): Promise<Flood> {
  const child: Child<object> = await startChild(new URL("flood.ts", import.meta.url), {
    DATABASE_URL: database.url,
  });
  const order = (whom: string | null): Promise<object> =>
    child.ask<object>({ orgId: whom } satisfies FloodOrder);
  return {
    begin: async () => void (await order(orgId)),
    end: async () => {
      await order(null);
      await database.run("delete from workflow.queue where org_id = $1", [orgId]);
    },
    stop: child.stop,
  };
}
