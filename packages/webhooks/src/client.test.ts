import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClientOptions, createClient, type OutgoingClient } from "./client.ts";
import {
  type Catcher,
  type FaultProxy,
  startCatcher,
  startFaultProxy,
  type WireFault,
} from "./testing/index.ts";

const TOTAL_MS = 400;
let catcher: Catcher;
let proxy: FaultProxy;
let clients: OutgoingClient[] = [];

beforeEach(async () => {
  catcher = await startCatcher();
  proxy = await startFaultProxy(catcher.url);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
  await proxy.close();
  await catcher.close();
});

function client(options: Partial<ClientOptions> = {}): OutgoingClient {
  const made = createClient({
    policy: { allowLoopback: true, allowedRanges: [] },
    totalTimeoutMs: TOTAL_MS,
    connectTimeoutMs: 200,
    ...options,
  });
  clients.push(made);
  return made;
}

const request = (url: string, body = '{"a":1}') => ({
  url,
  headers: { "content-type": "application/json" },
  body,
});

const silent: readonly (readonly [WireFault, string])[] = [
  ["reset at once", "the connection was reset"],
  ["reset before the answer", "the connection was reset"],
  ["close before the answer", "the connection was closed before the whole answer had come"],
  ["half-open", "no answer within 0.4 s"],
  ["half a status line", "no answer within 0.4 s"],
  ["slow headers", "no answer within 0.4 s"],
  ["garbage", "the answer is not HTTP"],
  ["endless garbage", "the answer is not HTTP"],
  ["empty answer", "no answer within 0.4 s"],
  ["100 flood", "the connection was closed before the whole answer had come"],
  ["103 flood", "only interim answers came (1xx)"],
  ["switching protocols", "the connection was closed before the whole answer had come"],
  ["huge header", "the answer's headers are too large"],
  ["many headers", "the answer's headers are too large"],
  ["two lengths", "the answer is not as long as it says"],
  ["length and chunks", "the answer is not as long as it says"],
  ["negative length", "the answer is not HTTP"],
];

test.each(silent)("%s ends in time, without a status, as: %s", async (fault, sentence) => {
  proxy.script(fault);
  const result = await client().post(request(proxy.url));
  expect(result).toMatchObject({ statusCode: undefined, error: sentence, body: "" });
  expect(result.durationMs).toBeLessThan(TOTAL_MS + 500);
  // The socket is given up with the call, not when the receiver feels like it.
  await expect.poll(() => proxy.open).toBe(0);
});

const answered: readonly (readonly [WireFault, string | undefined])[] = [
  ["reset after the headers", "the connection was reset"],
  ["truncated body", "the answer broke off after its headers"],
  ["truncated chunks", "the answer broke off after its headers"],
  ["length too long", "the answer broke off after its headers"],
  ["slow body", "the answer was not whole within 0.4 s"],
  ["endless body", undefined],
  ["endless chunk size", "the answer was not whole within 0.4 s"],
  ["length too short", undefined],
  ["two answers", undefined],
];

test.each(answered)(
  "%s: the status that came decides, and what is missing is told",
  async (fault, sentence) => {
    proxy.script(fault);
    const result = await client().post(request(proxy.url));
    expect(result).toMatchObject({ statusCode: 200, error: sentence });
    expect(result.durationMs).toBeLessThan(TOTAL_MS + 500);
    expect(result.body.length).toBeLessThanOrEqual(16_384);
  },
);

test("after a broken answer the connection is not used again", async () => {
  proxy.script("two answers", "pass");
  const sender = client();
  expect((await sender.post(request(proxy.url))).statusCode).toBe(200);
  expect((await sender.post(request(proxy.url))).statusCode).toBe(201);
  expect(proxy.connections).toBe(2);
});

test("an endless answer is read up to its cap and left", async () => {
  proxy.script("endless body");
  const result = await client().post(request(proxy.url));
  expect(result.body).toBe("x".repeat(16_384));
  await expect.poll(() => proxy.open).toBe(0);
  // What the network's own buffers took besides; far from what an endless answer would fill.
  expect(proxy.written).toBeLessThan(16_000_000);
});

test("fifty endless answers at once hold little memory", async () => {
  proxy.script("endless body");
  const sender = client();
  const before = process.memoryUsage().rss;
  await Promise.all(Array.from({ length: 50 }, () => sender.post(request(proxy.url))));
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  await expect.poll(() => proxy.open).toBe(0);
});

