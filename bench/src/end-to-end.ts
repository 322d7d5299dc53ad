import { type HarkProcess, startHark } from "../../e2e/hark-process.ts";
import { type Joined, join, submission } from "../../e2e/join.ts";
import { type CpuMeter, cpuMeter } from "./cpu.ts";
import { type Figure, percentile } from "./figure.ts";
import { poster } from "./load.ts";

const STEADY_PER_S = 100;
const STEADY_S = 20;
const CLIMB_S = 8;
const CLIMB = [200, 300, 400, 500, 600, 700, 800, 1_000, 1_200, 1_500];
/** Reviews of a step may take so long (ms) after its end to arrive, or the rate is not held. */
const AFTER_MS = 3_000;
const LOOK_EVERY_MS = 10;
/** While only the rate is of interest: looking costs the server time too. */
const LOOK_SELDOM_MS = 500;
const PAGE = 100;

/**
 * From a review's answer to its custom object at Desk's API, everything in one process: at 100 a second, and the highest rate at which
 * all are taken and arrive. Reviews are posted by the clock, whether earlier ones were answered or not.
 */
export async function endToEnd(): Promise<Figure[]> {
  const hark = await startHark({ HARK_SUBMISSION_RATE: "0" });
  try {
    const joined = await join(hark);
    const meter = await cpuMeter(hark);
    await run(hark, joined, 50, 4); // finds everything cold
    const steady = await run(hark, joined, STEADY_PER_S, STEADY_S);
    let held = steady.isHeld ? STEADY_PER_S : 0;
    let lost = steady.lost;
    let cpu: Figure[] = [];
    for (const perSecond of CLIMB) {
      const before = meter();
      const step = await run(hark, joined, perSecond, CLIMB_S, LOOK_SELDOM_MS);
      const spent = cpuFigures(before, meter(), perSecond);
      lost += step.lost;
      process.stderr.write(`${perSecond}/s: ${step.isHeld ? "held" : `not held (${step.words})`}\n`);
      if (!step.isHeld) break;
      held = perSecond;
      cpu = spent;
    }
    const [p50, p99] = [percentile(steady.delays, 0.5), percentile(steady.delays, 0.99)];
    return [
      {
        name: "end-to-end p50",
        unit: "ms",
        figure: p50,
        summary: { p50_ms: Math.round(p50), p99_ms: Math.round(p99) },
      },
      { name: "end-to-end p99", unit: "ms", figure: p99 },
      { name: "end-to-end held", unit: "reviews/s", figure: held, summary: { held_per_s: held, lost } },
      ...cpu,
    ];
  } finally {
    await hark.remove();
  }
}

/** What a review of a step cost in processor time, Hark and PostgreSQL apart; of the load only so much as it took from them. */
function cpuFigures(before: ReturnType<CpuMeter>, after: ReturnType<CpuMeter>, perSecond: number): Figure[] {
  if (!before || !after) return [];
  const each = (part: "hark" | "postgres" | "load"): number =>
    (after[part] - before[part]) / (perSecond * CLIMB_S);
  const [hark, postgres] = [each("hark"), each("postgres")];
  const name = `end-to-end processor time at ${perSecond}/s`;
  const unit = "ms a review";
  return [
    {
      name: `${name}, Hark and PostgreSQL`,
      unit,
      figure: hark + postgres,
      summary: { cpu_ms_per_review: Math.round((hark + postgres) * 100) / 100 },
    },
    { name: `${name}, Hark`, unit, figure: hark },
    { name: `${name}, PostgreSQL`, unit, figure: postgres },
    { name: `${name}, the load`, unit, figure: each("load") },
  ];
}

interface Run {
  /** From each review's answer until its object was seen (ms). */
  readonly delays: readonly number[];
  readonly isHeld: boolean;
  /** Answered 201 and never seen. */
  readonly lost: number;
  readonly words: string;
}

let serial = 0;

async function run(
  hark: HarkProcess,
  joined: Joined,
  perSecond: number,
  seconds: number,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<Run> {
  serial += 1;
  const total = perSecond * seconds;
  const answered = new Map<string, number>();
  const seen = new Map<string, number>();
  const watch = watchObjects(hark, joined, seen, lookEveryMs);
  const client = poster(128);
  const url = `${hark.reviewsUrl}/v1/stores/${joined.store}/reviews`;
  let refused = 0;
  const startedAt = performance.now();
  const posts: Promise<void>[] = [];
  for (let at = 0; at < total; at += 1) {
    const due = startedAt + (at * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const title = `Run ${serial} review ${at}`;
    const review = { ...submission, title, email: `run${serial}.${at}@example.com` };
    posts.push(
      client.post(url, review, 201).then(
        () => void answered.set(title, performance.now()),
        () => void (refused += 1),
      ),
    );
  }
  await Promise.all(posts);
  const tookMs = performance.now() - startedAt;
  const end = performance.now();
  const rest = (): string[] => [...answered.keys()].filter((title) => !seen.has(title));
  while (rest().length > 0 && performance.now() - end < 60_000) {
    await sleep(LOOK_EVERY_MS);
    await watch.lookThrough(total, () => rest().length === 0);
  }
  const lateMs = performance.now() - end;
  await watch.stop();
  await client.close();
  const lost = rest().length;
  // A server that falls behind answers late: the posts end long after the last was due.
  const isHeld = refused === 0 && lost === 0 && lateMs < AFTER_MS && tookMs < seconds * 1_000 + AFTER_MS;
  return {
    delays: [...answered].map(([title, at]) => Math.max(0, (seen.get(title) ?? Number.NaN) - at)),
    isHeld,
    lost,
    words: `${refused} refused, ${lost} lost, the last answer ${Math.round(tookMs - seconds * 1_000)} ms late, the last object ${Math.round(lateMs)} ms after it`,
  };
}

/** Notes when each object is first to be had from Desk's list of the newest. */
function watchObjects(
  hark: HarkProcess,
  joined: Joined,
  seen: Map<string, number>,
  everyMs: number,
): { lookThrough(count: number, isDone: () => boolean): Promise<void>; stop(): Promise<void> } {
  let isWatching = true;
  const client = poster(1);
  const headers = { authorization: `Bearer ${joined.deskToken}` };
  const page = async (number: number): Promise<number> => {
    const url = `${hark.deskUrl}/v1/klasses/${joined.klass}?pageSize=${PAGE}&page=${number}`;
    // As the API answers a list of custom objects.
    const { data } = (await client.get(url, headers)) as { data: { attributes: { title: string } }[] };
    const now = performance.now();
    let fresh = 0;
    for (const { attributes } of data) {
      if (seen.has(attributes.title)) continue;
      seen.set(attributes.title, now);
      fresh += 1;
    }
    return fresh;
  };
  // When a whole page is new there may be more behind it.
  const look = async (): Promise<void> => {
    for (let number = 1; (await page(number)) === PAGE; number += 1);
  };
  const watching = (async () => {
    while (isWatching) {
      await look();
      await sleep(everyMs);
    }
  })();
  return {
    // Newer objects move older ones to later pages while those are read: at the end pages are looked through until nothing is missing.
    lookThrough: async (count, isDone) => {
      for (let number = 1; number <= Math.ceil(count / PAGE) + 1 && !isDone(); number += 1)
        await page(number);
    },
    stop: async () => {
      isWatching = false;
      await watching;
      await client.close();
    },
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
