import { type HarkProcess, startHark, until } from "../../e2e/hark-process.ts";
import { type Joined, join, submission } from "../../e2e/join.ts";
import { startBareServer } from "./bare-server.ts";
import { type Figure, inTurn, median, percentile, rate } from "./figure.ts";
import { inParallel, poster } from "./load.ts";
import { makeWorld } from "./world.ts";

const ROUNDS = 5;

/** Runs `work` on a Hark of its own whose two halves are joined. */
async function withHark<Result>(
  work: (hark: HarkProcess, joined: Joined) => Promise<Result>,
): Promise<Result> {
  const hark = await startHark({ HARK_SUBMISSION_RATE: "0", HARK_DEMO: "1" });
  try {
    return await work(hark, await join(hark));
  } finally {
    await hark.remove();
  }
}

/** From a review's answer to its custom object at Desk's API, one review at a time. */
export function mainJob(): Promise<Figure[]> {
  return withHark(async (hark, joined) => {
    const arrivals: number[] = [];
    const roundTrips: number[] = [];
    for (let at = 0; at < 210; at += 1) {
      const email = `buyer${at}@example.com`;
      const before = performance.now();
      await hark.call("GET", `${hark.deskUrl}/healthz`);
      const roundTrip = performance.now() - before;
      await joined.review({ email });
      const answered = performance.now();
      await until(
        async () => (await joined.objectsOf(email)).length > 0 || undefined,
        10_000,
        () => "it did not arrive",
      );
      // The first ten find everything cold.
      if (at >= 10) {
        arrivals.push(performance.now() - answered);
        roundTrips.push(roundTrip);
      }
    }
    const baseline = { name: "GET /healthz, p50", figure: median(roundTrips) };
    return [
      { name: "main-job p50", unit: "ms", figure: median(arrivals), baseline },
      { name: "main-job p99", unit: "ms", figure: percentile(arrivals, 0.99), baseline },
    ];
  });
}

/** Reviews taken in over 16 connections. What is behind them (delivery, hook, workflow) runs in the same process meanwhile. */
export async function submit(): Promise<Figure[]> {
  const world = await makeWorld([]);
  const bare = await startBareServer(world.database);
  const client = poster(16);
  try {
    return await withHark(async (hark, joined) => {
      const url = `${hark.reviewsUrl}/v1/stores/${joined.store}/reviews`;
      const measured = await inTurn(
        ROUNDS,
        () =>
          rate(() =>
            inParallel(500, 16, (at) =>
              client.post(url, { ...submission, email: `b${at}@example.com` }, 201),
            ),
          ),
        () => rate(() => inParallel(2_000, 16, () => client.post(bare.url, submission, 201))),
      );
      return [
        {
          name: "submit",
          unit: "reviews/s",
          figure: measured.subject,
          baseline: { name: "bare insert per POST", figure: measured.baseline },
        },
      ];
    });
  } finally {
    await client.close();
    await bare.close();
    await world.close();
  }
}

/** Hook transactions taken in over 64 connections; no workflow listens. */
export async function intake(): Promise<Figure[]> {
  const world = await makeWorld([]);
  const bare = await startBareServer(world.database);
  const client = poster(64);
  try {
    return await withHark(async (hark, joined) => {
      const made = await hark.call("POST", `${hark.deskUrl}/v1/hooks/web`, {
        token: joined.deskToken,
        body: { title: "Bench" },
      });
      const url: string = made.body.data.attributes.url;
      const headers = { authorization: `Bearer ${joined.hookToken}` };
      const measured = await inTurn(
        ROUNDS,
        () => rate(() => inParallel(4_000, 64, () => client.post(url, submission, 201, headers))),
        () => rate(() => inParallel(4_000, 64, () => client.post(bare.url, submission, 201))),
      );
      return [
        {
          name: "intake",
          unit: "transactions/s",
          figure: measured.subject,
          baseline: { name: "bare insert per POST", figure: measured.baseline },
        },
      ];
    });
  } finally {
    await client.close();
    await bare.close();
    await world.close();
  }
}

/** Resident memory of the process: after its first start, and after ten thousand reviews went all the way. */
export function memory(): Promise<Figure[]> {
  return withHark(async (hark, joined) => {
    const resident = async (): Promise<number> =>
      (JSON.parse(await hark.cli("status", "--json")) as { rssMb: number }).rssMb;
    const atStart = await resident();
    const client = poster(16);
    const url = `${hark.reviewsUrl}/v1/stores/${joined.store}/reviews`;
    await inParallel(10_000, 16, (at) =>
      client.post(url, { ...submission, email: `b${at % 500}@example.com` }, 201),
    );
    await client.close();
    return [
      { name: "memory at start", unit: "MB", figure: atStart },
      { name: "memory after 10,000 reviews", unit: "MB", figure: await resident() },
    ];
  });
}
