import type { Json } from "@hark/kernel";
import { RE2JS } from "re2js";
import type { Environment } from "./context.ts";
import { formatDate } from "./dates.ts";

/** A function of expressions, `/#fn:name,path,arg`: its first argument is the value at the path, the rest are texts. */
export interface ExpressionFunction {
  readonly name: string;
  readonly doc: string;
  /** Tested, and shown in the docs. */
  readonly example: { readonly input: Json; readonly args: readonly string[]; readonly result: Json };
  run(value: Json | undefined, args: readonly string[], environment: Environment): Json | undefined;
}

const text = (value: Json | undefined): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

const number = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const EMAIL = RE2JS.compile("^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+$");
const PHONE = RE2JS.compile("^\\+?[0-9][0-9 ().-]{5,20}$");

/** Every function, by its name. The engine, the check and the docs read this one table. */
export const functions: readonly ExpressionFunction[] = [
  {
    name: "parseInt",
    doc: "The whole number at the start of a text.",
    example: { input: "42.7", args: [], result: 42 },
    run: (value) => number(Number.parseInt(text(value), 10)),
  },
  {
    name: "parseFloat",
    doc: "The number at the start of a text.",
    example: { input: "42.7", args: [], result: 42.7 },
    run: (value) => number(Number.parseFloat(text(value))),
  },
  {
    name: "parseBool",
    doc: 'true for true, "true", "yes", "1" and 1; false for everything else.',
    example: { input: "yes", args: [], result: true },
    run: (value) => ["true", "yes", "1"].includes(text(value).toLowerCase()),
  },
  {
    name: "parseJSON",
    doc: "The value a JSON text stands for; nothing when it is not JSON.",
    example: { input: '{"a":1}', args: [], result: { a: 1 } },
    run: (value) => parseJson(text(value)),
  },
  {
    name: "toJSON",
    doc: "A value as JSON text.",
    example: { input: { a: 1 }, args: [], result: '{"a":1}' },
    run: (value) => (value === undefined ? undefined : JSON.stringify(value)),
  },
  {
    name: "dateFormat",
    doc: "A date in a form such as YYYY-MM-DD (UTC).",
    example: { input: "2026-01-31T09:30:00.000Z", args: ["YYYY-MM-DD"], result: "2026-01-31" },
    run: (value, [form]) => formatDate(text(value), form ?? "LL"),
  },
  {
    name: "ifExists",
    doc: "The value, or the second argument when there is none.",
    example: { input: null, args: ["none"], result: "none" },
    run: (value, [otherwise]) => value ?? otherwise,
  },
  {
    name: "isValidEmailAddress",
    doc: "Whether a text has the form of an e-mail address.",
    example: { input: "reviewer.mcgee@gmail.com", args: [], result: true },
    run: (value) => EMAIL.matcher(text(value).slice(0, 320)).matches(),
  },
  {
    name: "isValidPhoneNumber",
    doc: "Whether a text has the form of a phone number.",
    example: { input: "+61 2 5550 1234", args: [], result: true },
    run: (value) => PHONE.matcher(text(value).slice(0, 40)).matches(),
  },
  {
    name: "map",
    doc: "One member of every entry of a list.",
    example: { input: [{ title: "a" }, { title: "b" }], args: ["title"], result: ["a", "b"] },
    run: (value, [key]) => (Array.isArray(value) ? value.map((entry) => memberOf(entry, key)) : undefined),
  },
  {
    name: "randomId",
    doc: "A random id of letters and digits; the argument is its length.",
    example: { input: null, args: ["4"], result: "AAAA" },
    run: (_value, [size], environment) => randomId(Number(size ?? 6), environment),
  },
  {
    name: "escape",
    doc: "Text with the characters of HTML escaped.",
    example: { input: "a < b", args: [], result: "a &lt; b" },
    run: (value) => text(value).replaceAll(/[&<>"']/g, (found) => entities[found] ?? found),
  },
  {
    name: "escapeRegExp",
    doc: "Text with the characters of regular expressions escaped.",
    example: { input: "a.b", args: [], result: "a\\.b" },
    run: (value) => text(value).replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
  },
  {
    name: "removeMarkdown",
    doc: "Text without the marks of Markdown.",
    example: { input: "**bold** and `code`", args: [], result: "bold and code" },
    run: (value) => text(value).replaceAll(/[*_`~#>]/g, ""),
  },
  {
    name: "uriEncode",
    doc: "Text made fit for a part of an address.",
    example: { input: "a b&c", args: [], result: "a%20b%26c" },
    run: (value) => encodeURIComponent(text(value).toWellFormed()),
  },
  {
    name: "base64Encode",
    doc: "Text in Base64 (UTF-8).",
    example: { input: "hark", args: [], result: "aGFyaw==" },
    run: (value) => btoa(String.fromCharCode(...new TextEncoder().encode(text(value).slice(0, 50_000)))),
  },
];

const byName = new Map(functions.map((entry) => [entry.name, entry]));

/** The function of that name, or undefined. */
export function findFunction(name: string): ExpressionFunction | undefined {
  return byName.get(name);
}

/** A random id over A–Z, 2–9. `size` is held between 1 and 64. */
export function randomId(size: number, environment: Environment): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const bytes = environment.random(Math.min(64, Math.max(1, Math.trunc(size) || 6)));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

function parseJson(value: string): Json | undefined {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

function memberOf(entry: Json, key: string | undefined): Json {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry) || key === undefined) return null;
  return Object.hasOwn(entry, key) ? (entry[key] ?? null) : null;
}
