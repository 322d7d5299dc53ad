import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a running process writes down for the commands of the command line. */
export interface Instance {
  readonly pid: number;
  readonly reviewsUrl: string;
  readonly deskUrl: string;
  readonly startedAt: string;
  readonly version: string;
}

const fileIn = (dataDir: string): string => join(dataDir, "instance.json");

/** Writes the instance down once it is ready. */
export function writeInstance(dataDir: string, instance: Instance): void {
  writeFileSync(fileIn(dataDir), JSON.stringify(instance, null, 2));
}

/** Forgets the instance at its end; leaves a note of another process alone. */
export function forgetInstance(dataDir: string, pid: number): void {
  if (readNote(dataDir)?.pid === pid) rmSync(fileIn(dataDir), { force: true });
}

/** The instance that runs over this data folder, or undefined when none does. */
export function findInstance(dataDir: string): Instance | undefined {
  const note = readNote(dataDir);
  return note && isAlive(note.pid) ? note : undefined;
}

function readNote(dataDir: string): Instance | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), "utf8")) as Instance;
  } catch {
    // Cut short by a crash while it was written: as good as none.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Resident memory of a process in MiB, or undefined where the system does not tell. */
export function residentMb(pid: number): number | undefined {
  try {
    if (existsSync(`/proc/${pid}/status`)) {
      const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return kb === undefined ? undefined : Math.round(Number(kb) / 1024);
    }
    return Math.round(
      Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024,
    );
  } catch {
    return undefined;
  }
}
