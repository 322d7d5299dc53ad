import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Binaries, findBinaries } from "./binaries.ts";
import { guardServer } from "./guard.ts";
import { keepBehind, steppingBack } from "./priority.ts";
import { commandAs, type ServerUser, serverUser } from "./run-as.ts";

/** A PostgreSQL server of Hark's own, in a folder. */
export interface EmbeddedPostgres {
  /** `postgres://…/postgres`; holds the password. */
  readonly url: string;
  /** True when a server was already running in the folder, left by a process that died. */
  readonly adopted: boolean;
  /** Stops the server; safe to call twice. */
  stop(): Promise<void>;
}

/** Where and how to run it. */
export interface EmbeddedOptions {
  /** Gets `data/`, `access.json` (port and password, mode 0600) and `server.log`. Made when missing. */
  readonly directory: string;
  /** Settings beyond Hark's own, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told each time the server was found dead: started again, or the error that keeps it from that (it is tried on). */
  readonly onDeath?: (outcome: "started again" | Error) => void;
}

interface Access {
  port: number;
  password: string;
}

// Small enough for a laptop, large enough that checkpoints do not interrupt a burst of reviews. Durability stays on. Tables are looked at
// for analysis every ten seconds instead of every minute: until the first, a new installation's plans take every table to be empty. That is cheap
// because it reads 9,000 rows of a table instead of 30,000, which took a twentieth of a flood's processor time, and because a table is due once it
// grew by half, and for vacuuming once it doubled: each time, all connections plan their statements anew (some 4 % of PostgreSQL's time in a flood
// when it was a tenth, and the runs of that second wait 12 to 19 ms beside one). What is written out beside the log goes on to the disk at once:
// gathered by the system it went in bursts, and a commit behind one took 20 to 200 ms.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "128MB",
  max_connections: "120",
  max_wal_size: "2GB",
  backend_flush_after: "256kB",
  autovacuum_naptime: "10s",
  autovacuum_analyze_scale_factor: "0.5",
  autovacuum_vacuum_insert_scale_factor: "1",
  default_statistics_target: "30",
  jit: "off",
  timezone: "UTC",
};

/**
 * Starts PostgreSQL in `directory`: makes the cluster the first time, takes over a server that a killed process left
 * running, and picks a free port. Resolves when it accepts connections.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  const data = join(options.directory, "data");
  mkdirSync(options.directory, { recursive: true });
  const user = serverUser();
  if (user) chownSync(options.directory, user.uid, user.gid);
  const prefix = commandAs(user, [binaries.pgCtl, data]);
  const access = await prepare({ binaries, directory: options.directory, data, prefix, user });
  const adopted = await isRunning(binaries, data, prefix);
  const settings = { ...SETTINGS, ...options.settings };
  const start = (): Promise<void> =>
    startServer({ binaries, data, prefix, user, directory: options.directory, access, settings });
  const end = (): Promise<void> =>
    run(prefix, binaries.pgCtl, ["stop", "-D", data, "-m", "fast", "-w"]).catch(() => {});
  if (!adopted)
    await start().catch(async (error: unknown) => {
      // It may only have taken too long, and come up behind our back.
      await end();
      throw error;
    });
  const guard = guardServer(data, start, options.onDeath);
  const letGo = keepBehind(data);
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(access),
    adopted,
    stop: () => {
      letGo();
      stopping ??= guard.stop().then(end);
      return stopping;
    },
  };
}

/** The address of the server in `directory`, whether it runs or not. Throws when none was ever made there. */
export function runningUrl(directory: string): string {
  return urlOf(JSON.parse(readFileSync(join(directory, "access.json"), "utf8")) as Access);
}

const urlOf = (access: Access): string =>
  `postgres://postgres:${access.password}@127.0.0.1:${access.port}/postgres`;

interface Preparation {
  readonly binaries: Binaries;
  readonly directory: string;
  readonly data: string;
  readonly prefix: readonly string[];
  readonly user: ServerUser | undefined;
}

async function prepare(at: Preparation): Promise<Access> {
  const accessFile = join(at.directory, "access.json");
  if (existsSync(accessFile) && existsSync(join(at.data, "PG_VERSION"))) {
    return JSON.parse(readFileSync(accessFile, "utf8")) as Access;
  }
  // A cluster without its password (or half made by a start that was interrupted) is of no use to anyone.
  rmSync(at.data, { recursive: true, force: true });
  const access = { port: await freePort(), password: randomBytes(24).toString("hex") };
  const passwordFile = join(at.directory, "password");
  writePrivate(passwordFile, access.password, at.user);
  try {
    await run(at.prefix, at.binaries.initdb, [
      "-D",
      at.data,
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
      // Texts are compared by code point without asking the C library, whose C.UTF-8 is the same order but slower, and not on every system.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writePrivate(accessFile, JSON.stringify(access), at.user);
  return access;
}

async function startServer(
  at: Preparation & { readonly access: Access; readonly settings: Readonly<Record<string, string>> },
): Promise<void> {
  if (!(await isFree(at.access.port))) {
    at.access.port = await freePort();
    writePrivate(join(at.directory, "access.json"), JSON.stringify(at.access), at.user);
  }
  const settings = { ...at.settings, port: String(at.access.port) };
  // One that starts anew after a crash keeps its port: everybody who is connected knows only that one.
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  writePrivate(join(at.data, "postgresql.auto.conf"), `${lines.join("\n")}\n`, at.user);
  const log = join(at.directory, "server.log");
  try {
    const prefix = [...steppingBack(), ...at.prefix];
    await run(prefix, at.binaries.pgCtl, ["start", "-D", at.data, "-l", log, "-w", "-t", "60", "-s"]);
  } catch (error) {
    const tail = existsSync(log)
      ? readFileSync(log, "utf8").trim().split("\n").slice(-3).join(" | ")
      : String(error);
    throw new Error(`PostgreSQL did not start in ${at.data}: ${tail}`, { cause: error });
  }
}

async function isRunning(binaries: Binaries, data: string, prefix: readonly string[]): Promise<boolean> {
  return run(prefix, binaries.pgCtl, ["status", "-D", data]).then(
    () => true,
    () => false,
  );
}

/**
 * Runs one of PostgreSQL's programs to its end. In a group of its own: a Ctrl-C would otherwise end `pg_ctl` before we know of the server
 * that it has just started.
 */
async function run(prefix: readonly string[], program: string, args: readonly string[]): Promise<void> {
  const [first = program, ...rest] = [...prefix, program, ...args];
  const child = spawn(first, rest, {
    cwd: "/",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  const said = text(child.stderr).catch(() => "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`${program} failed: ${(await said).trim()}`);
}

function writePrivate(path: string, text: string, user: ServerUser | undefined): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
  if (user) chownSync(path, user.uid, user.gid);
}

/** A port of the loopback address that is free right now. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
