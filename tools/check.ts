// `npm run check`: the quick checks one runs before every commit. Types and lint run side by side.
import { spawn } from "node:child_process";

const checks: readonly (readonly [string, readonly string[]])[] = [
  ["types", ["tsc", "--noEmit"]],
  ["lint", ["oxlint", "--type-aware"]],
  ["format", ["biome", "check", "."]],
  ["boundaries", ["node", "tools/check-boundaries.ts"]],
  ["dead code", ["knip"]],
  ["unit", ["vitest", "run", "--project", "unit", "--reporter=dot"]],
];

async function run([name, command]: (typeof checks)[number]): Promise<boolean> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output}`);
  return code === 0;
}

const results = await Promise.all(checks.map(run));
process.exit(results.every(Boolean) ? 0 : 1);
