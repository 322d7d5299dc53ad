import type { Jobs } from "@hark/jobs";
import { DAY, HarkError, manualClock, secureRandom } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { migrations as webhooksMigrations } from "@hark/webhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { migrations } from "../../migrations.ts";
import { setReward } from "../rewards/store.ts";
import { createStore, type StoreRow } from "../stores/store.ts";
import { completeRequest, findOpenRequest } from "./complete-request.ts";
import { createRequest } from "./create-request.ts";
import type { OutgoingMail } from "./mailer.ts";
import { freshLink, queueSending, sendingTasks } from "./send-request.ts";
import { findRequest, listRequests, type RequestRow } from "./store.ts";
import { findByToken } from "./token-store.ts";

const orgId = "a".repeat(24);
const publicUrl = "http://127.0.0.1:4400";
const clock = manualClock();
let database: Database;
let store: StoreRow;
let orderCount = 0;

beforeAll(async () => {
  database = await testDatabase([webhooksMigrations, migrations]);
  store = await createStore({ database, clock, random: secureRandom }, orgId, { slug: "demo", name: "Demo" });
});
afterAll(() => database.close());

let orderId: string;
beforeEach(async () => {
  orderCount += 1;
  orderId = `#${orderCount}`;
  await database.run(
    `insert into reviews.orders (org_id, store_id, order_id, customer_name, customer_email, created_at, updated_at)
     values ($1, $2, $3, 'Reviewer McGee', 'reviewer@example.com', $4, $4)`,
    [orgId, store.id, orderId, clock.now()],
  );
  await database.run(
    `insert into reviews.order_lines (org_id, store_id, order_id, line, product_id, variant_id, quantity)
     values ($1, $2, $3, 1, 'p1', 'v1', 1), ($1, $2, $3, 2, 'p2', null, 1)`,
    [orgId, store.id, orderId],
  );
});

const make = (productId = "p1"): Promise<RequestRow> =>
  database.transaction((tx) => createRequest(tx, store, { orderId, productId }, clock.now(), secureRandom));
const tokenFor = async (request: RequestRow): Promise<string> => {
  const url = await freshLink(database, request, { publicUrl, random: secureRandom }, clock.now());
  return url.slice(`${publicUrl}/r/`.length);
};
const complete = (token: string, storeId = store.id) =>
  database.transaction((tx) => completeRequest(tx, orgId, storeId, token, clock.now()));

test("a request knows the order's customer and the variant that was bought", async () => {
  const request = await make();
  expect(request).toMatchObject({
    orderId,
    productId: "p1",
    variantId: "v1",
    reviewerName: "Reviewer McGee",
    reviewerEmail: "reviewer@example.com",
    state: "created",
    reward: null,
  });
});

test("a line of an order is asked about once, and again only when its request has ended", async () => {
  const first = await make();
  await expect(make()).rejects.toThrow("has a request already");
  clock.advance(91 * DAY);
  const second = await make();
  expect(second.id).not.toBe(first.id);
  expect(await findRequest(database, orgId, first.id)).toBeUndefined();
});

test("an order or product that is not there is told apart from nothing", async () => {
  await expect(make("p9")).rejects.toSatisfy(
    (error) => error instanceof HarkError && error.kind === "badparam",
  );
});

test("what was promised stays promised", async () => {
  const reward = { enabled: true, type: "coupon" as const, description: "$5 off", prefix: "TIDE" };
  await setReward(database, store, reward, clock.now());
  const request = await make();
  await setReward(database, store, { ...reward, enabled: false }, clock.now());
  const answered = await complete(await tokenFor(request));
  expect(answered?.reward).toEqual({ type: "coupon", description: "$5 off", prefix: "TIDE" });
});

test("every link of a request leads to it, and none is kept in clear", async () => {
  const request = await make();
  const [first, second] = [await tokenFor(request), await tokenFor(request)];
  expect(first).not.toBe(second);
  expect((await findByToken(database, first))?.id).toBe(request.id);
  expect((await findByToken(database, second))?.id).toBe(request.id);
  const kept = await database.all(
    "select encode(token_hash, 'escape') as hash, t.* from reviews.request_tokens t",
  );
  expect(JSON.stringify(kept)).not.toContain(first.split(".")[1]);
});

test("a link counts once, even when two reviews come at the same moment", async () => {
  const token = await tokenFor(await make());
  const answers = await Promise.all([complete(token), complete(token), complete(token)]);
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(answers.find(Boolean)).toMatchObject({ orderId, productId: "p1", variantId: "v1" });
  expect((await findByToken(database, token))?.state).toBe("reviewed");
});

