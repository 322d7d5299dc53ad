import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHark } from "./hark-process.ts";

const main = join(import.meta.dirname, "..", "apps", "hark", "src", "main.js");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hark-start-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** Starts with settings that cannot work; gives how it ended and what it said. */
function startWrong(env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [main, "start", "--no-build"], {
    env: { ...process.env, HARK_DATA_DIR: folder, HARK_REVIEWS_PORT: "0", HARK_DESK_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve) =>
    child.once("close", (code) => resolve({ code, lines: printed.trim().split("\n") })),
  );
}

test("a taken port is told in one line, with the setting that chooses another", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as AddressInfo;
  const { code, lines } = await startWrong({ HARK_DESK_PORT: String(port) });
  await new Promise((resolve) => holder.close(resolve));
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`port ${port} .* taken .* HARK_DESK_PORT=`));
});

test("a data folder that cannot be written is told in one line", async () => {
  const { code, lines } = await startWrong({ HARK_DATA_DIR: "/dev/null/hark" });
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/data folder .* cannot be written; .* HARK_DATA_DIR/)]);
});

test("a database that does not answer is told in one line, without its password", async () => {
  const { code, lines } = await startWrong({ DATABASE_URL: "postgres://hark:a-secret@127.0.0.1:1/hark" });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/DATABASE_URL \(127.0.0.1:1\/hark\) cannot be used: .*start it/);
  expect(lines[0]).not.toContain("a-secret");
});

test("settings that are not valid are told all at once", async () => {
  const { code, lines } = await startWrong({ HARK_DEMO: "perhaps", HARK_RETENTION_DAYS: "-1" });
  expect(code).toBe(1);
  expect(lines).toHaveLength(2);
});

test("stopping is clean, twice is safe, and the second start finds everything as it was", async () => {
  const hark = await startHark();
  try {
    const second = await startWrong({ HARK_DATA_DIR: hark.dataDir });
    expect(second.lines).toEqual([expect.stringMatching(/already runs .* HARK_DATA_DIR/)]);

    const { pid } = JSON.parse(await hark.cli("status", "--json")) as { pid: number };
    process.kill(pid, "SIGINT");
    process.kill(pid, "SIGINT");
    await hark.stop();
    expect(hark.output()).toContain("Stopping");
    expect(hark.output()).not.toMatch(/Error|at file:/);

    await hark.start();
    expect(hark.output()).not.toContain("Sign in as");
    const log = await readFile(join(hark.dataDir, "log", "hark.log"), "utf8");
    expect(log).not.toContain("a password for tests");
  } finally {
    await hark.remove();
  }
});
