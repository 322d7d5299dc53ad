import { type Json, type JsonObject, replaceText } from "@hark/kernel";

/** What stands where a secret stood. */
export const MASK = "••••••";

// A shorter secret is masked only where it is the whole value: as a part of other words it would tear every record to pieces.
const SHORTEST_PART = 4;
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
  const maskText = (text: string): string => {
    if (whole.has(text)) return MASK;
    // One after the other, the longest first. A pattern of all of them would be quicker for short texts, but not for those that hold the
    // beginnings of secrets over and over.
    return text.length < shortest
      ? text
      : parts.reduce((masked, part) => replaceText(masked, part, MASK), text);
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
