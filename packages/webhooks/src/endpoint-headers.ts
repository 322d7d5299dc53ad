export type HeadersVerdict =
  | { readonly ok: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly name: string; readonly message: string };

const MAX_HEADERS = 20;
const MAX_VALUE = 1_000;
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
// Visible characters, and blanks and tabs between them: nothing that could end the line.
const VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;
// What the connection needs, and what proves that a message is ours.
const OURS = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/** Checks a merchant's own headers; gives them with names in lower case. */
export function checkHeaders(headers: Readonly<Record<string, string>>): HeadersVerdict {
  const entries = Object.entries(headers);
  if (entries.length > MAX_HEADERS)
    return { ok: false, name: "", message: `must not be more than ${MAX_HEADERS}` };
  const checked: Record<string, string> = {};
  for (const [given, value] of entries) {
    const name = given.toLowerCase();
    const message = headerFault(name, value, Object.hasOwn(checked, name));
    if (message !== undefined) return { ok: false, name: given, message };
    checked[name] = value;
  }
  return { ok: true, headers: checked };
}

function headerFault(name: string, value: string, isTwice: boolean): string | undefined {
  if (!NAME.test(name) || name === "__proto__") return "is no header's name; letters, digits and hyphens are";
  if (isTwice) return "is named twice; keep one of them";
  if (OURS.has(name) || name.startsWith("webhook-")) return "is set by Hark itself; choose another name";
  if (value.length > MAX_VALUE || !VALUE.test(value))
    return `must have a value of 1 to ${MAX_VALUE} plain characters without line breaks`;
  return undefined;
}
