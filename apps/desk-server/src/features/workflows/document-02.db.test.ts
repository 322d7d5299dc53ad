import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type Change,
  type DocumentsBench,
  documentsBench,
  reviewEvent,
} from "../../testing/documents-bench.ts";

// "Open a conversation for an unhappy buyer": nested conditions, casts and a pure branch step.
let bench: DocumentsBench;
let workflow: string;
let serial = 0;
let email = "";
let customer = "";
beforeAll(async () => {
  bench = await documentsBench();
  workflow = await bench.enable(bench.document("02-low-rating"));
});
afterAll(() => bench.close());
beforeEach(async () => {
  // Runs are listed newest first.
  bench.clock.advance(1_000);
  serial += 1;
  email = `buyer${serial}@example.com`;
  customer = await bench.customer(email);
});

/** What the newest run did when this came in. */
async function afterEvent(change: Change) {
  await bench.receive(reviewEvent({ email, ...change }));
  await bench.settle();
  const [run] = await bench.runs(workflow);
  return { run, conversations: await bench.recordsOf(customer, "conversations") };
}

test("four stars and a positive mood: the run ends behind the branch, without an effect or an error", async () => {
  await bench.receive({ ...publishedExample, reviewerEmail: email });
  await bench.settle();
  const [run] = await bench.runs(workflow);
  expect(run).toMatchObject({ state: "completed", error: null, steps: ["1", "unhappy"] });
  expect(await bench.recordsOf(customer, "conversations")).toEqual([]);
});

test.each([{ rating: 2 }, { rating: "2" }])(
  "two stars ($rating) open a conversation with priority, tags and a note",
  async (review) => {
    const { run, conversations } = await afterEvent({ review });
    expect(run).toMatchObject({
      state: "completed",
      steps: ["1", "unhappy", "find", "open", "tag", "note"],
    });
    expect(conversations).toHaveLength(1);
    expect(conversations[0].attributes).toMatchObject({ name: "2 stars for Great Product", priority: 4 });
    expect(conversations[0].attributes.tags.toSorted()).toEqual(["888888", "unhappy"]);
    const notes = await bench.call("GET", `/v1/conversations/${conversations[0].id}/notes`);
    expect(notes.body.data.map((note: { attributes: { body: string } }) => note.attributes.body)).toEqual([
      "Reviewer M. wrote: I cannot believe how much I love this item.",
    ]);
  },
);

test("five stars in a negative mood, without a reward: the same by the second arm", async () => {
  const { run, conversations } = await afterEvent({
    review: { rating: 5, sentiment: "negative" },
    reward: undefined,
  });
  expect(run?.steps).toEqual(["1", "unhappy", "find", "open", "tag", "note"]);
  expect(conversations).toHaveLength(1);
  expect(conversations[0].attributes).toMatchObject({ name: "5 stars for Great Product", priority: 4 });
});

test("five stars in a negative mood, with a reward: nothing", async () => {
  const { run, conversations } = await afterEvent({ review: { rating: 5, sentiment: "negative" } });
  expect(run).toMatchObject({ state: "completed", steps: ["1", "unhappy"] });
  expect(conversations).toEqual([]);
});

test("an unhappy buyer nobody knows: the run ends where it looked for them", async () => {
  const { run } = await afterEvent({ email: "nobody@example.com", review: { rating: 1 } });
  expect(run).toMatchObject({ state: "completed", error: null, steps: ["1", "unhappy", "find"] });
});
