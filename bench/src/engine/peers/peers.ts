import { execFile, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publishedExample } from "@hark/contract";
import { toError } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { type Figure, median } from "../../figure.ts";
import { makeEngineWorld } from "../engine-world.ts";
import { runsPerSecond } from "../runs.ts";
import { makeExecutor, makeOrganisation } from "../workflow.ts";
import { best, middles, type PeerLine, readLines } from "./lines.ts";

interface Peer {
  readonly name: string;
  readonly program: string;
  readonly packages: readonly string[];
  /** It takes up after a crash where it was. */
  readonly isDurable: boolean;
}

const PEERS: readonly Peer[] = [
  {
    name: "DBOS",
    program: "dbos.mjs",
    packages: ["@dbos-inc/dbos-sdk@5"],
    isDurable: true,
  },
  {
    name: "Restate",
    program: "restate.mjs",
    packages: ["@restatedev/restate-server@1", "@restatedev/restate-sdk@1"],
    isDurable: true,
  },
  { name: "Node-RED", program: "node-red.mjs", packages: ["node-red@5"], isDurable: false },
];
const INSTALL_MS = 240_000;
const RUN_MS = 90_000;
/** How often each is started: from one start to the next the same program differs by a tenth. */
const STARTS = 3;
const TOGETHER = 10_000;
/** How often the engine is measured after a peer's last start. */
const LAST_ROUNDS = 2;

/**
 * Other engines on the same work (find by e-mail, branch, insert a customer, insert an object): they write the same records, but no
 * journal of inputs and outputs besides what they keep themselves; each at its best concurrency. Beside each the engine is measured anew,
 * before each of its starts and after the last, since the machine's pace drifts; all on a server of their own. One that cannot be installed
 * or run says so, and the others go on.
 */
export async function peers(): Promise<Figure[]> {
  const world = await makeEngineWorld();
  try {
    return await besidePeers(world.database);
  } finally {
    await world.close();
  }
}

async function besidePeers(database: Database): Promise<Figure[]> {
  const orgId = await makeOrganisation(database);
  const executor = makeExecutor(database);
  const measureEngine = (): Promise<number> =>
    runsPerSecond(database, orgId, TOGETHER, () => executor.drain());
  await measureEngine(); // finds everything cold
  const measured: Measured[] = [];
  for (const peer of PEERS) {
    try {
      measured.push(await runPeer(database, peer, measureEngine));
    } catch (error) {
      process.stderr.write(`${peer.name} could not be measured: ${toError(error).message}\n`);
    }
  }
  const figures = measured.map(({ peer, line, subject }): Figure => {
    const words = `${peer.isDurable ? "" : "not durable; "}${line.variant}, ${line.concurrency} at once`;
    return {
      name: `engine beside ${peer.name}`,
      unit: "runs/s",
      figure: subject,
      baseline: { name: `${peer.name} (${words})`, figure: line.perSecond },
    };
  });
  const durable = measured
    .filter(({ peer }) => peer.isDurable)
    .toSorted((a, b) => b.line.perSecond - a.line.perSecond)[0];
  const [first, ...rest] = figures;
  if (!first || !durable) return figures;
  const ratio = Math.round((durable.subject / durable.line.perSecond) * 100) / 100;
  return [{ ...first, summary: { runs_ratio_peer: ratio, peer: durable.peer.name } }, ...rest];
}

interface Measured {
  readonly peer: Peer;
  /** The peer at its best. */
  readonly line: PeerLine;
  /** The engine meanwhile, the middle of its rounds. */
  readonly subject: number;
}

/** Installs one into a folder that is gone afterwards, and has it work, in turn with the engine. */
async function runPeer(
  database: Database,
  peer: Peer,
  measureEngine: () => Promise<number>,
): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), "hark-bench-peer-"));
  try {
    cpSync(join(import.meta.dirname, "programs"), directory, { recursive: true });
    await writeFile(join(directory, "package.json"), JSON.stringify({ private: true, type: "module" }));
    process.stderr.write(`installing ${peer.name} …\n`);
    await promisify(execFile)(
      "npm",
      ["install", "--no-audit", "--no-fund", "--ignore-scripts", "pg@8", ...peer.packages],
      { cwd: directory, timeout: INSTALL_MS, killSignal: "SIGKILL" },
    );
    const orgId = await makeOrganisation(database);
    const printed: string[] = [];
    const subjects: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      subjects.push(await measureEngine());
      printed.push(await output(directory, peer.program, { database, orgId }));
    }
    for (let round = 0; round < LAST_ROUNDS; round += 1) subjects.push(await measureEngine());
    const lines = middles(readLines(printed.join("\n")));
    await expectFiled(database, orgId, lines);
    return { peer, line: best(lines), subject: median(subjects) };
  } finally {
    await rm(directory, { recursive: true, force: true });
    await database.run("drop schema if exists dbos cascade");
  }
}

/** What the program printed. It and whatever it started form a group of their own, which is ended with it. */
function output(
  cwd: string,
  program: string,
  { database, orgId }: { readonly database: Database; readonly orgId: string },
): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: database.url,
    PEER_ORGANISATION: orgId,
    PEER_EXAMPLE: JSON.stringify(publishedExample),
  };
  // A setting of ours, see `settleProcess`; it would have a peer that is made otherwise pay for our memory.
  delete env["MALLOC_ARENA_MAX"];
  const child = spawn(process.execPath, [program], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Nobody of the group is left.
    }
  };
  let printed = "";
  let complaints = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2_000)));
  const timer = setTimeout(endGroup, RUN_MS);
  process.once("exit", endGroup);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      endGroup();
      process.off("exit", endGroup);
      if (code === 0) resolve(printed);
      else
        reject(
          new Error(`it ended with ${code ?? "a signal"}: ${complaints.trim() || printed.slice(-2_000)}`),
        );
    });
  });
}

/** What it says it did must be there: an object of a customer who is found by the e-mail address, one for each review. */
async function expectFiled(database: Database, orgId: string, lines: readonly PeerLine[]): Promise<void> {
  const said = lines.reduce((sum, line) => sum + line.count, 0);
  const { count } = await database.one<{ count: number }>(
    `select count(*) as count from desk.kobjects o
     join desk.customers c on c.org_id = o.org_id and c.id = o.customer_id
     join desk.customer_identities i on i.org_id = c.org_id and i.customer_id = c.id and i.value = o.data::json ->> 'reviewerEmail'
     where o.org_id = $1`,
    [orgId],
  );
  if (count < said) throw new Error(`it says it did ${said} reviews, and ${count} are filed`);
}
