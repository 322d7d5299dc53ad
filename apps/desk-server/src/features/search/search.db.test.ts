import { afterAll, beforeAll, expect, test } from "vitest";
import { type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await recordBench();
  const customers = [
    {
      name: "Robin Example",
      emails: [{ email: "Robin.Example@example.com" }],
      phones: [{ phone: "+49 (30) 1234-567" }],
      tags: ["vip"],
    },
    { name: "100% Wool", emails: [{ email: "wool_shop@example.org" }], externalId: "crm-42" },
    { name: "Wool and Yarn", externalIds: [{ externalId: "shop-7" }] },
    { emails: [{ email: "nameless@example.net" }] },
  ];
  for (const body of customers) {
    bench.clock.advance(1000);
    expect((await bench.call("POST", "/v1/customers", body)).status).toBe(201);
  }
  await bench.call("POST", "/v1/customers", { name: "Robin Elsewhere" }, "other");
});
afterAll(() => bench.database.close());

interface Found {
  readonly attributes: { readonly name: string | null };
}
const namesOf = (data: readonly Found[]): (string | null)[] => data.map(({ attributes }) => attributes.name);

test.each([
  ["robin", ["Robin Example"]],
  ["ROBIN.EXAMPLE@", ["Robin Example"]],
  ["030 1234", []],
  ["30 1234", ["Robin Example"]],
  ["crm-42", ["100% Wool"]],
  ["shop-7", ["Wool and Yarn"]],
  ["wool", ["Wool and Yarn", "100% Wool"]],
  ["100%", ["100% Wool"]],
  ["%", ["100% Wool"]],
  ["l_s", ["100% Wool"]],
  ["\\", []],
  ["nameless", [null]],
  ["nothing like it", []],
])("q=%s finds %j", async (q, names) => {
  const { status, body } = await bench.call("GET", `/v1/customers?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  expect(namesOf(body.data)).toEqual(names);
  expect(body.meta.total).toBe(names.length);
});

test("a search goes on over pages with its words", async () => {
  const first = await bench.call("GET", "/v1/customers?q=wool&pageSize=1");
  expect(first.body.meta).toEqual({ page: 1, pageSize: 1, total: 2, totalPages: 2 });
  const second = await bench.call("GET", first.body.links.next);
  expect(namesOf(second.body.data)).toEqual(["100% Wool"]);
  expect(second.body.links.next).toBeNull();
});

test("without words everybody of the organisation is listed", async () => {
  expect((await bench.call("GET", "/v1/customers?q=")).body.meta.total).toBe(4);
  expect((await bench.call("GET", "/v1/customers", undefined, "other")).body.meta.total).toBe(1);
});

test.each<[string, object, (string | null)[]]>([
  [
    "any of several places, as the Customers page asks",
    {
      or: [
        { customer_name: { contains: "robin" } },
        { customer_email: { contains: "robin" } },
        { customer_phone: { contains: "robin" } },
      ],
    },
    ["Robin Example"],
  ],
  [
    "all of several",
    { and: [{ customer_name: { contains: "wool" } }, { customer_externalId: { equals: "crm-42" } }] },
    ["100% Wool"],
  ],
  [
    "all but some",
    { and: { customer_name: { contains: "wool" } }, not: { customer_externalId: { in: ["crm-42"] } } },
    ["Wool and Yarn"],
  ],
  [
    "nobody with the name, those without one among them",
    { and: { customer_name: { not_equals: "robin example" } } },
    [null, "Wool and Yarn", "100% Wool"],
  ],
  ["no e-mail address", { and: { customer_email: { not_set: true } } }, ["Wool and Yarn"]],
  ["some phone number", { and: { customer_phone: { not_set: false } } }, ["Robin Example"]],
  ["a tag", { and: { customer_tags: { contains: "vip" } } }, ["Robin Example"]],
  [
    "a time, oldest first",
    { and: { customer_created_at: { lte: "2026-01-31T09:30:02Z" } }, sort: { customer_created_at: "asc" } },
    ["Robin Example", "100% Wool"],
  ],
])("a search body asks for %s", async (_what, body, names) => {
  const answer = await bench.call("POST", "/v1/customers/search", body);
  expect(answer.status).toBe(200);
  expect(namesOf(answer.body.data)).toEqual(names);
  expect(answer.body.meta).toMatchObject({ total: names.length, aggregations: {} });
});

test.each<[object, string]>([
  [{ and: { customer_shoe_size: { equals: "42" } } }, "/and/customer_shoe_size"],
  [{ or: [{ customer_name: { sounds_like: "robin" } }] }, "/or/0/customer_name/sounds_like"],
  [{ and: { customer_name: { contains: 4 } } }, "/and/customer_name/contains"],
  [{ and: { customer_created_at: { gt: "yesterday" } } }, "/and/customer_created_at/gt"],
  [{ sort: { customer_gender: "asc" } }, "/sort"],
  [{ queryContext: "company" }, "/queryContext"],
])("what cannot be searched is refused where it stands: %j", async (body, pointer) => {
  const answer = await bench.call("POST", "/v1/customers/search", body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0].source).toEqual({ pointer });
});
