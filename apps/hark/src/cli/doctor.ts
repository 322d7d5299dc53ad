import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { builtFiles } from "../build/front-ends.ts";
import { type Config, readConfig } from "../config.ts";
import { connect } from "../database.ts";
import { findInstance } from "../instance.ts";
import { exitCode, print } from "./output.ts";

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found; with a fault, the cure. */
  readonly words: string;
}

const MIN_FREE_BYTES = 500_000_000;
const MIN_MEMORY_BYTES = 900_000_000;

/** `hark doctor`: checks this machine and this installation; exits with 1 when something is wrong. */
export async function doctor(json: boolean | undefined): Promise<number> {
  const config = readConfig(process.env);
  const running = findInstance(config.dataDir);
  const findings: Finding[] = [
    runtime(),
    memory(),
    dataFolder(config),
    frontEnds(),
    ...(running
      ? [
          { name: "instance", ok: true, words: `running as process ${running.pid}` },
          await database(config),
          await answers("reviews", running.reviewsUrl),
          await answers("desk", running.deskUrl),
        ]
      : [
          await port(config, "HARK_REVIEWS_PORT"),
          await port(config, "HARK_DESK_PORT"),
          ...(config.values.DATABASE_URL ? [await database(config)] : []),
        ]),
  ];
  const ok = findings.every((finding) => finding.ok);
  const text = findings.map(
    ({ name, ok: good, words }) => `${good ? "ok   " : "FAULT"}  ${name.padEnd(18)} ${words}`,
  );
  print(json, { ok, findings }, text.join("\n"));
  return ok ? exitCode.ok : exitCode.failed;
}

function runtime(): Finding {
  const ok = Number(process.versions.node.split(".")[0]) >= 24;
  return {
    name: "runtime",
    ok,
    words: ok ? `Node ${process.versions.node}` : `Node ${process.versions.node} is too old; run npm install`,
  };
}

function memory(): Finding {
  const bytes = totalmem();
  const ok = bytes >= MIN_MEMORY_BYTES;
  const size = `${(bytes / 1e9).toFixed(1)} GB`;
  return { name: "memory", ok, words: ok ? size : `${size}; Hark with its database needs 1 GB` };
}

function dataFolder({ dataDir }: Config): Finding {
  const name = "data folder";
  if (!existsSync(dataDir)) return { name, ok: true, words: `${dataDir} will be made at the first start` };
  try {
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch {
    return {
      name,
      ok: false,
      words: `${dataDir} cannot be written; give this user the right to, or set HARK_DATA_DIR`,
    };
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const size = `${(free / 1e9).toFixed(1)} GB free`;
  return {
    name,
    ok: free >= MIN_FREE_BYTES,
    words: `${dataDir}, ${size}${free >= MIN_FREE_BYTES ? "" : "; make room, 0.5 GB at the least"}`,
  };
}

function frontEnds(): Finding {
  const missing = (["reviews-admin", "desk-web", "reviews-widget"] as const).filter(
    (name) => !existsSync(join(builtFiles(name), ".stamp")),
  );
  return {
    name: "front ends",
    ok: true,
    words: missing.length === 0 ? "built" : `${missing.join(", ")} will be built at the next start`,
  };
}

async function database(config: Config): Promise<Finding> {
  const name = "database";
  try {
    const open = connect(config);
    try {
      const { version } = await open.one<{ version: string }>(
        "select current_setting('server_version') as version",
      );
      return { name, ok: true, words: `PostgreSQL ${version}` };
    } finally {
      await open.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { name, ok: false, words: `does not answer (${why}); start it, or correct DATABASE_URL` };
  }
}

async function port(config: Config, setting: "HARK_REVIEWS_PORT" | "HARK_DESK_PORT"): Promise<Finding> {
  const { HARK_HOST: host, [setting]: wanted } = config.values;
  const name = `port ${wanted}`;
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(wanted, host, () => resolve(true));
  });
  if (free) await new Promise((resolve) => probe.close(resolve));
  return {
    name,
    ok: free,
    words: free ? "free" : `taken by another program; stop that one, or set ${setting}`,
  };
}

async function answers(name: string, url: string): Promise<Finding> {
  const ok = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
  return { name, ok, words: ok ? url : `${url} does not answer; read the log in the data folder` };
}
