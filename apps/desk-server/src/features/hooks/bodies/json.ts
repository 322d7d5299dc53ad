import { parseJsonBody } from "@hark/http";
import type { Json } from "@hark/kernel";
import { MAX_DEPTH, MAX_MEMBERS } from "./limits.ts";

/**
 * Checks a JSON body and gives its text, to the letter: numbers keep every digit, members their order. Throws 400 for broken
 * JSON and for one beyond the limits.
 */
export function readJsonText(text: string): string {
  parseJsonBody(text, { maxDepth: MAX_DEPTH, maxMembers: MAX_MEMBERS });
  return storable(text);
}

/** A value as JSON text that PostgreSQL takes. */
export function jsonTextOf(value: Json): string {
  return storable(JSON.stringify(value));
}

/**
 * JSON text without what PostgreSQL cannot give back: the NUL character, which is left out, and halves of surrogate pairs,
 * which become U+FFFD. In JSON text both stand as escapes only, so nothing else of it changes.
 */
function storable(json: string): string {
  if (!/\\u(0000|[dD][89a-fA-F])/.test(json)) return json;
  return json.replaceAll(ESCAPES, (escape: string) => {
    if (escape === "\\u0000") return "";
    return LONE_HALF.test(escape) ? "\\ufffd" : escape;
  });
}

// A whole pair first, so that what is left of the form \ud8… to \udf… is half of one. Pairs of backslashes are one escape.
const ESCAPES = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\./g;
const LONE_HALF = /^\\u[dD][89a-fA-F][0-9a-fA-F]{2}$/;
