import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { exitCode } from "./output.ts";

const main = join(import.meta.dirname, "..", "..", "..", "..", "bench", "src", "main.ts");

/** What some benchmarks can be told. */
export interface BenchOptions {
  readonly peers?: boolean;
  readonly aged?: boolean;
  readonly minutes?: string;
}

/** `hark bench [name …]`: runs the benchmarks that come with the sources. */
export function bench(names: readonly string[], options: BenchOptions): Promise<number> {
  if (!existsSync(main))
    throw new StartError("the benchmarks are not here; they come with the sources, in the folder bench");
  const flags = [
    ...(options.peers ? ["--peers"] : []),
    ...(options.aged ? ["--aged"] : []),
    ...(options.minutes === undefined ? [] : [`--minutes=${options.minutes}`]),
  ];
  const child = spawn(process.execPath, [main, ...names, ...flags], { stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? exitCode.failed)));
}
