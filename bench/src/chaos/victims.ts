import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { HarkProcess } from "../../../e2e/hark-process.ts";

/** Something that can be killed and comes back. */
export interface Victim {
  readonly name: string;
  /** Ends it as a power cut would, and brings it back when it does not come back by itself. */
  killAndRevive(): Promise<void>;
}

/** Reviews and Desk, which are one process; the database behind them lives on. */
export const harkVictim = (hark: HarkProcess): Victim => ({
  name: "hark",
  killAndRevive: async () => {
    await hark.kill();
    await hark.start();
  },
});

/** The built-in PostgreSQL: its first process is killed; Hark starts it again. */
export const postgresVictim = (hark: HarkProcess): Victim => ({
  name: "postgres",
  killAndRevive: async () => {
    const note = join(hark.dataDir, "postgres", "data", "postmaster.pid");
    const [pid = ""] = readFileSync(note, "utf8").split("\n");
    process.kill(Number(pid), "SIGKILL");
    await sleep(3_000);
  },
});

/** A receiver in a process of its own, at an address that stays. */
export interface Receiver extends Victim {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one; it appends what it takes to `file`. */
export async function startReceiver(file: string): Promise<Receiver> {
  const port = await freePort();
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [join(import.meta.dirname, "receiver.ts"), String(port), file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<void>((resolve) => child.stdout?.once("data", () => resolve()));
  };
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  await start();
  return {
    name: "receiver",
    url: `http://127.0.0.1:${port}/hook`,
    killAndRevive: async () => {
      await kill();
      await sleep(1_500);
      await start();
    },
    stop: kill,
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}
