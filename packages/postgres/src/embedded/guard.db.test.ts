import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../database.ts";
import { startEmbedded } from "./embedded.ts";

test("a server that is killed is started again at its address, with everything that was committed", async () => {
  const directory = await mkdtemp(join(tmpdir(), "hark-guard-"));
  const outcomes: (string | Error)[] = [];
  const server = await startEmbedded({ directory, onDeath: (outcome) => void outcomes.push(outcome) });
  const database = openDatabase({ url: server.url, poolSize: 1 });
  try {
    await database.run("create table kept as select 1 as one");
    const [pid = ""] = (await readFile(join(directory, "data", "postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGKILL");
    const answer = async (): Promise<number> =>
      (await database.maybe<{ one: number }>("select one from kept").catch(() => undefined))?.one ?? 0;
    await expect.poll(() => outcomes.at(-1), { timeout: 15_000 }).toBe("started again");
    await expect.poll(answer, { timeout: 5_000 }).toBe(1);
  } finally {
    await database.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}, 30_000);
