import { DAY } from "@hark/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";

let bench: ReviewsBench;
beforeAll(async () => {
  bench = await reviewsBench();
});
afterAll(() => bench.close());

test("the checklist ticks itself, and the days add up to the numbers, in whole days of UTC", async () => {
  const fresh = (await bench.call("GET", "/v1/home")).body;
  expect(fresh.checklist).toEqual({ products: true, widget: false, firstReview: false, deskJoined: false });
  expect(fresh.last30Days).toMatchObject({ reviews: 0, averageRating: null });

  await bench.call(
    "GET",
    `/v1/stores/${bench.store}/products/${bench.product.productId}/form`,
    undefined,
    {},
  );
  await bench.submit({ rating: 5 });
  const startOfToday = Math.floor(bench.clock.now().getTime() / DAY) * DAY;
  const past = (rating: number, createdAt: number) =>
    bench.reviews.addPastReview(bench.store, {
      submission: { ...bench.product, rating, title: "T", body: "B", name: "N", email: "n@example.com" },
      createdAt: new Date(createdAt),
    });
  await past(2, startOfToday - 29 * DAY);
  await past(1, startOfToday - 29 * DAY - 1);

  const { checklist, last30Days } = (await bench.call("GET", "/v1/home")).body;
  expect(checklist).toMatchObject({ widget: true, firstReview: true, deskJoined: false });
  expect(last30Days).toMatchObject({ reviews: 2, averageRating: 3.5 });
  const days: { day: string; count: number }[] = last30Days.reviewsByDay;
  expect(days).toHaveLength(30);
  expect(days[0]).toEqual({ day: new Date(startOfToday - 29 * DAY).toISOString().slice(0, 10), count: 1 });
  expect(days[29]).toEqual({ day: new Date(startOfToday).toISOString().slice(0, 10), count: 1 });
  const sum = days.reduce((total, { count }) => total + count, 0);
  expect(sum).toBe(last30Days.reviews);
});

test("a review from before is shown, and sent to nobody", async () => {
  const events = await bench.database.all("select id from webhooks.events where org_id = $1", [bench.orgId]);
  expect(events).toEqual([]);
  const { body } = await bench.call("GET", `/v1/stores/${bench.store}/reviews?limit=25`, undefined, {});
  expect(body.reviews).toHaveLength(3);
});
