import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../database.ts";
import { startEmbedded } from "./embedded.ts";
import { sharesBySession } from "./priority.ts";

test.skipIf(process.platform === "win32")(
  "the server's processes let ours go first",
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "hark-priority-"));
    const server = await startEmbedded({ directory });
    const database = openDatabase({ url: server.url, poolSize: 2 });
    try {
      const own = getPriority();
      for (const { pid } of await connections()) {
        expect(getPriority(pid)).toBe(Math.min(19, own + 10));
        if (sharesBySession())
          await expect
            .poll(() => readFileSync(`/proc/${pid}/autogroup`, "utf8"), { timeout: 10_000 })
            .toContain("nice 10");
      }
      expect(getPriority()).toBe(own);
    } finally {
      await database.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    }

    function connections(): Promise<{ pid: number }[]> {
      const ask = (): Promise<{ pid: number }> =>
        database.one("select pg_backend_pid() as pid, pg_sleep(0.1)::text as slept");
      return Promise.all([ask(), ask()]);
    }
  },
  30_000,
);
