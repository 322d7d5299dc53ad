import type { Json, JsonObject } from "@hark/kernel";
import { escapeRegExp } from "../core/html.ts";

/** What stands where a secret stood. */
export const MASK = "••••••";

// A shorter secret is masked only where it is the whole value: as a part of other words it would tear every record to pieces.
const SHORTEST_PART = 4;
const SHORT = 1_000;
const PLAIN = { enumerable: true, configurable: true, writable: true };

/** Takes the secrets of a workflow's variables out of what is recorded or shown. */
export type Masker = (value: Json) => Json;

/** Leaves everything as it is: there are no secrets. */
export const unmasked: Masker = (value) => value;

/** Makes a masker for the values of variables; texts and numbers alike, at any depth, in keys too. */
export function createMasker(secrets: readonly Json[]): Masker {
  const texts = secrets
    .filter((secret) => typeof secret === "string" || typeof secret === "number")
    .map(String)
    .filter((text) => text !== "")
    .sort((a, b) => b.length - a.length);
  if (texts.length === 0) return unmasked;
  const whole = new Set(texts);
  const parts = texts.filter((text) => text.length >= SHORTEST_PART);
  const shortest = Math.min(...parts.map((part) => part.length));
  const any = new RegExp(parts.map(escapeRegExp).join("|"));
  const maskText = (text: string): string => {
    if (whole.has(text)) return MASK;
    // Most texts are short and hold none: asked once, and not for each. One after the other then, the longest first.
    if (text.length < shortest || (text.length < SHORT && !any.test(text))) return text;
    return parts.reduce((masked, part) => masked.replaceAll(part, MASK), text);
  };
  const mask = (value: Json): Json => {
    if (typeof value === "string") return maskText(value);
    if (typeof value === "number") return whole.has(String(value)) ? MASK : value;
    if (Array.isArray(value)) return value.map(mask);
    return typeof value === "object" && value !== null ? maskMembers(value) : value;
  };
  const maskMembers = (value: JsonObject): JsonObject => {
    const masked: JsonObject = {};
    for (const key of Object.keys(value)) {
      const [name, member] = [maskText(key), mask(value[key] ?? null)];
      // Assigned, that name would be no member.
      if (name === "__proto__") Object.defineProperty(masked, name, { value: member, ...PLAIN });
      else masked[name] = member;
    }
    return masked;
  };
  return mask;
}
