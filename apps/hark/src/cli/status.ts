import { type Config, readConfig } from "../config.ts";
import { connect } from "../database.ts";
import { findInstance, residentMb } from "../instance.ts";
import { sampleOf } from "../sample.ts";
import { exitCode, print } from "./output.ts";

const TIMEOUT_MS = 2_000;

/** `hark status`: the running instance of this data folder, its addresses and a product to try things with. */
export async function status(json: boolean | undefined): Promise<number> {
  const config = readConfig(process.env);
  const instance = findInstance(config.dataDir);
  if (!instance) {
    print(
      json,
      { ready: false, dataDir: config.dataDir },
      `Hark is not running over ${config.dataDir}. Start it: npm start`,
    );
    return exitCode.notRunning;
  }
  const [reviews, desk] = await Promise.all([isHealthy(instance.reviewsUrl), isHealthy(instance.deskUrl)]);
  const ready = reviews && desk;
  const sample = ready ? await readSample(config) : {};
  const value = {
    ready,
    reviewsUrl: instance.reviewsUrl,
    deskUrl: instance.deskUrl,
    ...sample,
    version: instance.version,
    pid: instance.pid,
    startedAt: instance.startedAt,
    rssMb: residentMb(instance.pid),
    dataDir: config.dataDir,
  };
  const text = Object.entries(value)
    .map(([name, part]) => `${name.padEnd(11)} ${typeof part === "object" ? JSON.stringify(part) : part}`)
    .join("\n");
  print(json, value, text);
  return ready ? exitCode.ok : exitCode.notRunning;
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** For scripts that want to leave a review. */
async function readSample(config: Config): Promise<object> {
  const database = connect(config);
  try {
    return (await sampleOf(database)) ?? {};
  } finally {
    await database.close();
  }
}
