import type { Answer } from "@hark/accounts/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";

const PER_MINUTE = 40;
let bench: ReviewsBench;
beforeAll(async () => {
  bench = await reviewsBench({ submissionsPerMinute: PER_MINUTE });
  await bench.call("POST", "/v1/attributes", { title: "Notes", kind: "text" });
  await bench.call("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: "hk_of-the-receiver",
    apiUrl: `http://127.0.0.1:2/v1/hooks/web/${"a".repeat(64)}`,
  });
});
afterAll(() => bench.close());

const pointers = (answer: Answer): string[] =>
  answer.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
const detailOf = async (submitted: Answer) =>
  (await bench.call("GET", `/v1/reviews/${submitted.body.reviewId}`)).body;

test("characters that cannot be kept are taken out of what was typed, and the event holds none", async () => {
  const answer = await bench.submit({
    title: "Half an emoji \ud83d",
    body: "A \u0000bell\u0007 and\na line",
    name: "Reviewer \ud83d",
    attributes: [{ title: "Notes", value: "cut \ud83d\u0000" }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(await detailOf(answer)).toMatchObject({
    title: "Half an emoji \ufffd",
    body: "A bell and\na line",
    attributes: [{ value: "cut \ufffd" }],
  });
  const event = await bench.database.one<{ body: string }>(
    "select body from webhooks.events where org_id = $1 and subject_id = $2",
    [bench.orgId, answer.body.reviewId],
  );
  expect(event.body).not.toMatch(/\\u0000|\\ud[89a-f]/i);
});

test.each(["productId", "variantId", "orderId"])(
  "an id with a control character is refused: %s",
  async (field) => {
    expect(pointers(await bench.submit({ [field]: "a\u0000b" }))).toEqual([`/${field}`]);
  },
);

test("ids that can be none of ours are refused without a question to the database", async () => {
  expect(pointers(await bench.submit({ mediaIds: ["\u0000"] }))).toEqual(["/mediaIds/0"]);
  expect(pointers(await bench.submit({ requestToken: "\u0000" }))).toEqual(["/requestToken"]);
});

test("text that is too long is refused by its field, a body that is too large by its limit", async () => {
  expect(pointers(await bench.submit({ body: "x".repeat(20_001) }))).toEqual(["/body"]);
  const huge = await bench.submit({ body: "x".repeat(9_000_000) });
  expect(huge.status).toBe(413);
  expect(huge.body.errors[0].detail).toContain("1,000,000 bytes");
});

test.each([
  "/products/%00/reviews",
  "/products/%00/form",
  "/reviews?lastEvaluated=-5",
  "/reviews?lastEvaluated=1e20",
])("an address that cannot be meant is refused: %s", async (path) => {
  expect((await bench.call("GET", `/v1/stores/${bench.store}${path}`, undefined, {})).status).toBe(400);
});

test("an order tells its country of its own customer only", async () => {
  await bench.call("POST", "/v1/orders", {
    orderId: "#9",
    customer: { name: "Robin Example", email: "robin@example.com" },
    lines: [{ productId: bench.product.productId }],
    countryCode: "NZ",
  });
  const stranger = await detailOf(await bench.submit({ orderId: "#9", email: "stranger@example.com" }));
  expect(stranger.reviewer).toMatchObject({ countryCode: null, verifiedStatus: "unverified" });
  const buyer = await detailOf(await bench.submit({ orderId: "#9", email: "robin@example.com" }));
  expect(buyer.reviewer).toMatchObject({ countryCode: "NZ", verifiedStatus: "verified-buyer" });
});

test("decisions of the same instant all stand in the history, in their order", async () => {
  const { reviewId } = (await bench.submit()).body;
  await bench.call("PATCH", `/v1/reviews/${reviewId}`, { status: "rejected", reason: "fake" });
  await bench.call("PATCH", `/v1/reviews/${reviewId}`, { status: "approved" });
  const { body } = await bench.call("PATCH", `/v1/reviews/${reviewId}`, { status: "approved" });
  expect(body.history).toMatchObject([
    { from: "approved", to: "rejected" },
    { from: "rejected", to: "approved" },
  ]);
});

test("a review whose answers are more than a hook takes is cut for sending, and marked; one that fits is not", async () => {
  await bench.call("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: "a-key-of-a-hook",
    apiUrl: "http://127.0.0.1:4450/hook",
  });
  const titles = Array.from({ length: 36 }, (_, at) => `Question ${at}`);
  const options = Array.from({ length: 100 }, (_, at) => `${at}`.padStart(117, "x"));
  for (const title of titles)
    await bench.call("POST", "/v1/attributes", { title, kind: "multi-select", options });
  const sentOf = async (asked: readonly string[]) => {
    const { body } = await bench.submit({ attributes: asked.map((title) => ({ title, value: options })) });
    const { deliveries, attributes } = (await bench.call("GET", `/v1/reviews/${body.reviewId}`)).body;
    expect(attributes).toHaveLength(asked.length);
    return (await bench.call("GET", `/v1/deliveries/${deliveries[0].id}`)).body.body;
  };
  const cut = await sentOf(titles);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(400_000);
  expect(JSON.parse(cut)).toMatchObject({ truncated: true, review: { title: "My New Favourite Product" } });
  expect(JSON.parse(await sentOf(titles.slice(0, 30)))).not.toHaveProperty("truncated");
});

test("one address is slowed down; the store's own key is not", async () => {
  let last: Answer = await bench.submit();
  for (let at = 0; at <= PER_MINUTE && last.status !== 429; at += 1) last = await bench.submit();
  expect(last.status).toBe(429);
  expect(last.body.errors[0].detail).toContain("try again in");
  const review = { ...bench.product, rating: 4, title: "T", body: "B", name: "N", email: "n@example.com" };
  expect((await bench.call("POST", `/v1/stores/${bench.store}/reviews`, review)).status).toBe(201);
});
