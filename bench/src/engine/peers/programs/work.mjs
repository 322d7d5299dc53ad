import { randomBytes } from "node:crypto";

// What every peer does with a review, and how it is measured. Copied, with the programs beside it, to where the peers are installed.

const orgId = process.env.PEER_ORGANISATION;

/** The statements of the three steps, on the desk's own tables. A step that is done again after a crash changes nothing. */
export const FIND =
  "select customer_id as id from desk.customer_identities where org_id = $1 and kind = 'email' and value = $2";
export const CREATE = `
with claimed as (
  insert into desk.customer_identities (org_id, kind, value, customer_id) values ($1, 'email', $3, $2)
  on conflict (org_id, kind, value) do nothing returning customer_id
), created as (
  insert into desk.customers (org_id, id, name, emails, created_at, updated_at, modified_at)
  select $1, customer_id, $4, $5, $6, $6, $6 from claimed
)
select customer_id as id from claimed
union all
select customer_id from desk.customer_identities where org_id = $1 and kind = 'email' and value = $3`;
export const FILE = `
insert into desk.kobjects (org_id, id, klass_name, customer_id, external_id, title, data, custom, created_at, updated_at)
values ($1, $2, 'review', $3, $4, $5, $6, $7, $8, $8)
on conflict do nothing`;

/** The parameters of the three steps. */
export const findParams = (event) => [orgId, event.reviewerEmail.toLowerCase()];
export const createParams = (event) => {
  const email = event.reviewerEmail.toLowerCase();
  const emails = JSON.stringify([{ type: "home", email, verified: false }]);
  return [orgId, newId(), email, event.reviewer.name, emails, new Date()];
};
export const fileParams = (event, customerId) => [
  orgId,
  newId(),
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
  new Date(),
];

/** An id as the desk makes them: they sort by time, which indexes are fond of. */
const newId = () => Date.now().toString(16).padStart(12, "0") + randomBytes(6).toString("hex");

/** Connections to the database; more did not help anybody on two cores. */
export const POOL = 20;
export const databaseUrl = process.env.DATABASE_URL;

const ROUNDS = 3;
const SECONDS = 1.5;
const WARM_UP_SECONDS = 1;
const CONCURRENCIES = [8, 64, 256];
const example = JSON.parse(process.env.PEER_EXAMPLE);

function stranger() {
  const reviewId = crypto.randomUUID();
  const review = { ...example.review, reviewId };
  return { ...example, reviewerEmail: `${reviewId}@example.com`, review };
}

/** Keeps so many workflows going for some seconds, at each concurrency in turn, and all of that again; prints a line of JSON each time. */
export async function measure(variant, runOne) {
  await go(8, WARM_UP_SECONDS, runOne);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const concurrency of CONCURRENCIES) {
      const startedAt = performance.now();
      const count = await go(concurrency, SECONDS, runOne);
      const perSecond = (count / (performance.now() - startedAt)) * 1_000;
      process.stdout.write(`${JSON.stringify({ variant, concurrency, count, perSecond })}\n`);
    }
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
