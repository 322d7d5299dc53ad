import { afterEach, beforeEach, expect, test } from "vitest";
import type { AddressPolicy } from "./address-filter.ts";
import { createClient, type OutgoingClient, type Resolve } from "./client.ts";
import { type Catcher, startCatcher } from "./testing/index.ts";

const PRIVATE = "the address is private, which deliveries may not reach";
const strict: AddressPolicy = { allowLoopback: false, allowedRanges: [] };
const local: AddressPolicy = { allowLoopback: true, allowedRanges: [] };
let catcher: Catcher;
let port: string;
let clients: OutgoingClient[] = [];

beforeEach(async () => {
  catcher = await startCatcher();
  port = new URL(catcher.url).port;
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
  await catcher.close();
});

function client(
  policy: AddressPolicy,
  ...answers: (readonly string[])[]
): OutgoingClient & { asked: string[] } {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    asked.push(hostname);
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  const made = createClient({ policy, resolve, totalTimeoutMs: 1_000, connectTimeoutMs: 500 });
  clients.push(made);
  return Object.assign(made, { asked });
}

const post = (sender: OutgoingClient, url: string) => sender.post({ url, headers: {}, body: "{}" });

test.each([
  [["127.0.0.1"]],
  [["10.0.0.1"]],
  [["169.254.169.254"]],
  [["fd00:ec2::254"]],
  [["::ffff:127.0.0.1"]],
  [["64:ff9b::7f00:1"]],
  [["fe80::1%lo"]],
  [["0.0.0.0"]],
  [["::"]],
  // One that is fine does not open the door for the other, whichever comes first.
  [["93.184.216.34", "127.0.0.1"]],
  [["127.0.0.1", "93.184.216.34"]],
  [["93.184.216.34", "::1"]],
  [["2606:2800:220:1::1", "10.0.0.1"]],
  [["2606:2800:220:1::1", "::ffff:10.0.0.1"]],
  [[]],
])("a name that leads to %s is refused before anything is sent", async (addresses) => {
  const sender = client(strict, addresses);
  for (const scheme of ["http", "https"])
    expect(await post(sender, `${scheme}://receiver.example:${port}/hook`)).toMatchObject({
      statusCode: undefined,
      error: PRIVATE,
    });
  expect(catcher.caught).toHaveLength(0);
});

test.each(["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "[::1]", "[::ffff:7f00:1]", "[::]", "0"])(
  "the literal %s is refused without asking the resolver",
  async (host) => {
    const sender = client(strict, ["93.184.216.34"]);
    expect((await post(sender, `http://${host}:${port}/hook`)).error).toBe(PRIVATE);
    expect(sender.asked).toEqual([]);
    expect(catcher.caught).toHaveLength(0);
  },
);

test("a name is judged by the answer it is connected with: one lookup per connection, no second one that could differ", async () => {
  const sender = client(local, ["127.0.0.1"], ["10.0.0.1"]);
  expect((await post(sender, `http://receiver.example:${port}/hook`)).statusCode).toBe(201);
  expect(sender.asked).toEqual(["receiver.example"]);
});

test("a name that is bound to another address after the first call is refused at the next connection", async () => {
  catcher.script("hang up", { status: 201 });
  const sender = client(local, ["127.0.0.1"], ["192.168.0.1"]);
  expect((await post(sender, `http://receiver.example:${port}/hook`)).statusCode).toBeUndefined();
  expect((await post(sender, `http://receiver.example:${port}/hook`)).error).toBe(PRIVATE);
  expect(sender.asked).toHaveLength(2);
});

test("a user name in the address goes nowhere: the host decides", async () => {
  const sender = client(strict, ["93.184.216.34"]);
  expect((await post(sender, `http://example.com@127.0.0.1:${port}/hook`)).error).toBe(PRIVATE);
  const allowed = client(local, ["127.0.0.1"]);
  await post(allowed, `http://user:secret@127.0.0.1:${port}/hook`);
  expect(catcher.caught[0]?.headers).not.toHaveProperty("authorization");
});

test("ports of other protocols are refused at the call too", async () => {
  expect((await post(client(strict, ["93.184.216.34"]), "https://example.com:25/")).error).toContain(
    "port 25",
  );
});

test.each([301, 302, 303, 307, 308])("a %i to another place is told and not followed", async (status) => {
  catcher.script({ status, headers: { location: `http://127.0.0.1:${port}/elsewhere` } });
  expect((await post(client(local, ["127.0.0.1"]), catcher.url)).statusCode).toBe(status);
  expect(catcher.caught.map(({ path }) => path)).toEqual(["/hook"]);
});

test("an operator's range opens that range only", async () => {
  const ranged = { allowLoopback: false, allowedRanges: ["127.0.0.0/8"] };
  expect((await post(client(ranged, ["127.0.0.1"]), `http://receiver.example:${port}/hook`)).statusCode).toBe(
    201,
  );
  expect((await post(client(ranged, ["10.0.0.1"]), `http://receiver.example:${port}/hook`)).error).toBe(
    PRIVATE,
  );
});
