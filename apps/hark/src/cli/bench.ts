import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { exitCode } from "./output.ts";

const main = join(import.meta.dirname, "..", "..", "..", "..", "bench", "src", "main.ts");

/** `hark bench [name …]`: runs the benchmarks that come with the sources. */
export function bench(names: readonly string[]): Promise<number> {
  if (!existsSync(main))
    throw new StartError("the benchmarks are not here; they come with the sources, in the folder bench");
  const child = spawn(process.execPath, [main, ...names], { stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? exitCode.failed)));
}
