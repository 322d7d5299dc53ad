import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskBench, deskBench } from "../../testing/desk-bench.ts";

let bench: DeskBench;
beforeAll(async () => {
  bench = await deskBench();
});
afterAll(() => bench.close());

async function make(kind: string, more: object = {}) {
  const made = await bench.call("POST", `/v1/hooks/${kind}`, { title: "Orders", ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.data;
}
const transactionsOf = async (kind: string, id: string) =>
  (await bench.call("GET", `/v1/hooks/${kind}/${id}/transactions`)).body.data;
const asForm = { "content-type": "application/x-www-form-urlencoded" };

test.each([
  ["web", (hash: string) => ({ url: `http://127.0.0.1:4500/v1/hooks/web/${hash}`, apiKeys: [] })],
  ["form", (hash: string) => ({ url: `http://127.0.0.1:4500/v1/hooks/form/${bench.orgId}/${hash}` })],
  ["email", (hash: string) => ({ email: `${hash}@hooks.test`, key: hash, mailServer: null })],
])("a %s hook is made, read, changed and listed beside its own kind only", async (kind, address) => {
  const made = await make(kind, { description: "From the shop" });
  const { hash } = made.attributes;
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(made).toMatchObject({
    type: `${kind}_hook`,
    attributes: {
      title: "Orders",
      description: "From the shop",
      eventName: `kustomer.hooks.${kind}.${made.id}.receive`,
      debug: false,
      orderKey: null,
      lastReceivedAt: null,
      receivedLastDay: 0,
      ...address(hash),
    },
    relationships: { org: { data: { type: "org", id: bench.orgId } } },
    links: { self: `/v1/hooks/${kind}/${made.id}` },
  });
  const changed = await bench.call("PATCH", `/v1/hooks/${kind}/${made.id}`, { debug: true, title: "Sales" });
  expect(changed).toMatchObject({
    status: 200,
    body: { data: { attributes: { debug: true, title: "Sales" } } },
  });
  const read = await bench.call("GET", `/v1/hooks/${kind}/${made.id}`);
  expect(read.body.data).toEqual(changed.body.data);
  for (const other of ["web", "form", "email"]) {
    const listed = (await bench.call("GET", `/v1/hooks/${other}`)).body.data as { id: string }[];
    expect(listed.some((hook) => hook.id === made.id)).toBe(other === kind);
    const elsewhere = await bench.call("GET", `/v1/hooks/${other}/${made.id}`);
    expect(elsewhere.status).toBe(other === kind ? 200 : 404);
  }
  const all = (await bench.call("GET", "/v1/hooks")).body.data as { id: string }[];
  expect(all.some((hook) => hook.id === made.id)).toBe(true);
});

test("a form posts without a key, to either address, and its transaction can be read", async () => {
  const { id, attributes } = await make("form");
  const path = new URL(attributes.url).pathname;
  const named = await bench.call("POST", path, "name=A+Buyer&tag=a&tag=b", asForm);
  expect(named).toEqual({ status: 201, body: { data: { id: expect.any(String), type: "transaction" } } });
  bench.clock.advance(1);
  const short = await bench.call("POST", `/v1/hooks/form/${attributes.hash}`, { "billing.city": "Oslo" }, {});
  const self = `/v1/hooks/form/${id}/transactions/${short.body.data.id}`;
  expect(short).toMatchObject({ status: 201, body: { data: { type: "transaction", links: { self } } } });
  const [last, first] = await transactionsOf("form", id);
  expect(first).toMatchObject({
    type: "transaction",
    attributes: { data: { name: "A Buyer", tag: ["a", "b"] } },
    relationships: { org: { data: { id: bench.orgId } }, hook: { data: { type: "form_hook", id } } },
  });
  expect(last.attributes.data).toEqual({ "billing.city": "Oslo" });
  expect((await bench.call("GET", self)).body.data).toEqual(last);
  const hook = await bench.call("GET", `/v1/hooks/form/${id}`);
  expect(hook.body.data.attributes).toMatchObject({ receivedLastDay: 2, lastReceivedAt: expect.any(String) });
});

test("an address leads to its own kind, organisation and hook only", async () => {
  const form = await make("form");
  const web = await make("web");
  const mail = await make("email");
  const wrong = [
    `/v1/hooks/form/${web.attributes.hash}`,
    `/v1/hooks/form/${mail.attributes.hash}`,
    `/v1/hooks/form/${"0".repeat(24)}/${form.attributes.hash}`,
    `/v1/hooks/form/${form.id}`,
    `/v1/hooks/web/${form.attributes.hash}`,
  ];
  for (const path of wrong) {
    const answer = await bench.call("POST", path, { a: 1 });
    expect(answer, path).toMatchObject({
      status: 404,
      body: { errors: [{ source: { parameter: "hash" } }] },
    });
  }
  const transaction = (await bench.call("POST", `/v1/hooks/form/${form.attributes.hash}`, { a: 1 })).body
    .data;
  const other = await make("form");
  const elsewhere = await bench.call("GET", `/v1/hooks/form/${other.id}/transactions/${transaction.id}`);
  expect(elsewhere).toMatchObject({
    status: 404,
    body: { errors: [{ source: { parameter: "transaction" } }] },
  });
});

test("a page of any site may post to a form, and to nothing else", async () => {
  const { attributes } = await make("form");
  const preflight = (url: string) =>
    bench.desk.server.inject({
      method: "OPTIONS",
      url,
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "idempotency-key",
      },
    });
  const open = await preflight(`/v1/hooks/form/${attributes.hash}`);
  expect(open.statusCode).toBe(204);
  expect(open.headers["access-control-allow-origin"]).toBe("*");
  expect(open.headers["access-control-allow-headers"]).toContain("idempotency-key");
  expect((await preflight("/v1/hooks/web")).headers["access-control-allow-origin"]).toBeUndefined();
  const posted = await bench.desk.server.inject({
    method: "POST",
    url: `/v1/hooks/form/${attributes.hash}`,
    headers: { origin: "https://shop.example", ...asForm },
    payload: "a=1",
  });
  expect(posted.statusCode).toBe(201);
  expect(posted.headers["access-control-allow-origin"]).toBe("*");
});

test.each(["web", "form"])(
  "a %s hook takes files and XML, each event under the hook's own name",
  async (kind) => {
    const { id, attributes } = await make(kind);
    const auth = { authorization: `Bearer ${await bench.key("org.hook")}` };
    const url = `/v1/hooks/${kind}/${attributes.hash}`;
    const boundary = "----hark";
    const body = Buffer.from(
      [
        `--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nbroken on arrival\r\n`,
        `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n`,
        `--${boundary}--\r\n`,
      ].join(""),
    );
    const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
    expect((await bench.call("POST", url, body, { ...auth, ...type })).status).toBe(201);
    bench.clock.advance(1);
    const xml = await bench.call("POST", url, "<order id='7'><item>a</item></order>", {
      ...auth,
      "content-type": "text/xml",
    });
    expect(xml.status).toBe(201);
    const [second, first] = await transactionsOf(kind, id);
    expect(first.attributes.data).toEqual({
      note: "broken on arrival",
      photo: { filename: "a.txt", contentType: "text/plain", size: 5, content: "aGVsbG8=" },
    });
    expect(second.attributes.data).toEqual({ order: { "@id": "7", item: "a" } });
  },
);

test.each(["webhook-id", "idempotency-key"])(
  "what comes again under the same %s is answered as the first was, whatever it says now, and kept once",
  async (header) => {
    const { id, attributes } = await make("form");
    const send = (body: object) =>
      bench.call("POST", `/v1/hooks/form/${attributes.hash}`, body, { [header]: "order-7" });
    const [first, ...repeats] = await Promise.all([send({ n: 1 }), send({ n: 1 }), send({ n: 1 })]);
    expect(repeats).toEqual([first, first]);
    expect(await send({ n: 2 })).toEqual(first);
    const kept = await transactionsOf("form", id);
    expect(kept.map((one: { attributes: unknown }) => one.attributes)).toMatchObject([{ data: { n: 1 } }]);
    // A key is one of its hook: another hook's sender may count in the same way.
    const other = await make("form");
    const elsewhere = await bench.call(
      "POST",
      `/v1/hooks/form/${other.attributes.hash}`,
      {},
      { [header]: "order-7" },
    );
    expect(elsewhere.body.data.id).not.toBe(first?.body.data.id);
  },
);

test.each([
  [
    "a body over 400,000 bytes",
    { "content-type": "text/plain" },
    "x".repeat(400_001),
    413,
    "400,000 bytes",
    undefined,
  ],
  ["broken JSON", { "content-type": "application/json" }, "{", 400, "not valid JSON", undefined],
  ["broken XML", { "content-type": "text/xml" }, "<a>", 400, "not valid XML", undefined],
  ["a compressed body", { "content-encoding": "gzip" }, "x", 415, "send it as it is", "content-encoding"],
  [
    "a key that is too long",
    { "idempotency-key": "k".repeat(256) },
    "x",
    400,
    "255 characters",
    "idempotency-key",
  ],
])(
  "%s is refused with the reason and where it lies",
  async (_what, headers, body, status, detail, parameter) => {
    const { id, attributes } = await make("form");
    const answer = await bench.call("POST", `/v1/hooks/form/${attributes.hash}`, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].detail).toContain(detail);
    expect(answer.body.errors[0].source).toEqual(parameter ? { parameter } : { pointer: "" });
    expect(await transactionsOf("form", id)).toEqual([]);
  },
);

