import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type AppBench, appBench, type Call, callerOf } from "@hark/accounts/testing";
import { createDeskApp, type DeskApp, migrations as deskMigrations } from "@hark/desk-server";
import { MINUTE, secureRandom } from "@hark/kernel";
import { type AddressPolicy, createClient, createSecretBox, type OutgoingClient } from "@hark/webhooks";
import { maintainPartitions, migrations as workflowMigrations } from "@hark/workflow";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

// "Tell another system" (03): a step that calls a real receiver through the one guarded client, with secrets sealed as they are in
// production. The receiver tells back everything it was told, secrets included.
interface Taken {
  readonly headers: IncomingHttpHeaders;
  readonly url: string;
  readonly body: unknown;
}
const TOKEN = "token-that-nobody-may-read";
const TOTAL_MS = 400;

let receiver: Server;
let respond: (response: ServerResponse, taken: Taken) => void;
const taken: Taken[] = [];
let address = "";
let bench: AppBench;
let log = "";
const clients: OutgoingClient[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      const told = { headers: request.headers, url: request.url ?? "", body: JSON.parse(body) as unknown };
      taken.push(told);
      respond(response, told);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const logger = pino({ level: "trace" }, { write: (line: string) => void (log += line) });
  bench = await appBench("http://127.0.0.1:4500", [workflowMigrations, deskMigrations], logger);
  await maintainPartitions(bench.database, bench.clock.now(), 90);
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await bench.close();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  taken.length = 0;
  log = "";
});

const echo = (status: number) => (response: ServerResponse, told: Taken) =>
  response
    .writeHead(status, { "content-type": "application/json", "x-told": told.headers.authorization ?? "" })
    .end(JSON.stringify({ told, from: address }));

interface Told {
  readonly desk: DeskApp;
  readonly call: Call;
  readonly workflowId: string;
  readonly customerId: string;
  arrive(): Promise<void>;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  run(): Promise<any>;
  notes(): Promise<string[]>;
}

/** A Desk whose steps may reach what `policy` says, with the document enabled for a hook of its own. */
async function tellAnotherSystem(policy: AddressPolicy): Promise<Told> {
  const client = createClient({ policy, totalTimeoutMs: TOTAL_MS });
  clients.push(client);
  const desk = await createDeskApp({
    ...bench.parts,
    outside: client.request,
    secrets: createSecretBox(bench.secret, secureRandom),
    webFiles: "/nowhere",
    hookRatePerMinute: 0,
    formRatePerMinute: 0,
    hookMail: { domain: "hooks.example", host: "127.0.0.1", port: undefined },
    retentionDays: 90,
  });
  const call = callerOf(desk.server, await bench.key("desk", ["org.admin"]));
  const hook = (await call("POST", "/v1/hooks/web", { title: "Reviews" })).body.data;
  const workflowId = await enable(call, hook.id);
  const email = `${crypto.randomUUID()}@example.com`;
  const customer = await call("POST", "/v1/customers", { emails: [{ email }] });
  const runs = async () => (await call("GET", `/v1/workflows/${workflowId}/runs`)).body.data;
  return {
    desk,
    call,
    workflowId,
    customerId: customer.body.data.id,
    arrive: async () => {
      const event = { reviewerEmail: email, review: { reviewId: "r-1", rating: 4 } };
      const answer = await call("POST", `/v1/hooks/web/${hook.attributes.hash}`, event);
      expect(answer.status).toBe(201);
      await desk.executor.drain();
    },
    run: async () => (await call("GET", `/v1/runs/${(await runs())[0].id}`)).body.data.attributes,
    notes: async () =>
      (await call("GET", `/v1/customers/${customer.body.data.id}/notes`)).body.data.map(
        (note: { attributes: { body: string } }) => note.attributes.body,
      ),
  };
}

async function enable(call: Call, hookId: string): Promise<string> {
  const file = new URL("../../../../packages/workflow/src/core/fixtures/03-call-out.json", import.meta.url);
  const shipped = readFileSync(file, "utf8").replaceAll("HOOK_ID", hookId);
  const made = await call("POST", "/v1/workflows", JSON.parse(shipped));
  const id: string = made.body.data.id;
  const variable = async (name: string, value: string): Promise<string> =>
    (await call("POST", `/v1/workflows/${id}/variables`, { name, value })).body.data.id;
  const document = shipped
    .replaceAll("64b000000000000000000001", await variable("address", address))
    .replaceAll("64b000000000000000000002", await variable("token", TOKEN));
  const saved = await call("PUT", `/v1/workflows/${id}`, { ...JSON.parse(document), enabled: true });
  expect(saved.body).toMatchObject({ data: { attributes: { enabled: true } } });
  return id;
}

