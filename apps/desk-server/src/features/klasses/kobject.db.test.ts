import { afterAll, beforeAll, expect, test } from "vitest";
import { ORG, type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await recordBench();
  await bench.call("POST", "/v1/klasses", {
    name: "review",
    displayName: "Review",
    icon: "star",
    color: "#f5b301",
    metadata: { properties: { ratingNum: { displayName: "Rating" }, submittedAt: {}, recommendedBool: {} } },
  });
});
afterAll(() => bench.database.close());

const org = { data: { type: "org", id: ORG }, links: { self: `/v1/org/${ORG}` } };
const key = { data: { type: "user", id: "f".repeat(24) }, links: { self: `/v1/users/${"f".repeat(24)}` } };
const now = "2026-01-31T09:30:00.000Z";

test("a klass is created with 200 and read by its id", async () => {
  const created = await bench.call("POST", "/v1/klasses", { name: "order", displayName: "Order" });
  expect(created.status).toBe(200);
  const { id } = created.body.data;
  expect(created.body).toEqual({
    data: {
      type: "klass",
      id,
      attributes: { name: "order", displayName: "Order", status: "enabled", createdAt: now, updatedAt: now },
      relationships: {
        org,
        createdBy: key,
        modifiedBy: key,
        kobjects: { links: { self: "/v1/klasses/order" } },
      },
      links: { self: `/v1/klasses/${id}` },
    },
  });
  expect((await bench.call("GET", `/v1/klasses/${id}`)).body).toEqual(created.body);
  expect((await bench.call("POST", "/v1/klasses", { name: "order" })).status).toBe(409);
});

test("a custom object comes back in the envelope, with its data", async () => {
  const created = await bench.call("POST", "/v1/klasses/review", {
    title: "My New Favourite Product",
    externalId: "r-1",
    data: { review: { rating: 4 } },
    custom: { ratingNum: 4, submittedAt: "2026-01-30T12:00:00+01:00", recommendedBool: true },
    tags: ["vip"],
  });
  expect(created.status).toBe(201);
  const { id } = created.body.data;
  expect(created.body).toEqual({
    data: {
      type: "kobject.review",
      id,
      attributes: {
        externalId: "r-1",
        title: "My New Favourite Product",
        images: [],
        data: { review: { rating: 4 } },
        custom: { ratingNum: 4, submittedAt: "2026-01-30T11:00:00.000Z", recommendedBool: true },
        tags: ["vip"],
        createdAt: now,
        updatedAt: now,
        rev: 0,
      },
      relationships: {
        org,
        klass: { link: { self: "/v1/klasses/review" }, data: { type: "klass", id: "review" } },
        createdBy: key,
        modifiedBy: key,
      },
      links: { self: `/v1/klasses/review/${id}` },
    },
  });
  expect((await bench.call("GET", `/v1/klasses/review/${id}`)).body).toEqual(created.body);
  expect((await bench.call("GET", "/v1/klasses/review/externalId=r-1")).body).toEqual(created.body);
});

test("data comes back with its members in the order in which they were given, and stays when others change", async () => {
  const data = {
    zebra: 1,
    "a longer name": { b: '\u2028 "quoted" \\ \u{1f600}', a: [1, null, 0.1] },
    ant: {},
  };
  const created = await bench.call("POST", "/v1/klasses/review", { title: "Ordered", data });
  const path = `/v1/klasses/review/${created.body.data.id}`;
  const read = async (): Promise<string> =>
    JSON.stringify((await bench.call("GET", path)).body.data.attributes.data);
  expect(await read()).toBe(JSON.stringify(data));
  await bench.call("PUT", path, { title: "Renamed" });
  expect(await read()).toBe(JSON.stringify(data));
});

test("an external id is held by one object of its klass", async () => {
  const first = await bench.call("POST", "/v1/klasses/review", { title: "One", externalId: "taken" });
  const second = await bench.call("POST", "/v1/klasses/review", { title: "Two", externalId: "taken" });
  expect(second.status).toBe(409);
  expect(second.body.errors[0]).toMatchObject({ code: "conflict", source: { pointer: "/externalId" } });
  expect(second.body.errors[0].detail).toContain(first.body.data.id);
  expect(
    (await bench.call("POST", "/v1/klasses/order", { title: "Three", externalId: "taken" })).status,
  ).toBe(201);
});

