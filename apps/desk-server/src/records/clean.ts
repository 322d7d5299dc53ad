import type { Json } from "@hark/kernel";

// What PostgreSQL's jsonb refuses: the NUL character and halves of surrogate pairs. In JSON text both are escaped.
const SUSPECT = /\\u0000|\\ud[89a-f]/i;

/**
 * The value without the characters that cannot be stored: NUL is dropped, half surrogate pairs become U+FFFD. A review must not be
 * lost for a stray character of its sender.
 */
export function cleanJson<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  if (text === undefined || !SUSPECT.test(text)) return value;
  // Cleaning changes characters inside strings and nothing of the shape.
  return cleanValue(JSON.parse(text)) as Value;
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
