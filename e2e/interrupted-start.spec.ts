import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { until } from "./hark-process.ts";

const main = join(import.meta.dirname, "..", "apps", "hark", "src", "main.js");
const READY_MS = 60_000;

interface Started {
  readonly pid: number;
  output(): string;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts Hark in a process group of its own, as a shell does. */
function start(dataDir: string, ...args: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...(args.length > 0 ? args : ["start", "--no-build"])], {
    env: { ...process.env, HARK_DATA_DIR: dataDir, HARK_REVIEWS_PORT: "0", HARK_DESK_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once("close", (code, signal) => resolve(signal ?? code)),
  );
  return { pid: child.pid ?? 0, output: () => printed, ended };
}

const ps = (columns: string): string[] =>
  execFileSync("ps", ["-eo", columns], { encoding: "utf8" }).split("\n");

/** Processes that work in a data folder. */
const processesOf = (dataDir: string): string[] => ps("args").filter((line) => line.includes(dataDir));

type Moment = (dataDir: string, started: Started) => Promise<unknown>;
const after =
  (ms: number): Moment =>
  () =>
    new Promise((resolve) => setTimeout(resolve, ms));
const once =
  (happens: (dataDir: string, started: Started) => boolean): Moment =>
  (dataDir, started) =>
    until(() => happens(dataDir, started) || undefined, READY_MS, started.output);
const thereIs = (file: string): Moment => once((dataDir) => existsSync(join(dataDir, file)));
const clusterBegins = thereIs("postgres/data");
const serverBegins = thereIs("postgres/data/postmaster.pid");
const demoBegins = once((_dataDir, { pid }) =>
  ps("ppid,args").some((line) => line.trim().startsWith(`${pid} `) && line.includes("make-demo")),
);
const isReady = once((_dataDir, { output }) => output().includes("ready in"));

// What a terminal's Ctrl-C does: all processes of the group get it, not Node alone.
const group = (pid: number): number => -pid;
const alone = (pid: number): number => pid;

test.each([
  ["0.2 s", after(200), group, "SIGINT"],
  ["1 s", after(1_000), group, "SIGINT"],
  ["2 s", after(2_000), alone, "SIGINT"],
  ["the beginning of its cluster", clusterBegins, group, "SIGINT"],
  ["the beginning of PostgreSQL", serverBegins, group, "SIGINT"],
  ["the beginning of PostgreSQL, by a closed terminal", serverBegins, group, "SIGHUP"],
  ["the beginning of PostgreSQL, by kill", serverBegins, alone, "SIGTERM"],
  ["the beginning of the demo", demoBegins, group, "SIGINT"],
] as const)(
  "a first start that is stopped after %s leaves nothing behind, and can be started again",
  async (_name, moment, to, signal) => {
    const dataDir = await mkdtemp(join(tmpdir(), "hark-stopped-"));
    try {
      const first = start(dataDir);
      await moment(dataDir, first);
      process.kill(to(first.pid), signal);
      // Before Hark has begun, Node ends by the signal itself.
      expect([0, signal]).toContain(await first.ended);
      expect(first.output()).not.toMatch(/Error|at file:|hark: /);
      expect(processesOf(dataDir)).toEqual([]);

      const second = start(dataDir);
      await isReady(dataDir, second);
      // Whoever made the owner has told how to sign in.
      expect(first.output() + second.output()).toContain("Sign in as");
      process.kill(second.pid, "SIGINT");
      expect(await second.ended).toBe(0);
      expect(processesOf(dataDir)).toEqual([]);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
  120_000,
);

test("a command that starts PostgreSQL for a moment stops it, come what may", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "hark-stopped-"));
  try {
    const command = start(dataDir, "desk", "key", "--name", "Hooks", "--roles", "org.hook");
    await serverBegins(dataDir, command);
    process.kill(group(command.pid), "SIGINT");
    await command.ended;
    expect(processesOf(dataDir)).toEqual([]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);
