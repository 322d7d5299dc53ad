import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, sleep } from "./victims.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const main = join(root, "apps", "hark", "src", "main.js");
const READY_MS = 60_000;

/** A `hark start` of its own, one of several over one PostgreSQL; its address stays when it is killed and started again. */
export interface Worker {
  readonly name: string;
  readonly deskUrl: string;
  /** True between a start and the end; what it begins in that time it may not finish. */
  isUp(): boolean;
  /** True when it has ended and nobody is starting it. */
  isDown(): boolean;
  /** True while it is stopped in the middle of whatever it does. */
  isPaused(): boolean;
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Stops it in the middle for so long, then lets it go on as if nothing had been. */
  pause(ms: number): Promise<void>;
  /** Runs `hark <args>` with its settings. */
  cli(...args: string[]): Promise<string>;
}

/** Makes a worker over a database; it does not run yet. */
export async function makeWorker(name: string, folder: string, databaseUrl: string): Promise<Worker> {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  const deskPort = await freePort();
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    HARK_DATA_DIR: dataDir,
    HARK_DEMO: "0",
    HARK_DESK_PORT: String(deskPort),
    HARK_REVIEWS_PORT: String(await freePort()),
    HARK_OWNER_PASSWORD: "a password for storms",
    HARK_SECRET: "one secret for all workers of the storm, long enough",
  };
  let child: ChildProcess | undefined;
  let isPaused = false;
  let isStarting = false;
  const isUp = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name,
    deskUrl: `http://127.0.0.1:${deskPort}`,
    isUp,
    isDown: () => !isUp() && !isStarting,
    isPaused: () => isPaused,
    start: async () => {
      isStarting = true;
      try {
        await startUp(name, () => {
          child = spawn(process.execPath, [main, "start", "--no-build"], {
            env,
            cwd: root,
            stdio: ["ignore", "pipe", "pipe"],
          });
          return child;
        });
      } finally {
        isStarting = false;
      }
    },
    kill: async () => {
      const running = child;
      if (!running || !isUp()) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGKILL");
      await ended;
    },
    pause: async (ms) => {
      const running = child;
      if (!running || !isUp()) return;
      isPaused = true;
      running.kill("SIGSTOP");
      await sleep(ms);
      running.kill("SIGCONT");
      isPaused = false;
    },
    cli: async (...args) =>
      (await promisify(execFile)(process.execPath, [main, ...args], { env, cwd: root })).stdout.trim(),
  };
}

/** Starts a process until it is ready, or until a blow hits it on its way up. While PostgreSQL is on its own way up a start may fail. */
async function startUp(name: string, begin: () => ChildProcess): Promise<void> {
  for (const giveUpAt = Date.now() + READY_MS; ; await sleep(500)) {
    const started = begin();
    const said = await firstWords(started);
    if (said.includes("ready in") || started.signalCode !== null) return;
    if (Date.now() > giveUpAt) throw new Error(`${name} does not start: ${said}`);
  }
}

/** What a process says until it is ready or over. */
function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes("ready in")) resolve(said);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () => resolve(said));
  });
}
