import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HarkProcess } from "../../e2e/hark-process.ts";

/** Processor time so far (ms): of Hark's processes, of its PostgreSQL, and of this process, which makes the load. */
export interface CpuTimes {
  readonly hark: number;
  readonly postgres: number;
  readonly load: number;
}

/** Reads processor times of a running Hark; undefined where the system does not tell them (only Linux does). */
export type CpuMeter = () => CpuTimes | undefined;

// What Linux counts processor time in, wherever it runs.
const MS_PER_TICK = 10;

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly ownMs: number;
  /** With that of its children which have ended. */
  readonly ms: number;
}

/** A meter for a Hark: its time is steadier than any rate on a machine that others use too. */
export async function cpuMeter(hark: HarkProcess): Promise<CpuMeter> {
  const { pid } = JSON.parse(await hark.cli("status", "--json")) as { pid: number };
  const note = join(hark.dataDir, "postgres", "data", "postmaster.pid");
  const server = existsSync(note) ? Number(readFileSync(note, "utf8").split("\n")[0]) : undefined;
  return () => {
    if (server === undefined || !existsSync("/proc/self/stat")) return undefined;
    const all = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readEntry(Number(name)) ?? []);
    const { user, system } = process.cpuUsage();
    return {
      hark: sum(all.filter((entry) => entry.pid === pid).map((entry) => entry.ownMs)),
      // One process for each connection, started by the first.
      postgres: sum(
        all.filter((entry) => entry.pid === server || entry.parent === server).map(({ ms }) => ms),
      ),
      load: (user + system) / 1_000,
    };
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function readEntry(pid: number): Entry | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = (at: number): number => Number(fields[at]) * MS_PER_TICK;
    const ownMs = ticks(11) + ticks(12);
    return { pid, parent: Number(fields[1]), ownMs, ms: ownMs + ticks(13) + ticks(14) };
  } catch {
    // It ended while the list was read.
    return undefined;
  }
}