test("looking at a request changes nothing", async () => {
  const token = await tokenFor(await make());
  for (let times = 0; times < 2; times += 1)
    expect(await findOpenRequest(database, orgId, store.id, token, clock.now())).toMatchObject({ orderId });
});

test("a token of another store, an expired one and a made-up one answer nothing", async () => {
  const token = await tokenFor(await make());
  expect(await complete(token, "f".repeat(24))).toBeUndefined();
  expect(await complete(`${orgId}.${"A".repeat(32)}`)).toBeUndefined();
  expect(await complete("nonsense")).toBeUndefined();
  clock.advance(91 * DAY);
  expect(await complete(token)).toBeUndefined();
});

test("a list shows a state and what is searched for", async () => {
  const request = await make();
  await complete(await tokenFor(request));
  const page = { limit: 10, offset: 0 };
  const found = await listRequests(database, store, { ...page, states: ["reviewed"], search: orderId });
  expect(found.rows.map(({ id }) => id)).toContain(request.id);
  const none = await listRequests(database, store, { ...page, states: ["failed"], search: orderId });
  expect(none).toEqual({ rows: [], total: 0 });
});

/** A mail server that answers as it is told, and a queue that remembers what it was given. */
function sending(answer: () => Error | null) {
  const mails: OutgoingMail[] = [];
  const added: string[] = [];
  const mailer = {
    send: async (mail: OutgoingMail) => {
      const error = answer();
      if (error) throw error;
      mails.push(mail);
    },
  };
  const quiet = { live: { publish: () => {} }, logger: { warn: () => {} } };
  const tasks = sendingTasks({ database, clock, random: secureRandom, publicUrl, ...quiet }, mailer);
  const jobs: Pick<Jobs, "add"> = {
    add: async (_tx, task) => {
      added.push(task);
    },
  };
  const work = (request: RequestRow, attempt: number) =>
    tasks["reviews.send-request"]?.(
      { orgId, requestId: request.id },
      { attempt, maxAttempts: 3, signal: new AbortController().signal },
    );
  const queue = (request: RequestRow) =>
    database.transaction((tx) => queueSending(tx, jobs, request, clock.now()));
  return { mails, added, work, queue };
}

test("a dead mail server is tried again, and its words are shown", async () => {
  let isDown = true;
  const { mails, added, work, queue } = sending(() => (isDown ? new Error("connect ECONNREFUSED") : null));
  const request = await make();
  await queue(request);
  expect(added).toEqual(["reviews.send-request"]);
  await expect(work(request, 1)).rejects.toThrow("ECONNREFUSED");
  expect(await findRequest(database, orgId, request.id)).toMatchObject({
    state: "sending",
    problem: expect.stringContaining("ECONNREFUSED"),
  });
  isDown = false;
  await work(request, 2);
  expect(await findRequest(database, orgId, request.id)).toMatchObject({
    state: "sent",
    problem: null,
    sentAt: clock.now(),
  });
  const link = /http\S+(?=\?rating=4)/.exec(mails[0]?.text ?? "")?.[0] ?? "";
  expect((await findByToken(database, link.slice(`${publicUrl}/r/`.length)))?.id).toBe(request.id);
});

test("when all tries are used up, or the server refuses the mail, the request has failed", async () => {
  const request = await make();
  const down = sending(() => new Error("connect ECONNREFUSED"));
  await down.queue(request);
  await down.work(request, 3);
  expect((await findRequest(database, orgId, request.id))?.state).toBe("failed");

  const refusal = Object.assign(new Error("no"), { responseCode: 550, response: "550 no such user" });
  const refusing = sending(() => refusal);
  await refusing.queue(request);
  await refusing.work(request, 1);
  expect(await findRequest(database, orgId, request.id)).toMatchObject({
    state: "failed",
    problem: "the mail server answered: 550 no such user",
  });
});

test("a request that was answered meanwhile is not mailed, and stays answered", async () => {
  const request = await make();
  const { mails, work, queue } = sending(() => null);
  await queue(request);
  await complete(await tokenFor(request));
  await work(request, 1);
  expect(mails).toEqual([]);
  const answered = await findRequest(database, orgId, request.id);
  expect(answered?.state).toBe("reviewed");
  if (answered) await expect(queue(answered)).rejects.toThrow("answered already");
});
