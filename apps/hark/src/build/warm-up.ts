import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { fingerprint, root } from "./fingerprint.ts";

/**
 * Has a process of its own compile sources that changed, before the servers load them: what stripping types takes is never
 * given back, and this way it is another process that takes it. No slower, since the servers then read the result.
 */
export function warmUp(): void {
  const cache = getCompileCacheDir();
  if (cache === undefined) return;
  const stampFile = join(cache, "hark-stamp");
  const wanted = fingerprint(["{apps,packages}/*/src/**/*.ts"]);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  const main = join(root, "apps", "hark", "src", "main.js");
  // With the same flags: what is compiled under other ones is not taken.
  const { status } = spawnSync(process.execPath, [...process.execArgv, main, "warm"], { stdio: "ignore" });
  if (status === 0) writeFileSync(stampFile, wanted);
}
