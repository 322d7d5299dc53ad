import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { type HarkProcess, startHark } from "../../../e2e/hark-process.ts";
import { type Joined, join } from "../../../e2e/join.ts";
import { type Accepted, judge, type Taken } from "./verdict.ts";
import { harkVictim, postgresVictim, sleep, startReceiver, type Victim } from "./victims.ts";

const REVIEWERS = 8;
const PAUSE_MS = 40;
/** Between two kills, so that something is under way again. */
const CALM_MS = 4_000;
const REST_MS = 180_000;
/** Short waits: the storm is shorter than the usual ones, and its attempts must not be used up by it. */
const RETRIES_S = [
  0.2, 0.5, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10,
];

/**
 * Kills Hark, the receiver and PostgreSQL in turn while shoppers write, then lets everything come to rest. What was answered 201 must
 * have reached the receiver, in each reviewer's order, and stand at Desk exactly once. Gives whether it does.
 */
export async function deliveryChaos(rounds: number): Promise<boolean> {
  const folder = mkdtempSync(path(tmpdir(), "hark-chaos-"));
  const file = path(folder, "taken.jsonl");
  const receiver = await startReceiver(file);
  const hark = await startHark({ HARK_SUBMISSION_RATE: "0" });
  try {
    const joined = await join(hark);
    const webhookId = await makeWebhook(hark, joined, receiver.url);
    const writing = beginWriting(joined);
    const victims: readonly Victim[] = [harkVictim(hark), receiver, postgresVictim(hark)];
    const kills: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      const victim = victims[round % victims.length];
      if (!victim) break;
      await sleep(CALM_MS);
      process.stderr.write(
        `${round + 1}/${rounds}: killing ${victim.name}, ${writing.accepted.length} accepted so far\n`,
      );
      await victim.killAndRevive();
      kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    }
    await sleep(CALM_MS);
    await writing.stop();
    await settle(hark, joined, webhookId);
    const taken = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Taken);
    const verdict = judge(writing.accepted, taken, numberOf);
    const desk = await compareDesk(joined, writing.accepted);
    process.stdout.write(`${JSON.stringify({ ...verdict, ...desk, kills })}\n`);
    const broken =
      verdict.lost + verdict.renamed + verdict.overtaken + desk.missing_at_desk + desk.twice_at_desk;
    return broken === 0 && verdict.accepted > 0;
  } finally {
    await hark.remove();
    await receiver.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeWebhook(
  hark: HarkProcess,
  { merchantToken, store }: Joined,
  url: string,
): Promise<string> {
  const made = await hark.call("POST", `${hark.reviewsUrl}/v1/webhooks?store=${store}`, {
    token: merchantToken,
    body: { url, types: ["review.created"], orderBy: "reviewer", retryDelaysSeconds: RETRIES_S },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

const titleOf = (number: number): string => `Review number ${number}`;
const numberOf = (title: string): number => Number(title.replaceAll(/\D/g, ""));

/** Shoppers who each write one review after the other, and go on when an answer fails to come. */
function beginWriting(joined: Joined): { readonly accepted: Accepted[]; stop(): Promise<void> } {
  const accepted: Accepted[] = [];
  let isOver = false;
  const writers = Array.from({ length: REVIEWERS }, async (_, at) => {
    const key = `shopper${at}@example.com`;
    for (let number = 0; !isOver; number += 1) {
      const answer = await joined.review({ email: key, title: titleOf(number) }).catch(() => undefined);
      if (answer?.status === 201) accepted.push({ reviewId: answer.body.reviewId as string, key, number });
      await sleep(answer ? PAUSE_MS : PAUSE_MS * 5);
    }
  });
  return {
    accepted,
    stop: async () => {
      isOver = true;
      await Promise.all(writers);
    },
  };
}

/** Waits until nothing waits any more. What would be tried in an hour is tried now, as somebody does who knows that all is well again. */
async function settle(
  hark: HarkProcess,
  { merchantToken: token, store }: Joined,
  webhookId: string,
): Promise<void> {
  const call = (method: string, address: string) =>
    hark.call(method, `${hark.reviewsUrl}${address}`, method === "GET" ? { token } : { token, body: {} });
  const kustomer = await call("GET", `/v1/integrations/kustomer?store=${store}`);
  for (const id of [webhookId, kustomer.body.endpointId as string])
    for (const verb of ["pause", "resume"]) await call("POST", `/v1/webhooks/${id}/${verb}`);
  const giveUpAt = Date.now() + REST_MS;
  for (;;) {
    const waiting = await call("GET", `/v1/deliveries?store=${store}&state=pending&pageSize=1`);
    const { total } = waiting.body.meta as { total: number };
    if (total === 0) return;
    if (Date.now() > giveUpAt)
      throw new Error(`${total} deliveries still wait, e.g. ${JSON.stringify(waiting.body.data[0])}`);
    await sleep(500);
  }
}

/** Whether each accepted review stands at Desk, once. Runs that the last kill interrupted are given time. */
async function compareDesk(
  joined: Joined,
  accepted: readonly Accepted[],
): Promise<{ readonly missing_at_desk: number; readonly twice_at_desk: number }> {
  const count = new Map<string, number>();
  for (let tries = 0; tries < 60; tries += 1) {
    count.clear();
    for (const key of new Set(accepted.map((review) => review.key)))
      for (const { attributes } of await joined.allObjectsOf(key))
        count.set(attributes.externalId, (count.get(attributes.externalId) ?? 0) + 1);
    if (accepted.every(({ reviewId }) => count.has(reviewId))) break;
    await sleep(1_000);
  }
  return {
    missing_at_desk: accepted.filter(({ reviewId }) => !count.has(reviewId)).length,
    twice_at_desk: [...count.values()].filter((times) => times > 1).length,
  };
}
