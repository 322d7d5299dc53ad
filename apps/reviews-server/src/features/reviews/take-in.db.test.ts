import { type ReviewSubmission, reviewSubmission } from "@hark/contract";
import { newUuid, type RandomBytes, secureRandom } from "@hark/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";
import { createArrivals, takeInAll } from "./take-in.ts";
import type { CheckedSubmission } from "./write-reviews.ts";

let bench: ReviewsBench;
let stores = 0;
beforeAll(async () => {
  bench = await reviewsBench();
});
afterAll(() => bench.close());

const tools = (random: RandomBytes = secureRandom) => ({
  database: bench.database,
  clock: bench.clock,
  random,
  publicUrl: "http://127.0.0.1:4400",
});

/** A store that only has reviews, and a receiver for all that is told of them. */
async function storeOfItsOwn(): Promise<{ orgId: string; id: string }> {
  stores += 1;
  const slug = `taken-${stores}`;
  const made = await bench.call("POST", "/v1/stores", { slug, name: "Shop" });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const hook = await bench.call("POST", `/v1/webhooks?store=${slug}`, {
    url: "http://127.0.0.1:2/hook",
    orderBy: "reviewer",
  });
  expect(hook.status, JSON.stringify(hook.body)).toBe(201);
  const { orgId } = bench;
  const store = await bench.database.one<{ id: string }>(
    "select id from reviews.stores where org_id = $1 and slug = $2",
    [orgId, slug],
  );
  return { orgId, id: store.id };
}

function checked(
  at: number,
  more: Partial<CheckedSubmission> = {},
  told: Partial<ReviewSubmission> = {},
): CheckedSubmission {
  return {
    submission: reviewSubmission.parse({
      productId: "1885452822491",
      rating: (at % 5) + 1,
      title: `Review ${at}`,
      body: "I cannot believe how much I love this item.",
      name: "Reviewer McGee",
      email: `reviewer.${at % 3}@example.com`,
      ...told,
    }),
    request: undefined,
    reviewed: {
      productId: "1885452822491",
      productName: "Great Product",
      imageUrl: null,
      url: null,
      variantId: null,
      variantName: null,
      sku: null,
    },
    answers: [],
    languageCode: "en",
    id: newUuid(),
    at: bench.clock.now(),
    promised: null,
    status: "approved",
    ...more,
  };
}

const promised = { description: "$5 off", prefix: "OKR" };
const count = async (table: string, storeId: string): Promise<number> =>
  (
    await bench.database.one<{ count: number }>(
      `select count(*) as count from ${table} where org_id = $1 and store_id = $2`,
      [bench.orgId, storeId],
    )
  ).count;

/** What is told of a store's reviews, in the order in which it is sent. */
const told = (storeId: string) =>
  bench.database.all<{ title: string | null; type: string; delivery_id: string; order_key: string }>(
    `select v.type, v.body::json -> 'review' ->> 'title' as title, o.delivery_id, o.order_key
     from webhooks.outbox o join webhooks.events v on v.org_id = o.org_id and v.id = o.event_id
     join webhooks.endpoints e on e.org_id = o.org_id and e.id = o.endpoint_id
     where e.org_id = $1 and e.store_id = $2 order by o.position`,
    [bench.orgId, storeId],
  );

test("one bad submission in a batch of ten harms nobody, and only its sender hears of it", async () => {
  const store = await storeOfItsOwn();
  const arrivals = createArrivals(tools());
  const first = await arrivals.takeIn(store, checked(0));
  // The id of a review that is there already: what the database refuses, whoever sends it.
  const all = Array.from({ length: 10 }, (_, at) =>
    checked(at + 1, { promised, ...(at === 4 ? { id: first.id } : {}) }),
  );
  const results = await Promise.allSettled(all.map((one) => arrivals.takeIn(store, one)));
  expect(results.flatMap(({ status }, at) => (status === "rejected" ? [at] : []))).toEqual([4]);
  expect(await count("reviews.reviews", store.id)).toBe(10);
  expect(await count("reviews.coupons", store.id)).toBe(9);
  // Created, published, and a reward for each but the first.
  expect(await told(store.id)).toHaveLength(10 * 2 + 9);
});

test("what is told of a batch goes out in the order in which its reviews came in", async () => {
  const store = await storeOfItsOwn();
  const arrivals = createArrivals(tools());
  await Promise.all(Array.from({ length: 40 }, (_, at) => arrivals.takeIn(store, checked(at))));
  const rows = await told(store.id);
  expect(rows.filter(({ type }) => type === "review.created").map(({ title }) => title)).toEqual(
    Array.from({ length: 40 }, (_, at) => `Review ${at}`),
  );
  // The first review went alone, with its two deliveries; ids of one batch sort as they were given.
  const ids = rows.slice(2).map((row) => row.delivery_id);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(rows.map((row) => row.order_key)).size).toBe(3);
});

