import {
  createHmac,
  createPublicKey,
  type KeyObject,
  timingSafeEqual,
  verify as verifyAsymmetric,
} from "node:crypto";
import { MINUTE, SECOND } from "@hark/kernel";

/** A message as a receiver got it, and the keys it holds. */
export interface SignedMessage {
  /** `whsec_…`; the message is genuine when it is signed with one of them. */
  readonly secrets?: readonly string[] | undefined;
  /** `whpk_…`, for signatures of the kind v1a (Ed25519). */
  readonly publicKeys?: readonly string[] | undefined;
  /** The headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, to the letter. */
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  /** The body, to the byte. */
  readonly body: string;
  readonly now: Date;
  /** How far the timestamp may be from now, either way (ms, default five minutes). */
  readonly toleranceMs?: number | undefined;
}

/** Whether a message is genuine; if not, why, in words for the person who builds the receiver. */
export type SignatureVerdict = { readonly ok: true } | { readonly ok: false; readonly message: string };

const TOLERANCE_MS = 5 * MINUTE;
const ED25519_BYTES = 32;
const ED25519_SIGNATURE_BYTES = 64;
const SHA256_BYTES = 32;
// What stands before the 32 bytes of an Ed25519 key in its usual form (RFC 8410).
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Verifies a signature of the Standard Webhooks scheme: `v1,<base64>` (HMAC-SHA256) and `v1a,<base64>` (Ed25519) of
 * `id.timestamp.body`, separated by spaces; one that fits is enough. Comparisons take the same time wherever they differ.
 */
export function verifySignature(message: SignedMessage): SignatureVerdict {
  const fault = headersFault(message) ?? timestampFault(message);
  if (fault !== undefined) return { ok: false, message: fault };
  const secrets = readKeys(message.secrets ?? [], "whsec_", (bytes) =>
    bytes.length > 0 ? bytes : undefined,
  );
  if (typeof secrets === "string") return { ok: false, message: secrets };
  const publicKeys = readKeys(message.publicKeys ?? [], "whpk_", publicKeyOf);
  if (typeof publicKeys === "string") return { ok: false, message: publicKeys };
  if (secrets.length + publicKeys.length === 0)
    return {
      ok: false,
      message: "There is no key to verify with; give a secret (whsec_…) or a public key (whpk_…).",
    };

  const signatures = readSignatures(message.signature);
  if (typeof signatures === "string") return { ok: false, message: signatures };
  const fits = (body: string): boolean => isSigned(message, body, secrets, publicKeys, signatures);
  if (fits(message.body)) return { ok: true };
  return { ok: false, message: mismatchWords(message.body, secrets, publicKeys, signatures, fits) };
}

function headersFault({ id, timestamp, signature }: SignedMessage): string | undefined {
  const missing = [
    ["webhook-id", id],
    ["webhook-timestamp", timestamp],
    ["webhook-signature", signature],
  ].find(([, value]) => value?.trim() === "");
  return missing && `The header ${missing[0]} is missing.`;
}

function timestampFault({ timestamp, now, toleranceMs = TOLERANCE_MS }: SignedMessage): string | undefined {
  if (!/^\d{1,12}$/.test(timestamp))
    return "The header webhook-timestamp must hold whole seconds since 1970, such as 1767225600.";
  const age = now.getTime() - Number(timestamp) * SECOND;
  if (Math.abs(age) <= toleranceMs) return undefined;
  const far = `${Math.round(Math.abs(age) / SECOND)} s`;
  const allowed = `${toleranceMs / SECOND} s`;
  return age > 0
    ? `The message was signed ${far} ago, and only ${allowed} are allowed: somebody plays it again, or a clock is wrong.`
    : `The message was signed ${far} in the future, and only ${allowed} are allowed: a clock is wrong.`;
}

/** Reads keys as base64 behind their prefix; a sentence when one cannot be read. */
function readKeys<Key>(
  texts: readonly string[],
  prefix: string,
  read: (bytes: Buffer) => Key | undefined,
): Key[] | string {
  const keys: Key[] = [];
  for (const text of texts) {
    const bytes = text.startsWith(prefix) ? fromBase64(text.slice(prefix.length)) : undefined;
    const key = bytes && read(bytes);
    if (key === undefined)
      return `A key is not readable; it must be ${prefix} followed by base64, copied whole.`;
    keys.push(key);
  }
  return keys;
}

/** Strict, for Node's own reading skips whatever it does not know. */
const fromBase64 = (text: string): Buffer | undefined =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;

const publicKeyOf = (bytes: Buffer): KeyObject | undefined =>
  bytes.length === ED25519_BYTES
    ? createPublicKey({ key: Buffer.concat([ED25519_SPKI, bytes]), format: "der", type: "spki" })
    : undefined;

interface Signature {
  readonly version: "v1" | "v1a";
  readonly bytes: Buffer;
}

function readSignatures(header: string): Signature[] | string {
  const signatures: Signature[] = [];
  for (const entry of header.trim().split(/\s+/)) {
    const [version, text = "", ...others] = entry.split(",");
    // Versions that are not known yet are passed over, as the scheme asks.
    if (version !== "v1" && version !== "v1a") continue;
    const bytes = others.length === 0 ? fromBase64(text) : undefined;
    if (bytes?.length !== (version === "v1" ? SHA256_BYTES : ED25519_SIGNATURE_BYTES))
      return `The signature of kind ${version} is not whole; it must be ${version}, a comma and base64.`;
    signatures.push({ version, bytes });
  }
  return signatures.length > 0
    ? signatures
    : "The header webhook-signature holds no signature of a known kind (v1,… or v1a,…).";
}

function isSigned(
  { id, timestamp }: SignedMessage,
  body: string,
  secrets: readonly Buffer[],
  publicKeys: readonly KeyObject[],
  signatures: readonly Signature[],
): boolean {
  const content = Buffer.from(`${id}.${timestamp}.${body}`);
  const expected = secrets.map((secret) => createHmac("sha256", secret).update(content).digest());
  return signatures.some(({ version, bytes }) =>
    version === "v1"
      ? expected.some((digest) => timingSafeEqual(digest, bytes))
      : publicKeys.some((key) => verifyAsymmetric(null, content, key, bytes)),
  );
}

/** Says what is most likely wrong: most receivers that fail here read the body in another way than it was sent. */
function mismatchWords(
  body: string,
  secrets: readonly Buffer[],
  publicKeys: readonly KeyObject[],
  signatures: readonly Signature[],
  fits: (body: string) => boolean,
): string {
  const kinds = new Set(signatures.map(({ version }) => version));
  if (secrets.length === 0 && !kinds.has("v1a"))
    return "The message is signed with a secret (v1); verify it with the secret (whsec_…), not with a public key.";
  if (publicKeys.length === 0 && !kinds.has("v1"))
    return "The message is signed with a key pair (v1a); verify it with the public key (whpk_…), not with a secret.";
  const compact = compacted(body);
  if (fits(body.trim()) || fits(`${body}\n`))
    return "The signature fits the body without the white space around it: take the body as it came, to the byte.";
  if (compact !== undefined && fits(compact))
    return "The signature fits the same JSON written anew: verify the body as it came, before it is parsed.";
  return "The signature does not fit: the key is another one, or the id, the timestamp or the body was changed on the way.";
}

function compacted(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}
