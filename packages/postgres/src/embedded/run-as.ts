import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The operating system's user that the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const USER = "postgres";

/**
 * PostgreSQL refuses to run as root. Returns undefined for an ordinary user (who runs it as themselves), else the user
 * `postgres`, who is made when there is none.
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = idOf(USER);
  if (known) return known;
  spawnSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]);
  const made = idOf(USER);
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root and no user 'postgres' could be made; run Hark as an ordinary user, or create it: useradd --system postgres",
  );
}

function idOf(name: string): ServerUser | undefined {
  const read = (flag: string): number =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    return undefined;
  }
}

/** The first folder on the way to `path` that `user` may not pass through, or undefined when all are open. */
export function closedParent(path: string, user: ServerUser): string | undefined {
  const parents: string[] = [];
  for (let at = dirname(resolve(path)); ; at = dirname(at)) {
    parents.unshift(at);
    if (at === dirname(at)) break;
  }
  return parents.find((parent) => {
    const { mode, uid, gid } = statSync(parent);
    if (uid === user.uid) return (mode & 0o100) === 0;
    if (gid === user.gid) return (mode & 0o010) === 0;
    return (mode & 0o001) === 0;
  });
}

/**
 * The words that start a program as `user`. When a parent folder is closed to that user (a clone in root's home), the
 * program gets the one capability that lets it pass through (CAP_DAC_READ_SEARCH, by util-linux' `setpriv`); opening the
 * folder ourselves would change who may read the home of another.
 */
export function commandAs(user: ServerUser | undefined, paths: readonly string[]): readonly string[] {
  if (!user) return [];
  const switchUser = ["setpriv", `--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"];
  const closed = paths.map((path) => closedParent(path, user)).find((parent) => parent !== undefined);
  if (spawnSync("setpriv", ["--version"]).status !== 0) {
    throw new Error(
      "as root, Hark needs 'setpriv' (util-linux) to start PostgreSQL; run Hark as an ordinary user, or set DATABASE_URL",
    );
  }
  if (closed === undefined) return [...switchUser, "--"];
  const passThrough = [...switchUser, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"];
  const [program = "setpriv", ...rest] = passThrough;
  if (spawnSync(program, [...rest, "test", "-x", paths[0] ?? "/"]).status === 0) return passThrough;
  throw new Error(
    `PostgreSQL runs as user 'postgres', who may not enter ${closed}; run 'chmod o+x ${closed}', move Hark elsewhere, or run it as an ordinary user`,
  );
}
