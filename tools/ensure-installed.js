// Runs before every npm script that needs the dependencies, under whatever Node the newcomer has (20 or newer). Plain
// JavaScript without imports from node_modules, because there may be none yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = join(root, "node_modules", ".hark-installed");
const stamp = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const major = Number(process.versions.node.split(".")[0]);
if (major < 20)
  fail(
    `Hark needs Node 20 or newer to install itself; this is ${process.version}. Get one at https://nodejs.org`,
  );

if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
  process.stderr.write("Installing what is missing (once; about a minute) …\n");
  // Not `npm ci`: it refuses a lock file that leaves out builds of a tool for other platforms, and wipes what is there.
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
    // Set by the npm that runs this script; the inner one must not think it runs inside a lifecycle of its own.
    env: { ...process.env, npm_command: undefined, npm_lifecycle_event: undefined },
  });
  if (result.status !== 0) fail(`npm could not install the dependencies:\n${result.stdout}${result.stderr}`);
  writeFileSync(stampFile, stamp);
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