test("a body of exactly 400,000 bytes is taken", async () => {
  const { attributes } = await make("form");
  const answer = await bench.call("POST", `/v1/hooks/form/${attributes.hash}`, "x".repeat(400_000), {
    "content-type": "text/plain",
  });
  expect(answer.status).toBe(201);
});

test.each([
  ["web", { orderKey: "all" }, "/orderKey", "refer to the transaction"],
  ["form", { orderKey: "/#steps.find.id" }, "/orderKey", "refers to step find, which does not exist"],
  ["email", { orderKey: "/#variables.x" }, "/orderKey", "is not part of a transaction"],
  ["web", { orderKey: "/#fn:nonsense,steps.1.id" }, "/orderKey", "there is no function nonsense"],
  ["web", { orderKey: "{{#if steps.1.id}}" }, "/orderKey", "close every"],
  ["form", { apiKeys: ["k"] }, "/apiKeys", "only a web hook asks for a key"],
  ["web", { eventName: "kustomer.customer.create" }, "/eventName", "belong to Desk"],
  ["email", { title: " " }, "/title", "title"],
])("a %s hook with %j is refused at %s", async (kind, members, pointer, detail) => {
  const made = await bench.call("POST", `/v1/hooks/${kind}`, { title: "Orders", ...members });
  expect(made).toMatchObject({ status: 400, body: { errors: [{ source: { pointer } }] } });
  expect(made.body.errors[0].detail).toContain(detail);
  if ("eventName" in members) return;
  const hook = await make(kind);
  const changed = await bench.call("PATCH", `/v1/hooks/${kind}/${hook.id}`, members);
  expect(changed).toMatchObject({ status: 400, body: { errors: [{ source: { pointer } }] } });
});

