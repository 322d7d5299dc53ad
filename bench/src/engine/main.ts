import { toError } from "@hark/kernel";
import type { Figure } from "../figure.ts";
import { aged } from "./aged.ts";
import { makeEngineWorld } from "./engine-world.ts";
import { hookIntake } from "./intake.ts";
import { noisyNeighbour } from "./noisy.ts";
import { peers } from "./peers/peers.ts";
import { batchOfOne, ceiling } from "./runs.ts";

/** What takes minutes is done when asked for. */
export interface EngineOptions {
  /** Installs other engines into a temporary folder and has them do the same work. */
  readonly peers: boolean;
  /** Fills a second server with two million past runs. */
  readonly aged: boolean;
}

/** What the last line has in any case; null is what was not measured. */
const unmeasured: NonNullable<Figure["summary"]> = {
  intake_ratio: null,
  runs_per_s: null,
  runs_ratio_ceiling: null,
  runs_ratio_batch1: null,
  runs_ratio_peer: null,
  peer: null,
  aged_ratio: null,
  noisy_p99_ratio: null,
  rss_growth_mb: null,
};

/**
 * How fast workflows run: beside the least that could be done, beside one at a time, beside other engines, in old tables, beside a
 * flood. A part that fails says so, and leaves the others their figures; the exit code is then 1.
 */
export async function engine(options: EngineOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  const part = async (name: string, work: () => Promise<readonly Figure[]>): Promise<void> => {
    process.stderr.write(`${name} …\n`);
    try {
      figures.push(...(await work()));
    } catch (error) {
      process.stderr.write(`${name} failed: ${toError(error).stack ?? ""}\n`);
      process.exitCode = 1;
    }
  };
  const world = await makeEngineWorld();
  try {
    const { database } = world;
    await part("runs beside the ceiling", async () => [await ceiling(database)]);
    await part("runs beside runs that go singly", async () => [await batchOfOne(database)]);
    await part("intake", async () => [await hookIntake(database)]);
  } finally {
    await world.close();
  }
  if (options.peers) await part("peers", peers);
  await part("a noisy neighbour", noisyNeighbour);
  if (options.aged) await part("two million past runs", async () => [await aged()]);
  const [first, ...rest] = figures;
  return first ? [{ ...first, summary: { ...unmeasured, ...first.summary } }, ...rest] : [];
}
