import { DAY } from "@hark/kernel";
import { maintainPartitions } from "@hark/workflow";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DocumentsBench, documentsBench, reviewEvent } from "../../testing/documents-bench.ts";

// "Ask again in three days" calls "Follow up on a review": a callable workflow, its inputs, and a clock that is moved by hand.
let bench: DocumentsBench;
let asking: string;
let following: string;
const email = "lukewarm@example.com";
const minutes = 4_320;

beforeAll(async () => {
  bench = await documentsBench();
  following = await bench.enable(bench.document("04b-follow-up"));
  asking = await bench.enable(bench.document("04-ask-again-later", { WORKFLOW_04B: following }));
});
afterAll(() => bench.close());

const reviewOf = (customer: string, externalId: string) =>
  bench.call("POST", `/v1/customers/${customer}/klasses/review`, { title: "Not quite", externalId });

test("three stars: a run waits for its time, says so, and when it is due opens one conversation", async () => {
  const customer = await bench.customer(email);
  const reviewId = crypto.randomUUID();
  expect((await reviewOf(customer, reviewId)).status).toBeLessThan(300);
  const now = bench.clock.now().getTime();
  await bench.receive(reviewEvent({ email, reviewId, review: { rating: 3 } }));
  await bench.settle();
  expect(await bench.onlyRun(asking)).toMatchObject({ state: "completed", steps: ["1", "find", "later"] });

  const waiting = await bench.onlyRun(following);
  expect(waiting).toMatchObject({ state: "waiting", waitingFor: "its time" });
  expect(Date.parse(waiting.dueAt ?? "") - now).toBe(minutes * 60_000);
  bench.clock.advance(minutes * 60_000 - 1_000);
  // The chore that makes partitions ahead runs hourly; here the clock jumps over it.
  await maintainPartitions(bench.database, bench.clock.now(), 90);
  await bench.settle();
  expect(await bench.recordsOf(customer, "conversations")).toEqual([]);

  bench.clock.advance(2_000);
  await bench.settle();
  expect(await bench.onlyRun(following)).toMatchObject({
    id: waiting.id,
    state: "completed",
    steps: ["1", "object", "open"],
  });
  const conversations = await bench.recordsOf(customer, "conversations");
  expect(conversations.map((one: { attributes: { name: string } }) => one.attributes.name)).toEqual([
    "Follow up: Not quite",
  ]);
  bench.clock.advance(DAY);
  await bench.settle();
  expect(await bench.recordsOf(customer, "conversations")).toHaveLength(1);
});

test("four stars are not asked again", async () => {
  bench.clock.advance(1_000);
  await bench.receive(reviewEvent({ email, review: { rating: 4 } }));
  await bench.settle();
  const [run] = await bench.runs(asking);
  expect(run).toMatchObject({ state: "completed", steps: ["1"] });
});

test("called without reviewId it is refused, and the input is named: by API and as a step", async () => {
  const called = await bench.call("POST", `/v1/workflows/${following}/call`, { inputs: { customerId: "c" } });
  expect(called.status).toBe(400);
  expect(called.body.errors[0]).toMatchObject({ source: { pointer: "/inputs/reviewId" } });
  expect(called.body.errors[0].detail).toContain("reviewId");
  bench.clock.advance(1_000);
  await bench.customer("forgetful@example.com");
  await bench.receive(
    reviewEvent({ email: "forgetful@example.com", review: { rating: 3, reviewId: undefined } }),
  );
  await bench.settle();
  const [run] = await bench.runs(asking);
  expect(run).toMatchObject({ state: "failed", error: { field: "inputs.reviewId" } });
});