test("a hook can carry an event name of its own, or that of a hook it stands in for", async () => {
  for (const eventName of ["shop.order.placed", "kustomer.hooks.form.5e9f7c0aa1b2c3d4e5f60718.receive"])
    expect((await make("form", { eventName })).attributes.eventName).toBe(eventName);
});

test("the buckets: an organisation's over all its hooks, a sender's over all forms; both say when they are full again", async () => {
  const small = await deskBench(3, { formRatePerMinute: 2 });
  try {
    const form = (await small.call("POST", "/v1/hooks/form", { title: "F" })).body.data.attributes.hash;
    const web = (await small.call("POST", "/v1/hooks/web", { title: "W" })).body.data.attributes.hash;
    const post = (url: string) =>
      small.desk.server.inject({
        method: "POST",
        url,
        payload: { a: 1 },
        headers: { authorization: `Bearer ${token}` },
      });
    const token = await small.key("org.hook");
    const reset = (Math.floor(small.clock.now().getTime() / 60_000) + 1) * 60;
    for (const remaining of [2, 1]) {
      const answer = await post(`/v1/hooks/form/${form}`);
      expect(answer.statusCode).toBe(201);
      expect(answer.headers).toMatchObject({
        "x-ratelimit-limit": "3",
        "x-ratelimit-remaining": String(remaining),
      });
    }
    const flooded = await post(`/v1/hooks/form/${form}`);
    expect(flooded.statusCode).toBe(429);
    expect(flooded.json().errors[0].detail).toContain("this address's 2 hook transactions");
    expect(flooded.headers).toMatchObject({
      "x-ratelimit-limit": "2",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(reset),
    });
    expect((await post(`/v1/hooks/web/${web}`)).statusCode).toBe(201);
    const spent = await post(`/v1/hooks/web/${web}`);
    expect(spent.statusCode).toBe(429);
    expect(spent.json().errors[0].detail).toContain("this organisation's 3 hook transactions");
    expect(spent.headers["x-ratelimit-reset"]).toBe(String(reset));
    small.clock.advance(60_000);
    expect((await post(`/v1/hooks/form/${form}`)).statusCode).toBe(201);
  } finally {
    await small.close();
  }
});