test.each([
  ["ratingStars", 4, "PUT /v1/metadata/kobject.review"],
  ["ratingNum", "four", "must be a number"],
  ["submittedAt", "2020-04-21T07: 09: 25.454Z", "submittedAt must be an ISO 8601 instant"],
  ["recommendedBool", "yes", "must be true or false"],
])("custom attribute %s = %j is refused by name", async (name, value, words) => {
  const answer = await bench.call("POST", "/v1/klasses/review", { title: "T", custom: { [name]: value } });
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0].source).toEqual({ pointer: `/custom/${name}` });
  expect(answer.body.errors[0].detail).toContain(name);
  expect(answer.body.errors[0].detail).toContain(words);
});

test("a change lays over what is there, and with replace empties the rest", async () => {
  const { body } = await bench.call("POST", "/v1/klasses/review", {
    title: "Before",
    description: "long",
    custom: { ratingNum: 2, recommendedBool: false },
  });
  const self = body.data.links.self;
  const changed = await bench.call("PUT", self, { title: "After", custom: { ratingNum: 5 } });
  expect(changed.status).toBe(200);
  expect(changed.body.data.attributes).toMatchObject({
    title: "After",
    description: "long",
    custom: { ratingNum: 5, recommendedBool: false },
    rev: 1,
  });
  const replaced = await bench.call("PUT", `${self}?replace=true`, { custom: { ratingNum: 1 } });
  expect(replaced.body.data.attributes).toMatchObject({ title: "After", custom: { ratingNum: 1 }, rev: 2 });
  expect(replaced.body.data.attributes).not.toHaveProperty("description");
  expect((await bench.call("PUT", self, { title: "Late", rev: 1 })).status).toBe(409);
});

test("a klass with objects stays, one without goes", async () => {
  const { body } = await bench.call("POST", "/v1/klasses", { name: "short-lived" });
  const object = await bench.call("POST", "/v1/klasses/short-lived", { title: "T" });
  expect((await bench.call("DELETE", `/v1/klasses/${body.data.id}`)).status).toBe(409);
  expect((await bench.call("DELETE", object.body.data.links.self)).status).toBe(204);
  expect((await bench.call("DELETE", `/v1/klasses/${body.data.id}`)).status).toBe(204);
  expect((await bench.call("GET", "/v1/klasses/short-lived")).status).toBe(404);
});

test("a list has pages and links", async () => {
  await bench.call("POST", "/v1/klasses", { name: "page" });
  for (let n = 1; n <= 3; n += 1) {
    bench.clock.advance(1000);
    await bench.call("POST", "/v1/klasses/page", { title: `${n}` });
  }
  const { body } = await bench.call("GET", "/v1/klasses/page?pageSize=2");
  expect(body.meta).toEqual({ page: 1, pageSize: 2 });
  expect(body.links).toEqual({
    self: "/v1/klasses/page?page=1&pageSize=2",
    first: "/v1/klasses/page?page=1&pageSize=2",
    prev: null,
    next: "/v1/klasses/page?page=2&pageSize=2",
  });
  expect(body.data.map((item: { attributes: { title: string } }) => item.attributes.title)).toEqual([
    "3",
    "2",
  ]);
});

test("an object of a customer is on the customer's own list", async () => {
  const customer = await bench.call("POST", "/v1/customers", { name: "Reviewer McGee" });
  const url = `/v1/customers/${customer.body.data.id}/klasses/review`;
  const created = await bench.call("POST", url, { title: "Mine" });
  expect(created.status).toBe(201);
  expect(created.body.data.relationships.customer.data.id).toBe(customer.body.data.id);
  const list = await bench.call("GET", url);
  expect(list.body.data).toHaveLength(1);
  expect(bench.told).toContainEqual({
    orgId: ORG,
    topic: `customer:${customer.body.data.id}`,
    data: { type: "kobject.review", id: created.body.data.id, change: "created" },
  });
  const nobody = await bench.call("POST", "/v1/customers/nobody/klasses/review", { title: "Mine" });
  expect(nobody.body.errors[0]).toEqual({
    status: 404,
    code: "notfound",
    title: "Not Found",
    detail: expect.stringContaining("nobody"),
    source: { parameter: "id" },
  });
});
