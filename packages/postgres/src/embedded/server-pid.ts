import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The process that is noted in the data folder. The note goes with an orderly end: throws (ENOENT) when there is none. */
export function serverPid(data: string): number {
  const [line = ""] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  return Number(line);
}
