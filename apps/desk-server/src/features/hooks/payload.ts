import { HarkError } from "@hark/kernel";
import { readUrlEncoded } from "./bodies/form.ts";
import { jsonTextOf, readJsonText } from "./bodies/json.ts";
import { readMultipart } from "./bodies/multipart.ts";
import { readXml } from "./bodies/xml.ts";

/** What a sender posted, as JSON text. */
export interface Payload {
  readonly json: string;
  readonly bytes: number;
}

/**
 * Reads a body by its content type: JSON to the letter, forms and XML as objects (what is broken is refused with 400, so that
 * the sender learns of it), everything else as `{"unstructured": "…"}`. Throws 415 for a character set nobody knows.
 */
export async function readPayload(body: Buffer, contentType: string): Promise<Payload> {
  return { json: await toJson(body, contentType), bytes: body.length };
}

async function toJson(body: Buffer, contentType: string): Promise<string> {
  if (body.length === 0) return "{}";
  const media = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (media === "multipart/form-data") return jsonTextOf(await readMultipart(body, contentType));
  if (/^(application|text)\/([\w.+-]+\+)?json$/.test(media)) return readJsonText(decode(body, contentType));
  if (media === "application/x-www-form-urlencoded")
    return jsonTextOf(readUrlEncoded(decode(body, contentType)));
  if (/^[\w.-]+\/([\w.+-]+\+)?xml$/.test(media)) return jsonTextOf(readXml(decodeXml(body, contentType)));
  return jsonTextOf({ unstructured: decode(body, contentType).replaceAll("\0", "") });
}

function decode(body: Buffer, contentType: string): string {
  return decodeAs(body, /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? "utf-8");
}

/** XML may say in its first line how it is written; the content type goes before that. */
function decodeXml(body: Buffer, contentType: string): string {
  if (/;\s*charset\s*=/i.test(contentType)) return decode(body, contentType);
  const head = body.subarray(0, 200).toString("latin1");
  return decodeAs(body, /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? "utf-8");
}

function decodeAs(body: Buffer, charset: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    throw new HarkError(
      "unsupported",
      `the character set ${charset} is not known here; send the body as UTF-8`,
      {
        parameter: "content-type",
      },
    );
  }
  return decoder.decode(body);
}

/** Reads a sender's idempotency key. Throws 400 for one that is too long to be one. */
export function readKey(headers: Readonly<Record<string, string | string[] | undefined>>): string | null {
  const given = headers["webhook-id"] ?? headers["idempotency-key"];
  const key = Array.isArray(given) ? given[0] : given;
  if (!key) return null;
  if (key.length <= 255) return key;
  throw new HarkError("badparam", "the idempotency key has more than 255 characters; send a shorter one", {
    parameter: headers["webhook-id"] ? "webhook-id" : "idempotency-key",
  });
}
