import { splitText } from "@hark/kernel";
import type { ExpressionFunction } from "./functions.ts";
import { escapeHtml, escapeRegExp } from "./html.ts";
import { COST_OF_MARK, costOfMarkdown, markdownToHtml, removeMarkdown } from "./markdown.ts";
import type { Found } from "./path.ts";
import { joinTexts } from "./template-helpers.ts";
import { plainTextOf, textOf } from "./text-of.ts";
import type { Work } from "./work.ts";

const MAX_EMAIL = 320;
const MAX_PHONE = 40;
const MAX_PARTS = 10_000;
// What one call of btoa may take at once without running out of stack.
const CHUNK = 8_192;
// What is no ASCII becomes bytes one by one.
const BASE64_PER_UNIT = 4;

/** For what looks at short texts only. */
const little = (work: Work): boolean => work.spend(4);
/** For what reads Markdown: every mark takes longer than a letter. */
const forMarkdown = (work: Work, value: Found): boolean =>
  typeof value === "string"
    ? work.spendMaking(value) && work.spend(costOfMarkdown(value))
    : work.spendMaking(value, 1 / COST_OF_MARK);

/** The functions that take a text. */
export const textFunctions: readonly ExpressionFunction[] = [
  {
    name: "isValidEmailAddress",
    doc: "Whether a text has the form of an e-mail address: something on either side of one @, and no blank.",
    example: { input: "reviewer.mcgee@gmail.com", args: [], result: true },
    spend: little,
    run: (value) => typeof value === "string" && value.length <= MAX_EMAIL && /^[^@\s]+@[^@\s]+$/.test(value),
  },
  {
    name: "isValidPhoneNumber",
    doc: "Whether a text has the form of a phone number: 7 to 15 digits, with + ( ) . - and blanks between them.",
    example: { input: "+61 2 5550 1234", args: [], result: true },
    spend: little,
    run: (value) => {
      const text = plainTextOf(value);
      if (text.length > MAX_PHONE || !/^\+?[\d ().-]+$/.test(text)) return false;
      const digits = text.replaceAll(/\D/g, "").length;
      return digits >= 7 && digits <= 15;
    },
  },
  {
    name: "escape",
    doc: "Text with the characters of HTML escaped.",
    example: { input: "a < b", args: [], result: "a &lt; b" },
    run: (value) => escapeHtml(textOf(value)),
  },
  {
    name: "escapeRegExp",
    doc: "Text with the characters of regular expressions escaped.",
    example: { input: "a.b", args: [], result: "a\\.b" },
    run: (value) => escapeRegExp(textOf(value)),
  },
  {
    name: "markdownToHtml",
    doc: "Markdown as HTML that is safe to show: HTML in it is text, and links lead to http, https and mailto only.",
    example: {
      input: "**Great** & <b>good</b>",
      args: [],
      result: "<p><strong>Great</strong> &amp; &lt;b&gt;good&lt;/b&gt;</p>",
    },
    spend: forMarkdown,
    run: (value) => markdownToHtml(textOf(value)),
  },
  {
    name: "removeMarkdown",
    doc: "The text that Markdown stands for, without its marks.",
    example: { input: "**bold** and `code`", args: [], result: "bold and code" },
    spend: forMarkdown,
    run: (value) => removeMarkdown(textOf(value)),
  },
  {
    name: "uriEncode",
    doc: "Text made fit for a part of an address.",
    example: { input: "a b&c", args: [], result: "a%20b%26c" },
    run: (value) => encodeURIComponent(textOf(value).toWellFormed()),
  },
  {
    name: "uriDecode",
    doc: "The text that a part of an address stands for; nothing when it cannot be read.",
    example: { input: "a%20b%26c", args: [], result: "a b&c" },
    run: (value) => decodeURIComponent(textOf(value)),
  },
  {
    name: "base64Encode",
    doc: "Text in Base64 (UTF-8).",
    example: { input: "hark", args: [], result: "aGFyaw==" },
    spend: (work, value) => work.spendMaking(value, BASE64_PER_UNIT),
    run: (value) => base64Encode(textOf(value)),
  },
  {
    name: "base64Decode",
    doc: "The text (UTF-8) that Base64 stands for, also of the kind that addresses take; nothing when it is none.",
    example: { input: "aGFyaw==", args: [], result: "hark" },
    run: (value) => base64Decode(textOf(value)),
  },
  {
    name: "toLower",
    doc: "A text in small letters.",
    example: { input: "VIP", args: [], result: "vip" },
    run: (value) => textOf(value).toLowerCase(),
  },
  {
    name: "toUpper",
    doc: "A text in capital letters.",
    example: { input: "vip", args: [], result: "VIP" },
    run: (value) => textOf(value).toUpperCase(),
  },
  {
    name: "trim",
    doc: "A text without the white space around it.",
    example: { input: "  vip ", args: [], result: "vip" },
    run: (value) => textOf(value).trim(),
  },
  {
    name: "split",
    doc: "The list of the parts of a text between a separator; a comma when none is given. Parts are trimmed.",
    args: "separator",
    maxArgs: 1,
    example: { input: "unhappy; vip", args: [";"], result: ["unhappy", "vip"] },
    run: (value, [separator = ","]) =>
      splitText(textOf(value), separator, MAX_PARTS).map((part) => part.trim()),
  },
  {
    name: "join",
    doc: "The entries of a list with a text between them; a comma and a blank when none is given.",
    args: "separator",
    maxArgs: 1,
    example: { input: ["unhappy", "vip"], args: [" / "], result: "unhappy / vip" },
    spend: (work) => work.spend(1),
    run: (value, [separator = ", "], _environment, work) =>
      Array.isArray(value) ? joinTexts(value, separator, work) : undefined,
  },
];

function base64Encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

function base64Decode(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