test.each(["garbage", "endless garbage", "huge header", "reset before the answer"] as const)(
  "%s where TLS should be ends with a sentence",
  async (fault) => {
    proxy.script(fault);
    const result = await client().post(request(proxy.secureUrl));
    expect(result.statusCode).toBeUndefined();
    expect(result.error).toMatch(
      /^(what answers does not speak TLS|the connection was (reset|closed before the whole answer))/,
    );
    await expect.poll(() => proxy.open).toBe(0);
  },
);

test("a handshake that is never answered ends with the time for connecting, not with the whole time", async () => {
  proxy.script("half-open");
  const result = await client({ connectTimeoutMs: 150, totalTimeoutMs: 5_000 }).post(
    request(proxy.secureUrl),
  );
  expect(result.error).toBe("no connection within 0.15 s");
  expect(result.durationMs).toBeLessThan(2_000);
});

test("a name that is never resolved ends with the time for connecting", async () => {
  const never = client({
    resolve: () => new Promise(() => {}),
    connectTimeoutMs: 150,
    totalTimeoutMs: 5_000,
  });
  const result = await never.post(request("http://slow-name.example/hook"));
  expect(result.error).toBe("no connection within 0.15 s");
  expect(result.durationMs).toBeLessThan(2_000);
});

test("a slow receiver is waited for as long as the whole time allows", async () => {
  proxy.script({ latency: 250 });
  expect(await client().post(request(proxy.url))).toMatchObject({ statusCode: 201, error: undefined });
  proxy.script({ latency: 1_000 });
  expect((await client().post(request(proxy.url))).error).toBe("no answer within 0.4 s");
});

test("nobody listening, an unknown name and a foreign scheme are told apart", async () => {
  const { url } = proxy;
  await proxy.close();
  expect((await client().post(request(url))).error).toBe("connection refused");
  const lost = client({
    resolve: () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })),
  });
  expect((await lost.post(request("https://nowhere.example/"))).error).toBe("the host name is not known");
  for (const odd of ["ftp://example.com/", "file:///etc/passwd", "not an address", "data:text/plain,x"])
    expect((await client().post(request(odd))).error).toBe("the address is not one of HTTP");
});

test("a header that cannot be sent fails the call and nothing else", async () => {
  const sender = client();
  const result = await sender.post({ ...request(proxy.url), headers: { "x-split": "a\r\nx-more: b" } });
  expect(result).toMatchObject({ statusCode: undefined });
  expect(result.error).toContain("header");
  expect((await sender.post(request(proxy.url))).statusCode).toBe(201);
});

test("redirects are told and not followed", async () => {
  proxy.script("redirect to metadata");
  expect(await client().post(request(proxy.url))).toMatchObject({
    statusCode: 307,
    headers: { location: "http://169.254.169.254/latest/meta-data" },
  });
  expect(catcher.caught).toHaveLength(0);
});

test("one origin gets so many connections and no more; they are used again, and closed when idle", async () => {
  proxy.script("pass");
  const sender = client({ connectionsPerOrigin: 3, keepAliveMs: 300, totalTimeoutMs: 5_000 });
  const results = await Promise.all(Array.from({ length: 30 }, () => sender.post(request(proxy.url))));
  expect(new Set(results.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
  expect(proxy.peak).toBe(3);
  expect(proxy.connections).toBe(3);
  await expect.poll(() => proxy.open, { timeout: 5_000 }).toBe(0);
});

test("an origin that hangs holds up no other one", async () => {
  proxy.script("half-open");
  const sender = client({ connectionsPerOrigin: 2, totalTimeoutMs: 600 });
  const hanging = Promise.all(Array.from({ length: 10 }, () => sender.post(request(proxy.url))));
  expect((await sender.post(request(catcher.url))).durationMs).toBeLessThan(400);
  const results = await hanging;
  expect(new Set(results.map(({ error }) => error))).toEqual(new Set(["no answer within 0.6 s"]));
  await expect.poll(() => proxy.open).toBe(0);
});

test("closing ends what is under way, with a sentence", async () => {
  proxy.script("half-open");
  const sender = client({ totalTimeoutMs: 60_000 });
  const pending = sender.post(request(proxy.url));
  await expect.poll(() => proxy.open).toBe(1);
  await sender.close();
  expect((await pending).error).toBe("the delivery was broken off because Hark is stopping");
});
