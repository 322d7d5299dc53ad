import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { RandomBytes } from "@hark/kernel";

/** Keeps secrets that must be readable again, such as a receiver's API key. */
export interface SecretBox {
  /** `owner` (an organisation's id) is bound in: a secret copied to another row cannot be opened there. */
  seal(secret: string, owner: string): Buffer;
  /** Throws when the installation's secret is another one, or the bytes were changed. */
  open(sealed: Buffer, owner: string): string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key derived from the installation's secret (HKDF-SHA256). */
export function createSecretBox(installationSecret: string, random: RandomBytes): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", installationSecret, "", "hark webhooks secrets", 32));
  return {
    seal: (secret, owner) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, owner) => {
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner)).setAuthTag(tag);
      return Buffer.concat([
        decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}
