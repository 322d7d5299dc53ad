import type { Answer } from "@hark/accounts/testing";
import { reviewEvent } from "@hark/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";

let bench: ReviewsBench;
beforeAll(async () => {
  bench = await reviewsBench();
  await bench.call("POST", "/v1/attributes", { title: "Quality", kind: "range", required: true });
  await bench.call("POST", "/v1/attributes", {
    title: "Uses",
    kind: "multi-select",
    options: ["Home", "Work", "Travel"],
  });
  await bench.call("PUT", "/v1/rewards", { enabled: true, description: "$5 off", prefix: "OKR" });
  await bench.call("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: "hk_of-the-receiver",
    apiUrl: `http://127.0.0.1:2/v1/hooks/web/${"a".repeat(64)}`,
  });
});
afterAll(() => bench.close());

async function eventOf(reviewId: string) {
  const row = await bench.database.one<{ body: string }>(
    "select body from webhooks.events where org_id = $1 and subject_id = $2",
    [bench.orgId, reviewId],
  );
  return JSON.parse(row.body) as unknown;
}
const pointers = (answer: Answer): string[] =>
  answer.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);

test("a review is kept with its coupon and its event, which fits the contract, in one go", async () => {
  const answer = await bench.submit({
    isRecommended: true,
    countryCode: "au",
    attributes: [
      { title: "quality", value: 4 },
      { title: "Uses", value: ["Travel", "Home"] },
    ],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body).toMatchObject({
    displayName: "Reviewer M.",
    status: "approved",
    reward: { type: "coupon", description: "$5 off" },
  });
  expect(answer.body.reward.value).toMatch(/^OKR-[0-9A-Z]{8}$/);
  const event = await eventOf(answer.body.reviewId);
  expect(reviewEvent.strict().parse(event)).toEqual(event);
  expect(event).toMatchObject({
    reviewerEmail: "reviewer.mcgee@example.com",
    review: { rating: 4, sentiment: "positive", languageCode: "en", source: "write-review-button" },
    reviewer: { displayName: "Reviewer M.", countryCode: "AU" },
    attributes: [
      { title: "Quality", value: 4 },
      { title: "Uses", value: ["Home", "Travel"] },
    ],
    product: { productName: "Great Product", variantName: "Variant Title", sku: "888888" },
  });
  const list = await bench.call("GET", "/v1/reviews");
  expect(list.body.data[0].deliveries).toMatchObject([{ integration: "kustomer", state: "pending" }]);
});

test("every wrong field of a review is named, with the cure", async () => {
  expect(pointers(await bench.submit({ rating: 6 }))).toEqual(["/rating"]);
  expect(pointers(await bench.submit({ rating: 4.5 }))).toEqual(["/rating"]);
  expect(pointers(await bench.submit({ productId: "none" }))).toEqual(["/productId"]);
  expect(pointers(await bench.submit({ variantId: "none" }))).toEqual(["/variantId"]);
  expect(pointers(await bench.submit({ attributes: [{ title: "Quality", value: 9 }] }))).toEqual([
    "/attributes/0/value",
  ]);
  expect(pointers(await bench.submit({ attributes: [{ title: "Uses", value: ["Home"] }] }))).toEqual([
    "/attributes",
  ]);
  expect(pointers(await bench.submit({ mediaIds: ["f".repeat(48)] }))).toEqual(["/mediaIds/0"]);
  const unknown = await bench.submit({ surprise: 1 });
  expect(unknown.status).toBe(400);
  expect(unknown.body.errors[0].detail).toContain("surprise");
});

test("what was refused leaves nothing behind: no coupon, no event, no delivery", async () => {
  const count = async (): Promise<object> =>
    bench.database.one(
      `select (select count(*) from reviews.reviews where org_id = $1) as reviews, (select count(*) from reviews.coupons where org_id = $1) as coupons,
         (select count(*) from webhooks.outbox where org_id = $1) as deliveries`,
      [bench.orgId],
    );
  const before = await count();
  expect((await bench.submit({ mediaIds: ["f".repeat(48)] })).status).toBe(400);
  expect(await count()).toEqual(before);
});

test("a buyer who is known by an order is verified, and the order says the country", async () => {
  await bench.call("POST", "/v1/orders", {
    orderId: "#1205",
    customer: { name: "Reviewer McGee", email: "Reviewer.McGee@example.com" },
    lines: [{ productId: bench.product.productId }],
    countryCode: "NZ",
  });
  const bought = await bench.submit({ orderId: "#1205" });
  const detail = await bench.call("GET", `/v1/reviews/${bought.body.reviewId}`);
  expect(detail.body).toMatchObject({
    orderId: "#1205",
    reviewer: { verifiedStatus: "verified-buyer", countryCode: "NZ" },
  });
  const other = await bench.submit({ orderId: "#1205", email: "somebody.else@example.com" });
  const others = await bench.call("GET", `/v1/reviews/${other.body.reviewId}`);
  expect(others.body.reviewer.verifiedStatus).toBe("unverified");
});

test("shoppers see the display name and never the address; a rejected review they do not see", async () => {
  const { reviewId } = (await bench.submit({ title: "To be hidden" })).body;
  const path = `/v1/stores/${bench.store}/products/${bench.product.productId}/reviews?limit=25`;
  const shown = await bench.call("GET", path, undefined, {});
  expect(shown.body.reviews.map((review: { reviewId: string }) => review.reviewId)).toContain(reviewId);
  expect(JSON.stringify(shown.body)).not.toContain("@example.com");
  expect(JSON.stringify(shown.body)).not.toContain("McGee");

  const unreasoned = await bench.call("PATCH", `/v1/reviews/${reviewId}`, { status: "rejected" });
  expect(pointers(unreasoned)).toEqual(["/reason"]);
  const rejected = await bench.call("PATCH", `/v1/reviews/${reviewId}`, {
    status: "rejected",
    reason: "unrelated",
  });
  expect(rejected.body).toMatchObject({ status: "rejected", history: [{ to: "rejected" }] });
  const after = await bench.call("GET", path, undefined, {});
  expect(after.body.reviews.map((review: { reviewId: string }) => review.reviewId)).not.toContain(reviewId);
});

test("public lists go on where they ended, and the numbers add up", async () => {
  for (let at = 0; at < 4; at += 1) await bench.submit({ rating: 1 + at, title: `Page ${at}` });
  const first = await bench.call("GET", `/v1/stores/${bench.store}/reviews?limit=3`, undefined, {});
  const second = await bench.call("GET", first.body.nextUrl, undefined, {});
  const ids = [...first.body.reviews, ...second.body.reviews].map(
    (review: { reviewId: string }) => review.reviewId,
  );
  expect(new Set(ids).size).toBe(ids.length);
  const path = `/v1/stores/${bench.store}/products/${bench.product.productId}/review_aggregate`;
  const { reviewAggregate } = (await bench.call("GET", path, undefined, {})).body;
  const levels: number[] = Object.values(reviewAggregate.reviewCountByLevel);
  expect(levels.reduce((sum, count) => sum + count, 0)).toBe(reviewAggregate.reviewCount);
});

test("the key is saved sealed, shown by its last characters only, and kept when it is left out", async () => {
  const { body } = await bench.call("GET", "/v1/integrations/kustomer");
  expect(body).toMatchObject({ enabled: true, apiKey: { set: true, lastChars: "iver" } });
  expect(JSON.stringify(body)).not.toContain("hk_of-the-receiver");
  const stored = await bench.database.one<{ secret: Buffer }>(
    "select secret from webhooks.endpoints where org_id = $1",
    [bench.orgId],
  );
  expect(stored.secret.toString("latin1")).not.toContain("receiver");
  const url = `http://127.0.0.1:2/v1/hooks/web/${"b".repeat(64)}`;
  const saved = await bench.call("PUT", "/v1/integrations/kustomer", { enabled: true, apiUrl: url });
  expect(saved.body).toMatchObject({ apiUrl: url, apiKey: { set: true, lastChars: "iver" } });
  expect(
    pointers(
      await bench.call("PUT", "/v1/integrations/kustomer", { enabled: true, apiUrl: "http://10.0.0.1/x" }),
    ),
  ).toEqual(["/apiUrl"]);
});

test("the example is the store's own: its attributes, product and reward", async () => {
  const { body } = await bench.call("GET", "/v1/integrations/kustomer/example");
  expect(reviewEvent.strict().parse(body)).toEqual(body);
  expect(body).toMatchObject({
    attributes: [{ title: "Quality" }, { title: "Uses", value: ["Home", "Work"] }],
    product: { productName: "Great Product" },
    reward: { description: "$5 off" },
  });
  const published = await bench.call("GET", "/v1/integrations/kustomer/example?published=true");
  expect(published.body.review.dateCreated).toBe("2020-04-21T07: 09: 25.454Z");
});

test("a receiver that is not there is told in words, and its test event too", async () => {
  const tried = await bench.call("POST", "/v1/integrations/kustomer/test");
  expect(tried.body).toMatchObject({ ok: false, statusCode: null });
  expect(tried.body.words).toContain("could not be reached");
  expect(tried.body.request.headers.authorization).toBe("Bearer ••••iver");
});

test("another organisation's key finds nothing here", async () => {
  const headers = { authorization: `Bearer ${await bench.strangersKey()}` };
  const { reviewId } = (await bench.submit()).body;
  expect((await bench.call("GET", `/v1/reviews/${reviewId}`, undefined, headers)).status).toBe(404);
  expect((await bench.call("GET", `/v1/reviews?store=${bench.store}`, undefined, headers)).status).toBe(404);
  const review = { ...bench.product, rating: 4, title: "T", body: "B", name: "N", email: "n@example.com" };
  const posted = await bench.call("POST", `/v1/stores/${bench.store}/reviews`, review, headers);
  expect(posted.status).toBe(403);
});
