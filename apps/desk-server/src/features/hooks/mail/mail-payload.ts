import { createHash } from "node:crypto";
import { HarkError, isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { AddressObject, Headers, ParsedMail } from "mailparser";
import { fileInPayload } from "../bodies/multipart.ts";
import { findJson } from "./json-in-mail.ts";

/** What a mail says of itself, and how a repetition of it is known. */
export interface ReadMail {
  readonly payload: JsonObject;
  /** Its Message-ID; null when it has none. */
  readonly key: string | null;
}

const MAX_HEAD_BYTES = 32_768;
const MAX_PARTS = 200;
const MAX_KEY = 255;
const MAX_HEADER = 1_000;

/**
 * Reads a mail as a transaction's data: `from`, `to`, `cc`, `replyTo`, `subject`, `date`, `messageId`, `text`, `html`,
 * `headers`, `attachments`, and the JSON found in it as `json`. The members of that object also stand beside these, but
 * never in the place of one: what a mail says it is cannot be said by its text. Throws 400 for what is no mail.
 */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const mail = await parse(raw);
  const json = findJson({
    text: mail.text,
    html: mail.html === false ? undefined : mail.html,
    attachment: mail.attachments
      .find((file) => /^(application|text)\/([\w.+-]+\+)?json$/i.test(file.contentType))
      ?.content.toString("utf8"),
  });
  const own = membersOf(mail);
  const shown = Object.entries(own).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  const beside = isJsonObject(json) ? Object.entries(json).filter(([name]) => !OWN.has(name)) : [];
  return {
    payload: Object.fromEntries([
      ...shown,
      ...(json === undefined ? [] : [["json", json] as const]),
      ...beside,
    ]),
    key: keyOf(mail.messageId),
  };
}

const OWN = new Set([
  "from",
  "to",
  "cc",
  "replyTo",
  "subject",
  "date",
  "messageId",
  "text",
  "html",
  "headers",
  "attachments",
  "json",
]);

function membersOf(mail: ParsedMail): Record<string, Json | undefined> {
  return {
    from: addresses(mail.from)[0] ?? null,
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    replyTo: addresses(mail.replyTo),
    subject: mail.subject ?? "",
    date: mail.date?.toISOString(),
    messageId: mail.messageId,
    text: mail.text,
    html: mail.html === false ? undefined : mail.html,
    headers: headersOf(mail.headers),
    attachments: mail.attachments.map((file) => fileInPayload(file.filename, file.contentType, file.content)),
  };
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  // Loaded with the first mail: the parser is large, and most installations never see one.
  const { simpleParser } = await import("mailparser");
  try {
    return await simpleParser(raw, {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      maxHeadSize: MAX_HEAD_BYTES,
      maxChildNodes: MAX_PARTS,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it cannot be read";
    throw new HarkError("badparam", `this is no mail that can be read: ${reason}`, undefined, [], {
      cause: error,
    });
  }
}

function addresses(given: AddressObject | AddressObject[] | undefined): { name: string; address: string }[] {
  const lists = given === undefined ? [] : Array.isArray(given) ? given : [given];
  return lists
    .flatMap((list) => list.value)
    .flatMap((entry) => entry.group ?? [entry])
    .map((entry) => ({ name: entry.name, address: entry.address ?? "" }));
}

/** Headers a workflow may ask for: what names the thread, what tells an automatic mail, and whatever the sender made up. */
const OF_INTEREST =
  /^(x-[\w-]+|in-reply-to|references|list-id|auto-submitted|precedence|importance|sender|return-path|delivered-to)$/;

function headersOf(headers: Headers): JsonObject {
  const kept: [string, Json][] = [];
  for (const [name, value] of headers) {
    if (!OF_INTEREST.test(name)) continue;
    const shown = headerText(value);
    if (shown !== undefined) kept.push([name, shown.slice(0, MAX_HEADER)]);
  }
  return Object.fromEntries(kept);
}

function headerText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.filter((part) => typeof part === "string").join(" ");
  const isAddress =
    typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";
  return isAddress ? String(value.text) : undefined;
}

function keyOf(messageId: string | undefined): string | null {
  const id = messageId?.replaceAll("\0", "").trim() ?? "";
  if (id === "") return null;
  return id.length <= MAX_KEY ? id : createHash("sha256").update(id).digest("hex");
}
