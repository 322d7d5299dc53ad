// `npm test`: every check and every test, one after another, each told as it ends; closes with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const reports = mkdtempSync(join(tmpdir(), "hark-reports-"));
let passed = 0;
let failed = 0;

function run(name: string, command: readonly string[]): number {
  const startedAt = performance.now();
  console.log(`\n— ${name}`);
  const [program = "", ...args] = command;
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  console.log(
    `  ${name}: ${status === 0 ? "ok" : "failed"} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
  return status ?? 1;
}

function check(name: string, command: readonly string[]): void {
  if (run(name, command) === 0) passed += 1;
  else failed += 1;
}

function suite(project: string): void {
  const file = join(reports, `${project}.json`);
  const status = run(`${project} tests`, [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  passed += report.numPassedTests;
  // A suite that dies before its first test counts as one failure: silence is not success.
  failed += status === 0 ? 0 : Math.max(1, report.numFailedTests);
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

check("types", ["tsc", "--noEmit"]);
check("lint", ["oxlint", "--type-aware"]);
check("format", ["biome", "check", "."]);
check("boundaries", ["node", "tools/check-boundaries.ts"]);
check("build", ["node", "apps/hark/src/main.js", "build"]);
suite("unit");
suite("db");
suite("e2e");
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
