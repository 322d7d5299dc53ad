import { createPublicKey, verify } from "node:crypto";
import { newId, secureRandom } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createSigningKey,
  deleteSigningKey,
  listSigningKeys,
  migrations,
  rotateSigningKey,
} from "./index.ts";
import { type Catcher, type Caught, startCatcher } from "./testing/catcher.ts";
import { ORG, type Scene, setScene } from "./testing/scene.ts";

const HOUR = 3_600_000;
let database: Database;
let catcher: Catcher;
let scene: Scene;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());
beforeEach(async () => {
  catcher = await startCatcher();
  // The official verifier looks at the real time.
  scene = await setScene(database, new Date().toISOString());
});
afterEach(() => catcher.close());

function accepted(secret: string, request: Caught): boolean {
  try {
    new Webhook(secret).verify(request.body, request.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

async function sendOne(): Promise<Caught> {
  await scene.tell({ rating: 2, text: "ä “quoted” 🌍" });
  await scene.deliverer().drain();
  const request = catcher.caught.at(-1);
  if (!request) throw new Error("nothing was sent");
  return request;
}

test("the official verifier accepts what really arrived, and nothing that was changed", async () => {
  const endpoint = await scene.endpoint(catcher.url);
  const { secret } = await scene.key(endpoint.id, "v1");
  const request = await sendOne();
  expect(accepted(secret, request)).toBe(true);
  expect(accepted(secret, { ...request, body: request.body.replace("2", "3") })).toBe(false);
  expect(accepted(createSigningKey("v1", secureRandom).secret, request)).toBe(false);
  expect(JSON.parse(request.body)).toEqual({
    type: "review.created",
    timestamp: scene.clock.now().toISOString(),
    data: { rating: 2, text: "ä “quoted” 🌍" },
  });
});

test("a v1a signature verifies with nothing but the public key", async () => {
  const endpoint = await scene.endpoint(catcher.url);
  const { publicKey } = await scene.key(endpoint.id, "v1a");
  const { headers, body } = await sendOne();
  const signature = String(headers["webhook-signature"]);
  expect(signature).toMatch(/^v1a,/);
  const der = Buffer.concat([
    Buffer.from("302a300506032b6570032100", "hex"),
    Buffer.from(String(publicKey).replace("whpk_", ""), "base64"),
  ]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const check = (text: string): boolean =>
    verify(null, Buffer.from(text), key, Buffer.from(signature.slice("v1a,".length), "base64"));
  const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  expect(check(text)).toBe(true);
  expect(check(`${text} `)).toBe(false);
});

test("while keys overlap both verify; afterwards the new one alone", async () => {
  const endpoint = await scene.endpoint(catcher.url);
  const old = await scene.key(endpoint.id, "v1");
  // Half a day ago, so that the overlap can end while the verifier's clock stands where it is.
  const fresh = createSigningKey("v1", secureRandom);
  const rotated = new Date(scene.clock.now().getTime() - 12 * HOUR);
  const key = {
    orgId: ORG,
    endpointId: endpoint.id,
    id: newId(rotated),
    kind: "v1" as const,
    sealed: scene.seal(fresh.secret),
    lastChars: fresh.secret.slice(-4),
    publicKey: null,
    now: rotated,
  };
  await rotateSigningKey(database, key, { overlapMs: 24 * HOUR });
  const during = await sendOne();
  expect(String(during.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  expect([accepted(old.secret, during), accepted(fresh.secret, during)]).toEqual([true, true]);

  await database.run("update webhooks.signing_keys set expires_at = $1 where expires_at is not null", [
    rotated,
  ]);
  const after = await sendOne();
  expect([accepted(old.secret, after), accepted(fresh.secret, after)]).toEqual([false, true]);
  const valid = await listSigningKeys(database, ORG, [endpoint.id], scene.clock.now());
  expect(valid.map(({ id }) => id)).toEqual([key.id]);
  expect(await deleteSigningKey(database, ORG, endpoint.id, key.id, scene.clock.now())).toBe(false);
});

test("every attempt sends the same bytes under the same id, signed for its own time", async () => {
  const endpoint = await scene.endpoint(catcher.url);
  const { secret } = await scene.key(endpoint.id, "v1");
  catcher.script({ status: 503 });
  const first = await sendOne();
  scene.clock.advance(10_000);
  await scene.deliverer().drain();
  const second = catcher.caught.at(-1);
  expect(catcher.caught).toHaveLength(2);
  expect(second?.body).toBe(first.body);
  expect(second?.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
  expect(second?.headers["webhook-timestamp"]).not.toBe(first.headers["webhook-timestamp"]);
  expect(second && accepted(secret, second)).toBe(true);
});

test("custom headers go along, and cannot take the place of ours", async () => {
  const headers = { "x-tenant": "7", "webhook-id": "forged", authorization: "Basic abc" };
  await scene.endpoint(catcher.url, {
    headers: { sealed: scene.seal(JSON.stringify(headers)), names: Object.keys(headers) },
  });
  const request = await sendOne();
  expect(request.headers).toMatchObject({ "x-tenant": "7", authorization: "Basic abc" });
  expect(request.headers["webhook-id"]).toMatch(/^msg_/);
});

test("secrets that cannot be opened are told, and tried again", async () => {
  await scene.endpoint(catcher.url, { headers: { sealed: Buffer.alloc(40), names: ["x"] } });
  await scene.tell({});
  await scene.deliverer().drain();
  expect(catcher.caught).toHaveLength(0);
  const [row] = await scene.rows();
  expect(row).toMatchObject({ state: "pending", attempt_count: 1 });
  expect(row?.last_error).toContain("save it once more");
});
