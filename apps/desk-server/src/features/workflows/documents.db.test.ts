import { readFileSync } from "node:fs";
import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

// The two documents of the guide's own case, over the whole of Desk: hook, intake, executor, actions, records.
let bench: DeskBench;
let hook: { id: string; hash: string };

beforeAll(async () => {
  bench = await deskBench();
  const klass = await bench.call("POST", "/v1/klasses", {
    name: "review",
    metadata: {
      properties: {
        ratingNum: {},
        titleStr: {},
        bodyTxt: {},
        sentimentStr: {},
        submittedAt: {},
        recommendedBool: {},
      },
    },
  });
  expect(klass.status).toBe(200);
});
afterAll(() => bench.close());
beforeEach(async () => {
  const made = await bench.call("POST", "/v1/hooks/web", { title: "Reviews" });
  expect(made.status).toBe(201);
  hook = { id: made.body.data.id, hash: made.body.data.attributes.hash };
});

function documentFor(name: string): object {
  const file = new URL(`../../../../../packages/workflow/src/core/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8").replaceAll("HOOK_ID", hook.id));
}

async function enable(name: string): Promise<string> {
  const made = await bench.call("POST", "/v1/workflows", { ...documentFor(name), enabled: true });
  expect(made.body).toMatchObject({ data: { attributes: { enabled: true } } });
  return made.body.data.id;
}

let serial = 0;
interface Change {
  readonly email?: string;
  readonly reviewId?: string;
  readonly review?: object;
  readonly [member: string]: unknown;
}
function event({ email, reviewId, review, ...rest }: Change = {}): object {
  serial += 1;
  return {
    ...publishedExample,
    reviewerEmail: email ?? `buyer${serial}@example.com`,
    review: {
      ...publishedExample.review,
      dateCreated: "2026-01-31T09:30:00.000Z",
      reviewId: reviewId ?? crypto.randomUUID(),
      ...review,
    },
    ...rest,
  };
}

async function receive(body: object, webhookId?: string): Promise<string> {
  const token = await bench.key("org.hook");
  const answer = await bench.call("POST", `/v1/hooks/web/${hook.hash}`, body, {
    authorization: `Bearer ${token}`,
    ...(webhookId ? { "webhook-id": webhookId } : {}),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.data.id;
}

async function customerOf(email: string) {
  return (await bench.call("GET", `/v1/customers/email=${encodeURIComponent(email)}`)).body.data;
}

async function objectsOf(customerId: string) {
  const answer = await bench.call("GET", `/v1/customers/${customerId}/klasses/review?pageSize=100`);
  expect(answer.status).toBe(200);
  return answer.body.data;
}

async function runsOf(workflowId: string) {
  return (await bench.call("GET", `/v1/workflows/${workflowId}/runs`)).body.data;
}

test("a review of somebody new makes one customer and one object", async () => {
  await enable("01-file-review");
  await receive(event({ email: "new@example.com" }));
  await bench.desk.executor.drain();

  const customer = await customerOf("new@example.com");
  expect(customer.attributes.name).toBe("Reviewer McGee");
  const objects = await objectsOf(customer.id);
  expect(objects).toHaveLength(1);
  expect(objects[0].attributes.custom).toMatchObject({
    ratingNum: 4,
    recommendedBool: true,
    submittedAt: "2026-01-31T09:30:00.000Z",
  });
});

test("the published example is taken as it is; its malformed time is refused where it is declared, by name", async () => {
  const workflow = await enable("01-file-review");
  await receive({ ...publishedExample, reviewerEmail: "malformed@example.com" });
  await bench.desk.executor.drain();

  const [run] = await runsOf(workflow);
  expect(run.attributes ?? run).toMatchObject({ state: "failed" });
  expect(JSON.stringify(run)).toContain("submittedAt");
  const processes = await bench.call("GET", `/v1/workflows/${workflow}/processes`);
  expect(JSON.stringify(processes.body)).toContain("submittedAt");
});

test("the same event under the same webhook-id is taken once", async () => {
  await enable("01-file-review");
  const body = event({ email: "twice@example.com" });
  const first = await receive(body, "msg_once");
  expect(await receive(body, "msg_once")).toBe(first);
  await bench.desk.executor.drain();
  expect(await objectsOf((await customerOf("twice@example.com")).id)).toHaveLength(1);
});

test("a hundred reviews of one new buyer in one burst make one customer and a hundred objects", async () => {
  await enable("01-file-review");
  const bodies = Array.from({ length: 100 }, () => event({ email: "burst@example.com" }));
  await Promise.all(bodies.map((body) => receive(body)));
  await bench.desk.executor.drain();

  const customer = await customerOf("burst@example.com");
  expect(await objectsOf(customer.id)).toHaveLength(100);
  const found = await bench.database.one<{ count: number }>(
    "select count(*) from desk.customers where org_id = $1 and emails::text like '%burst@example.com%'",
    [bench.orgId],
  );
  expect(found.count).toBe(1);
});

test("a review that was filed already is refused by its external id, and its run says so", async () => {
  const workflow = await enable("01-file-review");
  const reviewId = crypto.randomUUID();
  await receive(event({ email: "again@example.com", reviewId }));
  await receive(event({ email: "again@example.com", reviewId }));
  await bench.desk.executor.drain();

  expect(await objectsOf((await customerOf("again@example.com")).id)).toHaveLength(1);
  const states = (await runsOf(workflow)).map(
    (run: { attributes: { state: string } }) => run.attributes.state,
  );
  expect(states.toSorted()).toEqual(["completed", "failed"]);
});

test("four stars end quietly, two open a conversation with tags and a note", async () => {
  const workflow = await enable("02-low-rating");
  const email = "unhappy@example.com";
  const customer = await bench.call("POST", "/v1/customers", { name: "Buyer", emails: [{ email }] });
  await receive(event({ email }));
  await bench.desk.executor.drain();
  expect(
    (await runsOf(workflow)).map((run: { attributes: { state: string } }) => run.attributes.state),
  ).toEqual(["completed"]);

  await receive(event({ email, review: { rating: "2" } }));
  await bench.desk.executor.drain();
  const list = await bench.call("GET", `/v1/customers/${customer.body.data.id}/conversations`);
  expect(list.body.data).toHaveLength(1);
  expect(list.body.data[0].attributes).toMatchObject({ name: "2 stars for Great Product", priority: 4 });
  const notes = await bench.call("GET", `/v1/conversations/${list.body.data[0].id}/notes`);
  expect(notes.body.data[0].attributes.body).toBe(
    "Reviewer M. wrote: I cannot believe how much I love this item.",
  );
});
