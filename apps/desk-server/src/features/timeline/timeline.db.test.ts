import { newId, secureRandom } from "@hark/kernel";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { kobjectCreateWithCustomer } from "../../actions/kobject-create-with-customer.ts";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
let customer: string;
beforeAll(async () => {
  bench = await recordBench();
  await bench.call("POST", "/v1/klasses", {
    name: "review",
    displayName: "Review",
    icon: "star",
    color: "#f5b301",
    metadata: { properties: { ratingNum: {} } },
  });
});
afterAll(() => bench.database.close());
beforeEach(async () => {
  customer = (await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" })).body.data.id;
});

const timeline = (query = "") => bench.call("GET", `/v1/customers/${customer}/timeline${query}`);
const post = async (path: string, body: object): Promise<string> => {
  bench.clock.advance(1000);
  const answer = await bench.call("POST", path, body);
  expect(answer.status).toBe(201);
  return answer.body.data.id;
};
const kindsAndIds = (data: readonly { kind: string; id: string }[]) => data.map(({ kind, id }) => [kind, id]);

test("everything of a customer stands newest first, each by its kind", async () => {
  const object = await post(`/v1/customers/${customer}/klasses/review`, {
    title: "My New Favourite Product",
    description: "It is good",
    externalId: "r-1",
    images: ["https://example.com/a.jpg"],
    data: { review: { rating: 4 } },
    custom: { ratingNum: 4 },
  });
  const conversation = await post("/v1/conversations", { customer, name: "4 stars" });
  const note = await post(`/v1/conversations/${conversation}/notes`, { body: "Thank them" });
  const somebody = await post("/v1/customers", { name: "Somebody Else" });
  await post(`/v1/customers/${somebody}/notes`, { body: "Not here" });

  const { status, body } = await timeline();
  expect(status).toBe(200);
  expect(kindsAndIds(body.data)).toEqual([
    ["note", note],
    ["conversation", conversation],
    ["kobject", object],
  ]);
  expect(body.links).toEqual({ next: null });
  expect(body.data[1].attributes).toMatchObject({ name: "4 stars", status: "open", noteCount: 1 });
  expect(body.data[2]).toMatchObject({
    type: "kobject.review",
    klass: { name: "review", displayName: "Review", icon: "star", color: "#f5b301" },
    attributes: {
      title: "My New Favourite Product",
      description: "It is good",
      externalId: "r-1",
      images: ["https://example.com/a.jpg"],
      data: { review: { rating: 4 } },
      custom: { ratingNum: 4 },
    },
    filedBy: null,
  });
  expect(body.data[2].at).toBe(body.data[2].attributes.createdAt);
});

test("what a workflow filed says which one, and by which run", async () => {
  await bench.database.transaction((tx) =>
    kobjectCreateWithCustomer.run(
      [
        {
          runId: "run-1",
          workflowId: "wf-1",
          stepId: "file",
          depth: 0,
          params: { klassName: "review", customer, title: "Filed" },
        },
      ],
      {
        orgId: ORG,
        tx,
        alone: true,
        now: bench.clock.now(),
        newId: () => newId(bench.clock.now(), secureRandom),
      },
    ),
  );
  const { body } = await timeline();
  expect(body.data[0].filedBy).toEqual({
    workflowId: "wf-1",
    workflowName: "Workflow wf-1",
    runId: "run-1",
  });
});

test("pages of 25 follow each other without gap or repetition, even within one instant", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    // Ten at a time share their instant, so pages break in the middle of one.
    if (n % 10 === 0) bench.clock.advance(1000);
    const path = n % 2 === 0 ? `/v1/customers/${customer}/notes` : "/v1/conversations";
    const body = n % 2 === 0 ? { body: `${n}` } : { customer, name: `${n}` };
    ids.push((await bench.call("POST", path, body)).body.data.id);
  }
  const sizes: number[] = [];
  const seen: string[] = [];
  const times: string[] = [];
  let next: string | null = `/v1/customers/${customer}/timeline`;
  while (next !== null) {
    const page: { data: { id: string; at: string }[]; links: { next: string | null } } = (
      await bench.call("GET", next)
    ).body;
    sizes.push(page.data.length);
    seen.push(...page.data.map((item) => item.id));
    times.push(...page.data.map((item) => item.at));
    next = page.links.next;
  }
  expect(sizes).toEqual([25, 25, 10]);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(seen).toHaveLength(60);
  expect(times).toEqual(times.toSorted().reverse());
});

test("a kind narrows the timeline, on the next pages too", async () => {
  for (let n = 0; n < 26; n += 1) await post(`/v1/customers/${customer}/notes`, { body: `${n}` });
  await post("/v1/conversations", { customer });
  const first = await timeline("?kind=note");
  expect(first.body.data).toHaveLength(25);
  const second = await bench.call("GET", first.body.links.next);
  expect(kindsAndIds([...first.body.data, ...second.body.data]).every(([kind]) => kind === "note")).toBe(
    true,
  );
  expect(second.body.data).toHaveLength(1);
  expect((await timeline("?kind=conversation")).body.data).toHaveLength(1);
});

test("a cursor or kind that cannot be read is refused, and so is somebody else's customer", async () => {
  expect((await timeline("?before=yesterday")).status).toBe(400);
  expect((await timeline("?kind=event")).status).toBe(400);
  const theirs = await bench.call("GET", `/v1/customers/${customer}/timeline`, undefined, "other");
  expect(theirs.status).toBe(404);
});
