import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { fingerprint, root } from "./fingerprint.ts";

const frontEnds = ["reviews-admin", "desk-web", "reviews-widget"] as const;

/** Where the built files of a front end are. */
export function builtFiles(name: (typeof frontEnds)[number]): string {
  return join(root, "apps", name, "dist");
}

/**
 * Builds the front ends whose sources changed since their last build; tells `onBuild` how many that are. Without sources to
 * build from (an installation that ships built files only) it does nothing. `stop` ends a build that is under way; it then throws.
 */
export async function buildFrontEnds(onBuild: (count: number) => void, stop?: AbortSignal): Promise<void> {
  const shared = fingerprint([
    "packages/{kernel,contract,ui}/src/**/*",
    "packages/workflow/src/core/**/*",
    "package-lock.json",
  ]);
  const stale = frontEnds.filter(
    (name) =>
      existsSync(join(root, "apps", name, "vite.config.ts")) && stampOf(name) !== wanted(name, shared),
  );
  if (stale.length === 0) return;
  onBuild(stale.length);
  // One after the other: two Vite builds side by side are no faster on two cores and take twice the memory.
  for (const name of stale) {
    await build(name, stop);
    mkdirSync(builtFiles(name), { recursive: true });
    writeFileSync(join(builtFiles(name), ".stamp"), wanted(name, shared));
  }
}

const wanted = (name: string, shared: string): string =>
  `${shared}-${fingerprint([`apps/${name}/{src,public}/**/*`, `apps/${name}/{index.html,vite.config.ts,package.json}`])}`;

function stampOf(name: (typeof frontEnds)[number]): string | undefined {
  const file = join(builtFiles(name), ".stamp");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

async function build(name: string, stop: AbortSignal | undefined): Promise<void> {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: join(root, "apps", name),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
    ...(stop ? { signal: stop } : {}),
  });
  // That it was ended is told by how it ended.
  child.on("error", () => {});
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new StartError(`the front end ${name} could not be built:\n${output.trim()}`);
}
