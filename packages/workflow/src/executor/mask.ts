import type { Json } from "@hark/kernel";

/** What stands where a secret stood. */
export const MASK = "••••••";

// A shorter secret is masked only where it is the whole value: as a part of other words it would tear every record to pieces.
const SHORTEST_PART = 4;

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
  const maskText = (text: string): string =>
    whole.has(text) ? MASK : parts.reduce((masked, part) => masked.replaceAll(part, MASK), text);
  const mask = (value: Json): Json => {
    if (typeof value === "string") return maskText(value);
    if (typeof value === "number") return whole.has(String(value)) ? MASK : value;
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [maskText(key), mask(entry)]));
    return value;
  };
  return mask;
}
