import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@hark/postgres";
import { type EmbeddedPostgres, startEmbedded } from "@hark/postgres/embedded";
import { createDice, type Dice } from "@hark/workflow/testing";
import { beginLoad } from "./engine-load.ts";
import { startOutsideReceiver } from "./engine-receiver.ts";
import { openRuns, readFaults, readStanding, setScene } from "./engine-scene.ts";
import { isKept, judgeEngine } from "./engine-verdict.ts";
import { makeWorker, type Worker } from "./engine-workers.ts";
import { sleep } from "./victims.ts";

const WORKERS = 2;
/** Longer than the lease of a call: another worker has taken over when the paused one goes on. */
const PAUSE_MS = 30_000;
const CALM_MS = { least: 1_000, more: 2_000 } as const;
/** A blow is worth something when there is something to hit: so many events come in first, unless that takes too long. */
const UNDER_WAY = 20;
const UNDER_WAY_MS = 8_000;
/** As long as a call's lease, and then some for the backlog to move at all. */
const STUCK_MS = 35_000;
const REST_MS = 300_000;

interface Storm {
  readonly directory: string;
  readonly postgres: EmbeddedPostgres;
  readonly database: Database;
  readonly workers: readonly Worker[];
  readonly dice: Dice;
}

/**
 * Kills workers (`kill -9`), stops PostgreSQL at once, and pauses a worker beyond the lease of its calls, all under load through the
 * hook; then lets everything come to rest and compares what stands at Desk with what was accepted. Gives whether every promise was kept.
 */
export async function engineChaos(seconds: number, seed: number): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), "hark-storm-"));
  const postgres = await startEmbedded({ directory: join(directory, "postgres") });
  const database = openDatabase({ url: postgres.url, poolSize: 2, applicationName: "hark storm" });
  const dice = createDice(seed);
  const receiver = await startOutsideReceiver(dice);
  const workers: Worker[] = [];
  try {
    for (let at = 1; at <= WORKERS; at += 1)
      workers.push(await makeWorker(`worker${at}`, directory, postgres.url));
    // The first one migrates and makes the owner; the others find both.
    for (const worker of workers) await worker.start();
    const [first] = workers;
    if (!first) return false;
    const scene = await setScene(first, receiver.url);
    const load = beginLoad({
      urls: workers.map((worker) => worker.deskUrl + scene.hookPath),
      token: scene.hookToken,
    });
    const storm: Storm = { directory, postgres, database, workers, dice };
    const kills = await rage(storm, seconds, () => load.accepted.length);
    await load.stop();
    await rest(database);
    const verdict = judgeEngine(load.accepted, await readStanding(database), receiver.calls);
    for (const fault of await readFaults(database)) process.stderr.write(`${fault}\n`);
    const total = Object.values(kills).reduce((sum, count) => sum + count, 0);
    const line = { ...verdict, kills: total, kills_by: kills, outside_calls: receiver.calls.length, seed };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return isKept(verdict) && total > 0;
  } finally {
    for (const worker of workers) await worker.kill();
    await receiver.stop();
    await database.close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

type Kills = Record<"worker" | "postgres" | "pause", number>;

/** Kills one thing after the other until the time is over, then brings back whatever is down. */
async function rage(storm: Storm, seconds: number, accepted: () => number): Promise<Kills> {
  const kills: Kills = { worker: 0, postgres: 0, pause: 0 };
  const endAt = Date.now() + seconds * 1_000;
  const recovering = new Set<Promise<void>>();
  const begin = (work: Promise<void>): void => {
    const tracked = work.finally(() => recovering.delete(tracked));
    // Told below, and not before.
    tracked.catch(() => {});
    recovering.add(tracked);
  };
  while (Date.now() < endAt) {
    // Whoever looks after processes starts them again, whatever they died of.
    for (const worker of storm.workers) if (worker.isDown()) begin(worker.start());
    const before = accepted();
    await sleep(CALM_MS.least + storm.dice.int(CALM_MS.more));
    for (const latest = Date.now() + UNDER_WAY_MS; accepted() < before + UNDER_WAY && Date.now() < latest; )
      await sleep(50);
    if (Date.now() >= endAt) break;
    const fate = chooseFate(storm, kills, endAt - Date.now());
    if (!fate) continue;
    const what = fate.worker
      ? `${fate.kind === "pause" ? "pausing" : "killing"} ${fate.worker.name}`
      : "stopping PostgreSQL at once";
    process.stderr.write(
      `${Math.ceil((endAt - Date.now()) / 1_000)} s left, ${accepted()} accepted: ${what}\n`,
    );
    kills[fate.kind] += 1;
    if (!fate.worker) stopPostgresAtOnce(storm.directory);
    else if (fate.kind === "pause") begin(fate.worker.pause(PAUSE_MS));
    else await fate.worker.kill();
  }
  for (const worker of storm.workers) if (worker.isDown()) begin(worker.start());
  await Promise.all(recovering);
  return kills;
}

interface Fate {
  readonly kind: keyof Kills;
  readonly worker?: Worker;
}

/** What happens next: every third blow hits the database; else a worker dies, and once in a while only stops for a time. */
function chooseFate({ workers, dice }: Storm, before: Kills, leftMs: number): Fate | undefined {
  if (before.worker + before.pause >= 2 * (before.postgres + 1)) return { kind: "postgres" };
  const worker = workers[dice.int(workers.length)];
  if (!worker?.isUp() || worker.isPaused()) return undefined;
  const othersRun = workers.every((other) => !other.isPaused());
  if (othersRun && leftMs > PAUSE_MS && dice.chance(0.15)) return { kind: "pause", worker };
  return { kind: "worker", worker };
}

/** What `pg_ctl stop -m immediate` sends. The guard of the embedded server starts it again. */
function stopPostgresAtOnce(directory: string): void {
  const note = join(directory, "postgres", "data", "postmaster.pid");
  try {
    const [pid = ""] = readFileSync(note, "utf8").split("\n");
    process.kill(Number(pid), "SIGQUIT");
  } catch {
    // It is down already: the storm hit it on its way up.
  }
}

/** Waits until no run is open, or until none has moved for longer than a lease. */
async function rest(database: Database): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY;
  let movedAt = Date.now();
  for (const giveUpAt = Date.now() + REST_MS; Date.now() < giveUpAt; await sleep(500)) {
    const open = await openRuns(database).catch(() => undefined);
    if (open === 0) return;
    if (open !== undefined && open < fewest) {
      fewest = open;
      movedAt = Date.now();
    }
    if (Date.now() - movedAt > STUCK_MS) return;
  }
}