/** Everything the API tells of a workflow and its runs, and what was logged: the variables must stand in none of it. */
async function expectSecret({ call, workflowId, customerId }: Told): Promise<void> {
  const runs = (await call("GET", `/v1/workflows/${workflowId}/runs`)).body.data as { id: string }[];
  const told: unknown[] = [runs, log];
  for (const path of [
    ...runs.map(({ id }) => `/v1/runs/${id}`),
    `/v1/runs?workflow=${workflowId}`,
    `/v1/workflows/${workflowId}`,
    `/v1/workflows/${workflowId}/document`,
    `/v1/workflows/${workflowId}/variables`,
    `/v1/workflows/${workflowId}/processes`,
    `/v1/customers/${customerId}/notes`,
  ]) {
    const answer = await call("GET", path);
    expect(answer.status, path).toBe(200);
    told.push(answer.body);
  }
  const all = JSON.stringify(told);
  expect(all).not.toContain(TOKEN);
  expect(all).not.toContain(address);
  const ended = await bench.database.all("select journal::text, error::text from workflow.runs");
  const stored = await bench.database.all(
    "select encode(sealed, 'escape') as sealed from workflow.variables",
  );
  expect(JSON.stringify([ended, stored])).not.toContain(TOKEN);
}

const local = { allowLoopback: true, allowedRanges: [] };

test("a receiver that answers 200 was told what it needs, and the run ends quietly", async () => {
  respond = echo(200);
  const told = await tellAnotherSystem(local);
  await told.arrive();
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatchObject({
    url: "/reviews",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: { id: "r-1", stars: 4 },
  });
  const run = await told.run();
  expect(run).toMatchObject({ state: "completed", error: null, stepCount: 2 });
  expect(run.journal[1].output.response.statusCode).toBe(200);
  expect(await told.notes()).toEqual([]);
  await expectSecret(told);
});

test("a receiver that answers 503 is no error: the note tells the status", async () => {
  respond = echo(503);
  const told = await tellAnotherSystem(local);
  await told.arrive();
  expect(taken).toHaveLength(1);
  expect(await told.run()).toMatchObject({ state: "completed", error: null, stepCount: 4 });
  expect(await told.notes()).toEqual(["The review system answered 503."]);
  await expectSecret(told);
});

test("a receiver that hangs is given up after its time-out, tried again under the same key, and then told of", async () => {
  respond = () => {};
  const told = await tellAnotherSystem(local);
  await told.arrive();
  expect(await told.run()).toMatchObject({
    state: "waiting",
    waitingFor: expect.stringContaining(
      `another try of the call (2 of 5) after: no answer within ${TOTAL_MS / 1_000} s`,
    ),
  });
  await expectSecret(told);
  for (let tries = 2; tries <= 5; tries += 1) {
    bench.clock.advance(MINUTE);
    await told.desk.executor.drain();
  }
  expect(taken).toHaveLength(5);
  expect(new Set(taken.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect(await told.run()).toMatchObject({ state: "failed", error: { code: "unreachable", step: "call" } });
  expect(await told.notes()).toEqual([]);
  await expectSecret(told);
});

test("a receiver that hangs once and then answers is an answer like any other", async () => {
  respond = () => {};
  const told = await tellAnotherSystem(local);
  await told.arrive();
  respond = echo(200);
  bench.clock.advance(MINUTE);
  await told.desk.executor.drain();
  expect(taken).toHaveLength(2);
  expect(await told.run()).toMatchObject({ state: "completed", stepCount: 2 });
  await expectSecret(told);
});

test("a private address is refused at once, with the reason, and nothing is sent", async () => {
  const told = await tellAnotherSystem({ allowLoopback: false, allowedRanges: [] });
  await told.arrive();
  expect(taken).toEqual([]);
  const run = await told.run();
  expect(run).toMatchObject({ state: "failed", error: { code: "refused", step: "call" } });
  expect(run.error.message).toContain("the address is private");
  await expectSecret(told);
});

test("a private network that the operator allows is reached", async () => {
  respond = echo(200);
  const told = await tellAnotherSystem({ allowLoopback: false, allowedRanges: ["127.0.0.0/8"] });
  await told.arrive();
  expect(taken).toHaveLength(1);
  expect(await told.run()).toMatchObject({ state: "completed" });
});
