import { createHmac } from "node:crypto";

/**
 * The signatures of one message by the Standard Webhooks scheme: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`,
 * one for each secret that is valid right now. A secret is `whsec_` and base64.
 */
export function sign(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    })
    .join(" ");
}
