import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DocumentsBench, documentsBench, reviewEvent } from "../../testing/documents-bench.ts";

// "File a review under its customer": the guide's own case, over the whole of Desk.
let bench: DocumentsBench;
let workflow: string;
beforeAll(async () => {
  bench = await documentsBench();
});
afterAll(() => bench.close());
// One workflow at a time listens: with two, every review would be filed twice and refused once.
beforeEach(async () => {
  if (workflow) await bench.call("PUT", `/v1/workflows/${workflow}`, { enabled: false });
  workflow = await bench.enable(bench.document("01-file-review"));
});

const byEmail = async (email: string) =>
  (await bench.call("GET", `/v1/customers/email=${encodeURIComponent(email)}`)).body.data;
const objectsOf = async (email: string) => bench.recordsOf((await byEmail(email)).id, "klasses/review");

test("a review of somebody new makes one customer and one object, with a number and a truth value", async () => {
  await bench.receive(reviewEvent({ email: "new@example.com" }));
  await bench.settle();
  expect((await byEmail("new@example.com")).attributes.name).toBe("Reviewer McGee");
  const objects = await objectsOf("new@example.com");
  expect(objects).toHaveLength(1);
  expect(objects[0].attributes).toMatchObject({
    title: "My New Favourite Product",
    custom: { ratingNum: 4, recommendedBool: true, submittedAt: "2026-01-31T09:30:00.000Z" },
  });
  expect((await bench.onlyRun(workflow)).steps).toEqual(["1", "find", "create", "fileNew"]);
});

test("the example as it is: its time is malformed, the step throws, and the process record names the attribute", async () => {
  await bench.receive({ ...publishedExample, reviewerEmail: "malformed@example.com" });
  await bench.settle();
  const run = await bench.onlyRun(workflow);
  expect(run).toMatchObject({ state: "failed", steps: ["1", "find", "create", "fileNew"] });
  expect(run.error?.field).toBe("custom.submittedAt");
  const processes = await bench.call("GET", `/v1/workflows/${workflow}/processes`);
  expect(processes.body.data).toHaveLength(1);
  expect(processes.body.data[0]).toMatchObject({ type: "process", attributes: { status: "failed" } });
  expect(processes.body.data[0].attributes.error).toContain("submittedAt");
  expect(await objectsOf("malformed@example.com")).toEqual([]);
});

test("with the example as test data the check warns of the time beforehand", async () => {
  const checked = await bench.call("POST", "/v1/workflows/check", {
    document: bench.document("01-file-review"),
    example: publishedExample,
  });
  const told = checked.body.problems.filter(({ field }: { field?: string }) =>
    field?.includes("submittedAt"),
  );
  expect(told.map(({ severity, step }: { severity: string; step: string }) => [severity, step])).toEqual([
    ["warning", "file"],
    ["warning", "fileNew"],
  ]);
  expect(checked.body.problems).toHaveLength(2);
});

test("the same event twice under one webhook-id is answered as the first and filed once", async () => {
  const body = reviewEvent({ email: "twice@example.com" });
  const first = await bench.receive(body, { "webhook-id": "msg_once" });
  expect(await bench.receive(body, { "webhook-id": "msg_once" })).toBe(first);
  await bench.settle();
  // And once more when it has long been worked off.
  expect(await bench.receive(body, { "webhook-id": "msg_once" })).toBe(first);
  await bench.settle();
  expect(await objectsOf("twice@example.com")).toHaveLength(1);
  expect(await bench.runs(workflow)).toHaveLength(1);
});

test("a hundred reviews of one new buyer at once make one customer and a hundred objects", async () => {
  const email = "burst@example.com";
  await Promise.all(Array.from({ length: 100 }, () => bench.receive(reviewEvent({ email }))));
  await bench.settle();
  expect(await objectsOf(email)).toHaveLength(100);
  const all = await bench.database.one<{ count: number }>(
    "select count(*) from desk.customers where org_id = $1 and emails::text like $2",
    [bench.orgId, `%${email}%`],
  );
  expect(all.count).toBe(1);
  const states = (await bench.runs(workflow)).map((run) => run.state);
  expect(new Set(states)).toEqual(new Set(["completed"]));
});

test("the same reviewId in two transactions: the second object step throws on the taken externalId", async () => {
  const email = "again@example.com";
  const reviewId = crypto.randomUUID();
  await bench.receive(reviewEvent({ email, reviewId }));
  await bench.settle();
  await bench.receive(reviewEvent({ email, reviewId }));
  await bench.settle();
  expect(await objectsOf(email)).toHaveLength(1);
  const failed = (await bench.runs(workflow)).filter((run) => run.state === "failed");
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ steps: ["1", "find", "file"], error: { field: "externalId" } });
  const processes = await bench.call("GET", `/v1/workflows/${workflow}/processes`);
  expect(processes.body.data).toHaveLength(1);
  expect(processes.body.data[0].attributes.error).toContain("externalId");
});

test("both transactions of one reviewId in one batch end the same way", async () => {
  const email = "pair@example.com";
  const reviewId = crypto.randomUUID();
  await Promise.all([1, 2].map(() => bench.receive(reviewEvent({ email, reviewId }))));
  await bench.settle();
  expect(await objectsOf(email)).toHaveLength(1);
  const states = (await bench.runs(workflow)).map((run) => run.state);
  expect(states.toSorted()).toEqual(["completed", "failed"]);
});
