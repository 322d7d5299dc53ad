import { parseJsonBody } from "@hark/http";
import { HarkError } from "@hark/kernel";

/** What a sender posted, as JSON text. */
export interface Payload {
  readonly json: string;
  readonly bytes: number;
}

/**
 * Reads a body by its content type: JSON to the letter (broken JSON is refused, so that the sender learns of it), a form as
 * an object of its fields, everything else as `{"unstructured": "…"}`.
 */
export function readPayload(text: string, contentType: string): Payload {
  return { json: toJson(text, contentType.toLowerCase()), bytes: Buffer.byteLength(text) };
}

function toJson(text: string, contentType: string): string {
  if (text === "") return "{}";
  if (/^application\/([\w.+-]+\+)?json\b/.test(contentType)) {
    parseJsonBody(text);
    return withoutNul(text);
  }
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return JSON.stringify(Object.fromEntries(new URLSearchParams(text)));
  return JSON.stringify({ unstructured: text.replaceAll("\0", "") });
}

/** PostgreSQL cannot hold the NUL character in text; one body with it must not break the batch it arrives in. */
function withoutNul(json: string): string {
  if (!json.includes("\\u0000")) return json;
  const clean: unknown = JSON.parse(json, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "") : value,
  );
  return JSON.stringify(clean);
}

/** Reads a sender's idempotency key. Throws 400 for one that is too long to be one. */
export function readKey(headers: Readonly<Record<string, string | string[] | undefined>>): string | null {
  const given = headers["webhook-id"] ?? headers["idempotency-key"];
  const key = Array.isArray(given) ? given[0] : given;
  if (!key) return null;
  if (key.length <= 255) return key;
  throw new HarkError("badparam", "the idempotency key has more than 255 characters; send a shorter one", {
    parameter: "webhook-id",
  });
}
