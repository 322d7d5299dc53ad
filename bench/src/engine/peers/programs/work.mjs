// What every peer does with a review, and how it is measured. Copied, with the programs beside it, to where the peers are installed.

/** The statements of the three steps. A step that is done again after a crash changes nothing. */
export const FIND = "select id from peer.customers where email = $1";
export const CREATE =
  "insert into peer.customers (id, email, name) values ($1, $2, $3) on conflict (email) do update set email = excluded.email returning id";
export const FILE =
  "insert into peer.objects (id, customer_id, external_id, title, data, custom) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";

/** The parameters of the three steps. */
export const findParams = (event) => [event.reviewerEmail.toLowerCase()];
export const createParams = (event) => [
  crypto.randomUUID(),
  event.reviewerEmail.toLowerCase(),
  event.reviewer.name,
];
export const fileParams = (event, customerId) => [
  crypto.randomUUID(),
  customerId,
  event.review.reviewId,
  event.review.title,
  JSON.stringify(event),
  JSON.stringify({
    ratingNum: event.review.rating,
    titleStr: event.review.title,
    bodyTxt: event.review.body,
    sentimentStr: event.review.sentiment,
    submittedAt: event.review.dateCreated,
    recommendedBool: event.review.isRecommended,
  }),
];

/** Connections to the database; more did not help anybody on two cores. */
export const POOL = 20;
export const databaseUrl = process.env.DATABASE_URL;

const SECONDS = 4;
const WARM_UP_SECONDS = 1;
const CONCURRENCIES = [8, 64, 256];
const example = JSON.parse(process.env.PEER_EXAMPLE);

function stranger() {
  const reviewId = crypto.randomUUID();
  const review = { ...example.review, reviewId };
  return { ...example, reviewerEmail: `${reviewId}@example.com`, review };
}

/** Keeps so many workflows going for some seconds, at each concurrency; prints a line of JSON for each. */
export async function measure(variant, runOne) {
  await go(8, WARM_UP_SECONDS, runOne);
  for (const concurrency of CONCURRENCIES) {
    const startedAt = performance.now();
    const count = await go(concurrency, SECONDS, runOne);
    const perSecond = (count / (performance.now() - startedAt)) * 1_000;
    process.stdout.write(`${JSON.stringify({ variant, concurrency, count, perSecond })}\n`);
  }
}

async function go(concurrency, seconds, runOne) {
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await runOne(stranger());
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count;
}

/** Does one until it succeeds: what was just started takes a moment. */
export async function untilItWorks(runOne) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await runOne(stranger());
    } catch (error) {
      if (tries >= 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Posts JSON over kept connections; throws unless the answer is a success. */
export function poster(http, port) {
  const agent = new http.Agent({ keepAlive: true });
  return (path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      const request = http.request(
        { agent, host: "127.0.0.1", port, path, method: "POST", headers },
        (answer) => {
          answer.resume();
          answer.once("end", () => {
            if (answer.statusCode < 300) resolve();
            else reject(new Error(`${path} answered ${answer.statusCode}`));
          });
        },
      );
      request.once("error", reject);
      request.end(text);
    });
}
