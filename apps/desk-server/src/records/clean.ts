import type { Json } from "@hark/kernel";

/**
 * The value without the characters that PostgreSQL cannot store: NUL is dropped, half surrogate pairs become U+FFFD. A review must not be
 * lost for a stray character of its sender. A value without any is given back itself.
 */
export function cleanJson<Value>(value: Value): Value {
  // Cleaning changes characters inside strings and nothing of the shape.
  return isClean(value) ? value : (cleanValue(value as Json) as Value);
}

const isCleanText = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

function isClean(value: unknown): boolean {
  if (typeof value === "string") return isCleanText(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isClean);
  // JSON has no inherited members; a list of entries would be made for each object of each review.
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) if (!isCleanText(name) || !isClean(members[name])) return false;
  return true;
}

function cleanText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

function cleanValue(value: Json): Json {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [cleanText(name), cleanValue(entry)]),
  );
}
