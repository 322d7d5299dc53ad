import { eventTypes } from "@hark/contract";
import { type Catcher, startCatcher } from "@hark/webhooks/testing";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";

let bench: ReviewsBench;
let catcher: Catcher;
/** How many of what it caught were looked at. */
let seen = 0;
beforeAll(async () => {
  bench = await reviewsBench();
  catcher = await startCatcher();
});
afterAll(async () => {
  await catcher.close();
  await bench.close();
});
afterEach(async () => {
  const { body } = await bench.call("GET", "/v1/webhooks");
  for (const { id } of body.data) await bench.call("DELETE", `/v1/webhooks/${id}`);
});

async function make(settings: object = {}) {
  const answer = await bench.call("POST", "/v1/webhooks", { url: catcher.url, ...settings });
  expect(answer.status).toBe(201);
  return answer.body;
}

interface Told {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the catcher got since the last look. */
async function told(): Promise<Told[]> {
  // With an order, each round lets one more of a key go.
  while ((await bench.reviews.deliverer.drain()) > 0);
  const fresh = catcher.caught.slice(seen);
  seen = catcher.caught.length;
  return fresh.map(({ body, headers }) => {
    const { type, data } = JSON.parse(body);
    return {
      type,
      data,
      body,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    };
  });
}

test("a webhook is made, shown, changed and deleted; its secret is shown once", async () => {
  const made = await make({
    description: "Warehouse",
    types: ["review.created"],
    filter: { "review.rating": { $lte: 2 } },
    headers: { "X-Team": "blue" },
    orderBy: "reviewer",
    ratePerSecond: 50,
    retryDelaysSeconds: [5, 60],
  });
  expect(made.secret).toMatch(/^whsec_/);
  const { body: shown } = await bench.call("GET", `/v1/webhooks/${made.id}`);
  expect(shown).toMatchObject({
    kind: "generic",
    state: "on",
    words: "On. Every event it subscribed to is sent.",
    headerNames: ["x-team"],
    orderBy: "reviewer",
    retryDelaysSeconds: [5, 60],
    waiting: 0,
    keys: [{ kind: "v1", lastChars: made.secret.slice(-4) }],
  });
  expect(JSON.stringify(shown)).not.toContain(made.secret);
  const changed = await bench.call("PATCH", `/v1/webhooks/${made.id}`, { description: "Depot", types: null });
  expect(changed.body).toMatchObject({ description: "Depot", types: null, orderBy: "reviewer" });
  expect((await bench.call("DELETE", `/v1/webhooks/${made.id}`)).status).toBe(204);
  expect((await bench.call("GET", `/v1/webhooks/${made.id}`)).status).toBe(404);
});

test("what is wrong with a webhook is told by field", async () => {
  for (const [body, pointer] of [
    [{ url: "ftp://example.com" }, "/url"],
    [{ url: "http://10.0.0.1/hook" }, "/url"],
    [{ url: catcher.url, types: ["review.nothing"] }, "/types/0"],
    [{ url: catcher.url, filter: { a: { $near: 1 } } }, "/filter/a/$near"],
    [{ url: catcher.url, headers: { host: "a" } }, "/headers/host"],
    [{ url: catcher.url, concurrency: 0 }, "/concurrency"],
  ] as const) {
    const answer = await bench.call("POST", "/v1/webhooks", body);
    expect([answer.status, answer.body.errors[0].source?.pointer]).toEqual([400, pointer]);
  }
});

test("only the organisation's own people get at it", async () => {
  const { id } = await make();
  const headers = { authorization: `Bearer ${await bench.strangersKey()}` };
  for (const [method, url] of [
    ["GET", `/v1/webhooks/${id}`],
    ["PATCH", `/v1/webhooks/${id}`],
    ["DELETE", `/v1/webhooks/${id}`],
    ["POST", `/v1/webhooks/${id}/pause`],
    ["POST", `/v1/webhooks/${id}/recover`],
    ["POST", `/v1/webhooks/${id}/test`],
    ["GET", `/v1/webhooks/${id}/stats`],
    ["GET", `/v1/webhooks/${id}/keys`],
  ] as const)
    expect((await bench.call(method, url, method === "GET" ? undefined : {}, headers)).status).toBe(404);
  expect((await bench.call("GET", "/v1/webhooks", undefined, {})).status).toBe(401);
});

test("a review's life is told, signed as the standard's own verifier wants it, in the shapes of the catalogue", async () => {
  const { secret } = await make({ orderBy: "subject" });
  await bench.call("PUT", "/v1/rewards", { enabled: true, prefix: "TY", description: "10 % off" });
  const { body: review } = await bench.submit();
  const url = `/v1/reviews/${review.reviewId}`;
  await bench.call("PATCH", url, { status: "rejected", reason: "unrelated" });
  await bench.call("PATCH", url, { status: "rejected", reason: "unrelated" });
  await bench.call("PATCH", url, { status: "pending" });
  const events = await told();
  expect(events.map(({ type }) => type)).toEqual([
    "review.created",
    "review.published",
    ...(review.reward ? ["reward.issued"] : []),
    "review.rejected",
    "review.updated",
  ]);
  for (const { headers, type, data, body } of events) {
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    const known = eventTypes.find((entry) => entry.type === type);
    expect(known?.schema.safeParse(data).success).toBe(true);
  }
});

test("deleting a review erases what was to be told about it, and tells that", async () => {
  const { id } = await make();
  await bench.call("POST", `/v1/webhooks/${id}/pause`, {});
  const { body: review } = await bench.submit({ title: "Very private" });
  expect((await bench.call("DELETE", `/v1/reviews/${review.reviewId}`)).status).toBe(204);
  expect((await bench.call("GET", `/v1/reviews/${review.reviewId}`)).status).toBe(404);
  expect((await bench.call("DELETE", `/v1/reviews/${review.reviewId}`)).status).toBe(404);
  await bench.call("POST", `/v1/webhooks/${id}/resume`, {});
  expect((await told()).map(({ type }) => type)).toEqual(["review.deleted"]);
  const { body: list } = await bench.call(
    "GET",
    `/v1/deliveries?type=review.created&reviewId=${review.reviewId}`,
  );
  expect(list.data[0]).toMatchObject({ state: "canceled", reviewTitle: null });
  const resent = await bench.call("POST", `/v1/deliveries/${list.data[0].id}/resend`, {});
  expect([resent.status, resent.body.errors[0].detail]).toEqual([409, expect.stringContaining("erased")]);
  const rows = await bench.database.all(
    "select body from webhooks.events where org_id = $1 and body like '%Very private%'",
    [bench.orgId],
  );
  expect(rows).toEqual([]);
});

test("an anonymised review tells nobody's name, and says so to whoever subscribed", async () => {
  await make({ types: ["review.anonymized"] });
  const { body: review } = await bench.submit({ name: "Very Private", email: "private@example.com" });
  const answer = await bench.call("POST", `/v1/reviews/${review.reviewId}/anonymize`, {});
  expect(answer.body.reviewer).toMatchObject({ name: "Anonymous", displayName: "Anonymous", email: "" });
  expect(await told()).toMatchObject([
    { type: "review.anonymized", data: { review: { reviewId: review.reviewId } } },
  ]);
});

test("a rotated key signs beside the old one, until that ends; the only one stays", async () => {
  const { id, secret: old } = await make({ types: ["review.created"] });
  bench.clock.advance(1);
  const rotated = await bench.call("POST", `/v1/webhooks/${id}/keys`, { kind: "v1a", overlapHours: 1 });
  expect(rotated.body).toMatchObject({ kind: "v1a", publicKey: expect.stringMatching(/^whpk_/) });
  await bench.submit();
  const [event] = await told();
  expect(event?.headers["webhook-signature"]).toMatch(/^v1a,\S+ v1,\S+$|^v1,\S+ v1a,\S+$/);
  const message = {
    id: event?.headers["webhook-id"],
    timestamp: event?.headers["webhook-timestamp"],
    signature: event?.headers["webhook-signature"],
    body: event?.body,
  };
  const verify = async (keys: object) =>
    (await bench.call("POST", "/v1/webhooks/verify", { ...message, ...keys })).body.ok;
  expect([
    await verify({ secret: old }),
    await verify({ publicKey: rotated.body.publicKey }),
    await verify({ secret: "whsec_c29tZXRoaW5nIGVsc2U=" }),
  ]).toEqual([true, true, false]);
  const { body: keys } = await bench.call("GET", `/v1/webhooks/${id}/keys`);
  const [newest, oldest] = keys.data;
  expect(newest.expiresAt).toBeNull();
  expect(oldest.expiresAt).not.toBeNull();
  expect((await bench.call("DELETE", `/v1/webhooks/${id}/keys/${oldest.id}`)).status).toBe(204);
  expect((await bench.call("DELETE", `/v1/webhooks/${id}/keys/${newest.id}`)).status).toBe(409);
});

test("a test event shows what went and came, without the merchant's secrets", async () => {
  const { id } = await make({ headers: { "x-token": "hush-hush" }, types: ["reward.issued"] });
  const { body } = await bench.call("POST", `/v1/webhooks/${id}/test`, {});
  expect(body).toMatchObject({ ok: true, statusCode: 201 });
  expect(JSON.parse(body.request.body)).toMatchObject({ type: "reward.issued" });
  expect(JSON.stringify(body)).not.toContain("hush-hush");
  expect(catcher.caught.at(-1)?.headers["x-token"]).toBe("hush-hush");
});

test("what failed since a webhook broke comes back with one call", async () => {
  const { id } = await make({ types: ["review.created"], retryDelaysSeconds: [] });
  catcher.script({ status: 400 }, { status: 400 }, { status: 400 });
  for (let count = 0; count < 3; count += 1) await bench.submit();
  await told();
  const dry = await bench.call("POST", "/v1/replays", { endpoint: id, dryRun: true });
  expect(dry.body).toMatchObject({ total: 3, byState: { failed: 3 }, byEndpoint: { [id]: 3 } });
  const recovered = await bench.call("POST", `/v1/webhooks/${id}/recover`, {});
  expect(recovered).toMatchObject({ status: 201, body: { state: "running", total: 3 } });
  await bench.reviews.replayer.drain();
  expect(await told()).toHaveLength(3);
  bench.clock.advance(5_000);
  await bench.reviews.replayer.drain();
  const { body: done } = await bench.call("GET", `/v1/replays/${recovered.body.id}`);
  expect(done).toMatchObject({ state: "done", queued: 3, succeeded: 3, words: "All 3 put back. 3 arrived." });
  const { body: list } = await bench.call("GET", `/v1/deliveries?replay=${done.id}&state=succeeded,failed`);
  expect(list.meta.total).toBe(3);
});

test("one call answers whether a review reached the desk", async () => {
  const { body: review } = await bench.submit({ email: "asks@example.com" });
  const url = `/v1/reviews/${review.reviewId}/delivery-state`;
  expect((await bench.call("GET", url)).body.words).toMatch(/^Not sent to Kustomer: the integration was off/);
  await bench.call("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: "k".repeat(20),
    apiUrl: catcher.url,
  });
  const { body: second } = await bench.submit({ email: "asks@example.com" });
  await told();
  const { body } = await bench.call("GET", `/v1/reviews/${second.reviewId}/delivery-state`);
  expect(body.words).toMatch(/^Delivered to Kustomer just now, answered 201 in \d+ ms\.$/);
  const { body: found } = await bench.call("GET", "/v1/deliveries?email=asks@example.com&status=201");
  expect(found.data).toMatchObject([{ reviewId: second.reviewId, reviewTitle: "My New Favourite Product" }]);
  const { body: detail } = await bench.call("GET", `/v1/deliveries/${found.data[0].id}`);
  expect(detail.curl).toContain('-H "authorization: Bearer $HARK_KEY"');
  expect(JSON.stringify(detail)).not.toContain("k".repeat(20));
  await bench.call("PUT", "/v1/integrations/kustomer", { enabled: false, apiUrl: catcher.url });
});

test("one that waits is taken back, and only then", async () => {
  const { id } = await make({ types: ["review.created"] });
  await bench.call("POST", `/v1/webhooks/${id}/pause`, {});
  await bench.submit();
  const { body: list } = await bench.call("GET", `/v1/deliveries?endpoint=${id}`);
  const url = `/v1/deliveries/${list.data[0].id}/cancel`;
  expect((await bench.call("POST", url, {})).body).toMatchObject({ state: "canceled" });
  expect((await bench.call("POST", url, {})).status).toBe(409);
});
