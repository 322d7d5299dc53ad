import { parseJsonBody } from "@hark/http";
import { isJsonObject, type Json } from "@hark/kernel";
import { MAX_DEPTH, MAX_MEMBERS } from "../bodies/limits.ts";
import { readHtmlText } from "./html-text.ts";

/** Where JSON is looked for. */
export interface MailTexts {
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** The first attachment that is JSON by its type. */
  readonly attachment: string | undefined;
}

/**
 * Finds the JSON object or list in a mail; the first of these that is one: the plain text as a whole, a `<pre>` of the HTML,
 * what one reads of the HTML as a whole, a block of the plain text or of the HTML that begins a line with { or [, an
 * attachment of a JSON type. Undefined when there is none, or when it goes beyond the limits of every body.
 */
export function findJson({ text, html, attachment }: MailTexts): Json | undefined {
  const wholeText = text === undefined ? undefined : asJson(text);
  if (wholeText !== undefined) return wholeText;
  const page = html === undefined ? undefined : readHtmlText(html);
  for (const block of page?.blocks ?? []) {
    const found = asJson(block);
    if (found !== undefined) return found;
  }
  return (
    (page && asJson(page.visible)) ??
    (text === undefined ? undefined : findBlock(text)) ??
    (page && findBlock(page.visible)) ??
    (attachment === undefined ? undefined : asJson(attachment))
  );
}

function asJson(text: string): Json | undefined {
  const trimmed = text.replaceAll("\0", "").trim();
  if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) return undefined;
  try {
    const value = parseJsonBody(trimmed, { maxDepth: MAX_DEPTH, maxMembers: MAX_MEMBERS }) as Json; // parsed JSON is Json
    return isJsonObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    // A mail that only looks like JSON is a mail all the same.
    return undefined;
  }
}

/** Beginnings that are tried: each costs one look at the rest of the mail. */
const MAX_TRIES = 10;

function findBlock(text: string): Json | undefined {
  const beginning = /^[ \t>]*([{[])/gm;
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const found = beginning.exec(text);
    if (!found) return undefined;
    const from = found.index + found[0].length - 1;
    const to = endOfBlock(text, from);
    const value = to === undefined ? undefined : asJson(text.slice(from, to));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Where the bracket at `from` is closed; strings may hold brackets of their own. */
function endOfBlock(text: string, from: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
