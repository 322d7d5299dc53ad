import { createHmac, createPrivateKey, createPublicKey, sign as signWith } from "node:crypto";
import type { RandomBytes } from "@hark/kernel";

/** `v1`: HMAC-SHA256 with a shared secret. `v1a`: Ed25519, whose public half can be given to anybody. */
export type SigningKind = "v1" | "v1a";

/** A key as its maker sees it once. */
export interface SigningKey {
  /** `whsec_…` or `whsk_…`. */
  readonly secret: string;
  /** `whpk_…`, or null for a shared secret. */
  readonly publicKey: string | null;
}

const SECRET_BYTES = 32;
const SEED_BYTES = 32;
// The DER of an Ed25519 private key up to its 32 bytes (RFC 8410).
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Makes a key by the Standard Webhooks scheme. */
export function createSigningKey(kind: SigningKind, random: RandomBytes): SigningKey {
  if (kind === "v1")
    return { secret: `whsec_${Buffer.from(random(SECRET_BYTES)).toString("base64")}`, publicKey: null };
  const seed = Buffer.from(random(SEED_BYTES));
  const publicKey = publicOf(seed);
  return {
    secret: `whsk_${Buffer.concat([seed, publicKey]).toString("base64")}`,
    publicKey: `whpk_${publicKey.toString("base64")}`,
  };
}

const privateOf = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
// The last 32 bytes of the DER are the key.
const publicOf = (seed: Buffer): Buffer =>
  createPublicKey(privateOf(seed)).export({ format: "der", type: "spki" }).subarray(-SEED_BYTES);

/** Signs messages with one key; the key is read once and used for many. */
export type Signer = (message: string) => string;

/** A signer for `whsec_…` (`v1,` and base64) or `whsk_…` (`v1a,` and base64). */
export function createSigner(secret: string): Signer {
  if (secret.startsWith("whsk_")) {
    // The seed; the public half that follows it is not needed.
    const key = privateOf(Buffer.from(secret.slice("whsk_".length), "base64").subarray(0, SEED_BYTES));
    return (message) => `v1a,${signWith(null, Buffer.from(message), key).toString("base64")}`;
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return (message) => `v1,${createHmac("sha256", key).update(message).digest("base64")}`;
}

/** What is signed. `timestamp` is in epoch seconds. */
export const signedText = (id: string, timestamp: number, body: string): string =>
  `${id}.${timestamp}.${body}`;

/** The signatures of one message, one for each secret that is valid right now, with spaces between them. */
export function sign(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  const message = signedText(id, timestamp, body);
  return secrets.map((secret) => createSigner(secret)(message)).join(" ");
}