test("every review of a batch earns exactly one coupon, also when codes are drawn twice", async () => {
  const store = await storeOfItsOwn();
  let draws = 0;
  // The first six codes are the same one: of the first four one is free, of the three that follow none for two.
  const random: RandomBytes = (size) => {
    if (size !== 8) return secureRandom(size);
    draws += 1;
    return draws <= 6 ? new Uint8Array(8).fill(7) : secureRandom(size);
  };
  const all = Array.from({ length: 4 }, (_, at) => checked(at, { promised }));
  const reviews = await bench.database.transaction((tx) => takeInAll(tx, tools(random), store, all));
  const codes = reviews.map(({ reward }) => reward?.value);
  expect(codes.every((code) => /^OKR-[0-9A-Z]{8}$/.test(code ?? ""))).toBe(true);
  const kept = await bench.database.all<{ code: string; review_id: string }>(
    "select code, review_id from reviews.coupons where org_id = $1 and store_id = $2",
    [bench.orgId, store.id],
  );
  expect(new Map(kept.map(({ code, review_id }) => [review_id, code]))).toEqual(
    new Map(reviews.map(({ id }, at) => [id, codes[at]])),
  );
});

test("a batch that breaks off before its end leaves nothing behind", async () => {
  const store = await storeOfItsOwn();
  // Ids of events are drawn last of all, when reviews and coupons are written.
  const arrivals = createArrivals(
    tools((size) => {
      if (size === 4) throw new Error("the process is gone");
      return secureRandom(size);
    }),
  );
  const all = Array.from({ length: 5 }, (_, at) => checked(at, { promised }));
  const results = await Promise.allSettled(all.map((one) => arrivals.takeIn(store, one)));
  expect(results.map(({ status }) => status)).toEqual(all.map(() => "rejected"));
  expect(await count("reviews.reviews", store.id)).toBe(0);
  expect(await count("reviews.coupons", store.id)).toBe(0);
  expect(await told(store.id)).toEqual([]);
});

test("reviews taken in together are what they are taken in one by one", async () => {
  const orders = await bench.call("POST", `/v1/orders?store=${bench.store}`, {
    orderId: "#1001",
    customer: { email: "Reviewer.0@example.com", name: "Reviewer McGee" },
    countryCode: "NZ",
    lines: [{ productId: "1885452822491" }],
  });
  expect(orders.status, JSON.stringify(orders.body)).toBeLessThan(300);
  const { id } = await bench.database.one<{ id: string }>(
    "select id from reviews.stores where org_id = $1 and slug = $2",
    [bench.orgId, bench.store],
  );
  const store = { orgId: bench.orgId, id };
  const facts = fc.record({
    rewarded: fc.boolean(),
    status: fc.constantFrom("approved" as const, "pending" as const),
    orderId: fc.constantFrom(undefined, "#1001", "#none"),
    countryCode: fc.constantFrom(undefined, "AU"),
    body: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ""),
    answer: fc.option(fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.toWellFormed())),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 2, maxLength: 12 }), async (list) => {
      const make = () =>
        list.map((one, at) =>
          checked(
            at,
            {
              promised: one.rewarded ? promised : null,
              status: one.status,
              answers:
                one.answer === null
                  ? []
                  : [
                      {
                        attributeId: "fit",
                        title: "Fit",
                        kind: "text",
                        subject: "product",
                        value: one.answer,
                      },
                    ],
            },
            { orderId: one.orderId, countryCode: one.countryCode, body: `x${one.body}` },
          ),
        );
      const [together, alone] = [make(), make()];
      await bench.database.transaction((tx) => takeInAll(tx, tools(), store, together));
      for (const one of alone) await bench.database.transaction((tx) => takeInAll(tx, tools(), store, [one]));
      const stored = (all: readonly CheckedSubmission[]) =>
        bench.database.all(
          `select r.*, null as id, r.reward is not null as rewarded, null as reward, c.description as earned
           from unnest($2::uuid[]) with ordinality as a(id, at) join reviews.reviews r on r.org_id = $1 and r.id = a.id
           left join reviews.coupons c on c.org_id = r.org_id and c.review_id = r.id and c.code = r.reward ->> 'value' order by a.at`,
          [bench.orgId, all.map((one) => one.id)],
        );
      expect(await stored(together)).toEqual(await stored(alone));
      expect(await stored(together)).toHaveLength(list.length);
    }),
    { numRuns: 12 },
  );
});
