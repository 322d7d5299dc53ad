import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "..");
const main = join(root, "apps", "hark", "src", "main.js");
const READY_MS = 60_000;

/** A Hark of its own: a data folder, two free ports, a process that can be stopped and killed. */
export interface HarkProcess {
  readonly reviewsUrl: string;
  readonly deskUrl: string;
  readonly dataDir: string;
  /** What it printed since it was started last. */
  output(): string;
  /** Runs `hark <args>` against it and gives what that printed. */
  cli(...args: string[]): Promise<string>;
  /** Calls one of the apps as a program would. */
  call(method: string, url: string, options?: CallOptions): Promise<Answer>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its data folder. */
  remove(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

/** Starts one over an empty data folder. Its ports are chosen at the first start and stay. */
export async function startHark(env: Readonly<Record<string, string>> = {}): Promise<HarkProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "hark-e2e-"));
  const given = {
    HARK_REVIEWS_PORT: "0",
    HARK_DESK_PORT: "0",
    HARK_OWNER_PASSWORD: "a password for tests",
    ...env,
  };
  const settings: Record<string, string | undefined> = { ...process.env, ...given, HARK_DATA_DIR: dataDir };
  let child: ChildProcess | undefined;
  let printed = "";
  let urls = { reviewsUrl: "", deskUrl: "" };

  const cli = async (...args: string[]): Promise<string> =>
    (
      await promisify(execFile)(process.execPath, [main, ...args], { env: settings, cwd: root })
    ).stdout.trim();
  const ended = (running: ChildProcess): Promise<void> =>
    running.exitCode !== null || running.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => running.once("exit", () => resolve()));
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    running?.kill(name);
    if (running) await ended(running);
  };
  const start = async (): Promise<void> => {
    printed = "";
    const started = spawn(process.execPath, [main, "start"], {
      env: settings,
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    started.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    started.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    await until(
      () => {
        if (started.exitCode !== null) throw new Error(`hark ended before it was ready:\n${printed}`);
        return printed.includes("ready in") || undefined;
      },
      READY_MS,
      () => `hark was not ready in time:\n${printed}`,
    );
    // It answers as soon as it prints; `status` also tells which ports it chose.
    urls = JSON.parse(await cli("status", "--json")) as typeof urls;
    settings["HARK_REVIEWS_PORT"] = new URL(urls.reviewsUrl).port;
    settings["HARK_DESK_PORT"] = new URL(urls.deskUrl).port;
  };
  await start();
  return {
    ...urls,
    dataDir,
    output: () => printed,
    cli,
    call,
    kill: () => signal("SIGKILL"),
    start,
    stop: () => signal("SIGINT"),
    remove: async () => {
      await signal("SIGINT");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function call(method: string, url: string, options: CallOptions = {}): Promise<Answer> {
  const { token, body, headers = {} } = options;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const PAUSE_MS = 25;

/** Asks again and again until there is an answer. Fails with `why` after `ms`. */
export async function until<Found>(
  ask: () => Promise<Found | undefined> | Found | undefined,
  ms: number,
  why: () => string,
): Promise<Found> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
