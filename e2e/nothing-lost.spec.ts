import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HarkProcess, startHark } from "./hark-process.ts";
import { type Joined, join } from "./join.ts";

/** Stands between Reviews and Desk's hook, so that Desk can be away for Reviews while the process lives on. */
interface Gate {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** How long Desk is away: a deployment's minute. */
const AWAY_MS = 60_000;

let hark: HarkProcess;
let gate: Gate;
let joined: Joined;
beforeAll(async () => {
  hark = await startHark({ HARK_SUBMISSION_RATE: "0" });
  gate = await makeGate(() => new URL(hark.deskUrl).port);
  joined = await join(hark, (url) => url.replace(new URL(hark.deskUrl).port, String(gate.port)));
});
afterAll(async () => {
  await gate.shut();
  await hark.remove();
});

test("reviews that come in while Desk is away all arrive once it is back, each of them once", async () => {
  await gate.shut();
  const email = "patient@example.com";
  for (let at = 0; at < 12; at += 1)
    expect((await joined.review({ email, title: `Review ${at}` })).status).toBe(201);
  await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
  expect(await joined.objectsOf(email)).toHaveLength(0);
  await gate.open();
  await joined.awaitObjects(email, 12, 90_000);
  expect(await joined.objectsOf(email)).toHaveLength(12);
});

test("a process that is killed between a review and its delivery sends it when it is back", async () => {
  await gate.shut();
  const email = "killed@example.com";
  expect((await joined.review({ email })).status).toBe(201);
  await hark.kill();
  await gate.open();
  await hark.start();
  await joined.awaitObjects(email, 1, 120_000);
  expect(await joined.objectsOf(email)).toHaveLength(1);
});

test("a process that is killed in the middle of many runs loses nothing and does nothing twice", async () => {
  const email = "storm@example.com";
  const many = 60;
  const answers = Promise.allSettled(
    Array.from({ length: many }, (_, at) => joined.review({ email, title: `Storm ${at}` })),
  );
  await new Promise((resolve) => setTimeout(resolve, 250));
  await hark.kill();
  const accepted = (await answers).filter(
    (answer) => answer.status === "fulfilled" && answer.value.status === 201,
  ).length;
  await hark.start();
  await joined.awaitObjects(email, accepted, 120_000);
  // What was cut off before its answer may have been stored or not; what was answered is there, and nothing is there twice.
  const ids = (await joined.objectsOf(email)).map((object) => object.attributes.externalId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(accepted);
  expect(ids.length).toBeLessThanOrEqual(many);
});

async function makeGate(port: () => string): Promise<Gate> {
  let server: Server | undefined;
  let own = 0;
  const open = async (): Promise<void> => {
    server = createServer((incoming, outgoing) => {
      const onward = request(
        {
          host: "127.0.0.1",
          port: port(),
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server?.listen(own, "127.0.0.1", resolve));
    own = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    get port() {
      return own;
    },
    shut: async () => {
      const closing = server;
      server = undefined;
      closing?.closeAllConnections();
      if (closing) await new Promise((resolve) => closing.close(resolve));
    },
    open,
  };
}
