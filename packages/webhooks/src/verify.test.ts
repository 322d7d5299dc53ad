import { createHmac, generateKeyPairSync, sign as signAsymmetric } from "node:crypto";
import { secureRandom } from "@hark/kernel";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createSigningKey, sign } from "./signing.ts";
import { type SignedMessage, verifySignature } from "./verify.ts";

const SECRET = `whsec_${Buffer.from("a secret of twenty-four by").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("another secret, same length").toString("base64")}`;
const pair = generateKeyPairSync("ed25519");
const PUBLIC = `whpk_${pair.publicKey.export({ format: "der", type: "spki" }).subarray(12).toString("base64")}`;
const now = new Date("2026-03-01T12:00:00.000Z");
const seconds = now.getTime() / 1_000;
const content = (body: string): string => `msg_1.${seconds}.${body}`;

function hmac(body: string, secret = SECRET): string {
  const key = Buffer.from(secret.slice(6), "base64");
  return `v1,${createHmac("sha256", key).update(content(body)).digest("base64")}`;
}
const ed25519 = (body: string): string =>
  `v1a,${signAsymmetric(null, Buffer.from(content(body)), pair.privateKey).toString("base64")}`;

const message = (change: Partial<SignedMessage> = {}): SignedMessage => ({
  secrets: [SECRET],
  id: "msg_1",
  timestamp: String(seconds),
  signature: hmac('{"a":1}'),
  body: '{"a":1}',
  now,
  ...change,
});

test("what the official library signs is genuine", () => {
  const signature = new Webhook(SECRET).sign("msg_1", now, '{"text":"ä 🌍"}');
  expect(verifySignature(message({ signature, body: '{"text":"ä 🌍"}' }))).toEqual({ ok: true });
});

test("what Hark signs is genuine, with either kind of key and with both", () => {
  const shared = createSigningKey("v1", secureRandom);
  const split = createSigningKey("v1a", secureRandom);
  const body = '{"text":"ä 🌍"}';
  const signature = sign([shared.secret, split.secret], "msg_1", seconds, body);
  const publicKeys = [split.publicKey ?? ""];
  for (const keys of [
    { secrets: [shared.secret] },
    { secrets: [], publicKeys },
    { secrets: [shared.secret], publicKeys },
  ])
    expect(verifySignature(message({ ...keys, signature, body }))).toEqual({ ok: true });
});

test.each<[string, Partial<SignedMessage>]>([
  ["one of several signatures", { signature: `v1,${"A".repeat(43)}= ${hmac('{"a":1}')}` }],
  ["one of several secrets, as during a rotation", { secrets: [OTHER, SECRET] }],
  ["a key pair's", { secrets: undefined, publicKeys: [PUBLIC], signature: ed25519('{"a":1}') }],
  ["both kinds", { publicKeys: [PUBLIC], signature: `${ed25519('{"a":1}')} ${hmac('{"a":1}', OTHER)}` }],
  ["beside a version of the future", { signature: `v9,x ${hmac('{"a":1}')}` }],
  ["almost five minutes old", { now: new Date(now.getTime() + 299_000) }],
  ["from a clock that goes ahead", { now: new Date(now.getTime() - 299_000) }],
  [
    "an old one where that is allowed",
    { now: new Date(now.getTime() + 86_400_000), toleranceMs: 90_000_000 },
  ],
  ["of an empty body", { body: "", signature: hmac("") }],
])("genuine: %s", (_, change) => {
  expect(verifySignature(message(change))).toEqual({ ok: true });
});

test.each<[string, Partial<SignedMessage>, string]>([
  ["another body", { body: '{"a":2}' }, "does not fit"],
  ["another id", { id: "msg_2" }, "does not fit"],
  ["another time", { timestamp: String(seconds + 1) }, "does not fit"],
  ["another secret", { secrets: [OTHER] }, "does not fit"],
  ["no id", { id: "" }, "webhook-id is missing"],
  ["no timestamp", { timestamp: " " }, "webhook-timestamp is missing"],
  ["no signature", { signature: "" }, "webhook-signature is missing"],
  ["a timestamp in words", { timestamp: "2026-03-01" }, "whole seconds since 1970"],
  ["a timestamp with a sign", { timestamp: `+${seconds}` }, "whole seconds since 1970"],
  ["an old message", { now: new Date(now.getTime() + 301_000) }, "signed 301 s ago, and only 300 s"],
  ["a message of the future", { now: new Date(now.getTime() - 301_000) }, "301 s in the future"],
  ["no key", { secrets: [] }, "no key to verify with"],
  ["a secret without its prefix", { secrets: [SECRET.slice(6)] }, "must be whsec_ followed by base64"],
  ["a secret that is cut", { secrets: ["whsec_"] }, "must be whsec_ followed by base64"],
  ["a secret that is no base64", { secrets: ["whsec_ä ö"] }, "must be whsec_ followed by base64"],
  ["a public key of the wrong length", { publicKeys: ["whpk_AAAA"] }, "must be whpk_ followed by base64"],
  ["only unknown versions", { signature: "v9,abc" }, "no signature of a known kind"],
  ["a signature without its version", { signature: hmac("x").slice(3) }, "no signature of a known kind"],
  ["a signature that is cut", { signature: hmac("x").slice(0, 20) }, "is not whole"],
  ["a signature with a tail", { signature: `${hmac("x")},x` }, "is not whole"],
  ["a public key for a v1", { secrets: [], publicKeys: [PUBLIC] }, "signed with a secret (v1)"],
  ["a secret for a v1a", { signature: ed25519('{"a":1}') }, "signed with a key pair (v1a)"],
  ["a line end that was added", { body: '{"a":1}\n' }, "white space around it"],
  ["a body that was parsed and written anew", { body: '{\n  "a": 1\n}' }, "before it is parsed"],
])("not genuine: %s", (_, change, words) => {
  const verdict = verifySignature(message(change));
  expect(verdict.ok ? "genuine" : verdict.message).toContain(words);
});

test("no change of one character of the body or the signature goes unnoticed, and nothing throws", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (body, id, signature) => {
      const genuine = message({ body, signature: hmac(body) });
      expect(verifySignature(genuine).ok).toBe(true);
      expect(verifySignature({ ...genuine, body: `${body}x` }).ok).toBe(false);
      expect(verifySignature({ ...genuine, id: `${id}x` }).ok).toBe(false);
      expect(verifySignature({ ...genuine, signature }).ok).toBe(false);
    }),
  );
});
