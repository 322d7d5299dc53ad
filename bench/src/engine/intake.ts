import { publishedExample } from "@hark/contract";
import type { Database } from "@hark/postgres";
import { startChild } from "../child.ts";
import { type Figure, inTurn, rate, ratio } from "../figure.ts";
import { inParallel, poster } from "../load.ts";

const ROUNDS = 5;
const POSTS = 4_000;
const CONNECTIONS = 64;

interface Door {
  readonly orgId: string;
  readonly hookId: string;
  readonly url: string;
  readonly token: string;
}

/**
 * Transactions through the hook route of a Desk server, answered once they are durable, against the same server and route (key,
 * hook, body, answer) with nothing behind it. No workflow listens. Each server is a process of its own; the load is this one.
 */
export async function hookIntake(database: Database): Promise<Figure> {
  const program = new URL("intake-server.ts", import.meta.url);
  const start = (mode: string) => startChild<Door>(program, { MODE: mode, DATABASE_URL: database.url });
  const durable = await start("durable");
  const empty = await start("empty").catch(async (error: unknown) => {
    await durable.stop();
    throw error;
  });
  const client = poster(CONNECTIONS);
  const postAll = ({ url, token }: Door): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return rate(() => inParallel(POSTS, CONNECTIONS, () => client.post(url, publishedExample, 201, headers)));
  };
  try {
    const measured = await inTurn(
      ROUNDS,
      () => postAll(durable.ready),
      () => postAll(empty.ready),
    );
    await expectStored(database, durable.ready, (ROUNDS + 1) * POSTS);
    await expectStored(database, empty.ready, 0);
    return {
      name: "engine intake",
      unit: "transactions/s",
      figure: measured.subject,
      baseline: { name: "the same route without a database", figure: measured.baseline },
      summary: { intake_per_s: Math.round(measured.subject), intake_ratio: ratio(measured) },
    };
  } finally {
    await client.close();
    await durable.stop();
    await empty.stop();
  }
}

/** What was answered must be there, and nothing else: or one side measured something other than it says. */
async function expectStored(database: Database, { orgId, hookId }: Door, count: number): Promise<void> {
  const row = await database.one<{ count: number }>(
    "select count(*) as count from workflow.events where org_id = $1 and source_id = $2",
    [orgId, hookId],
  );
  if (row.count !== count) throw new Error(`${row.count} transactions are stored, and ${count} should be`);
}
