import type { Json } from "@hark/kernel";

/** What a custom attribute holds; the end of its name says which. */
export type AttributeType = "Str" | "Txt" | "Num" | "At" | "Bool" | "Url" | "Id" | "Tree";

/** Every suffix with what it stands for, in words people read. */
export const attributeTypes: Readonly<Record<AttributeType, string>> = {
  Str: "text of at most 1,024 characters",
  Txt: "text of any length",
  Num: "a number",
  At: "an ISO 8601 instant, such as 2026-01-31T09:30:00.000Z",
  Bool: "true or false",
  Url: "an address that begins with http:// or https://",
  Id: "an id of 24 hex characters",
  Tree: "a path of names with dots between them, such as clothing.hats",
};

const MAX_STR = 1_024;
const MAX_TXT = 100_000;
const SUFFIX = /(?:Str|Txt|Num|At|Bool|Url|Id|Tree)$/;

/** The type a name ends in (`ratingNum` → Num), or undefined when it ends in none or consists of nothing else. */
export function attributeTypeOf(name: string): AttributeType | undefined {
  const suffix = SUFFIX.exec(name);
  // The pattern matches nothing but the eight suffixes.
  return suffix && suffix.index > 0 ? (suffix[0] as AttributeType) : undefined;
}

/** `name` in words: "ratingNum" → "Rating". */
export function titleOfAttribute(name: string): string {
  const words = name
    .replace(SUFFIX, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;

/** Whether an instant is written as `Date.toISOString` writes it, which nearly all are. */
function isWritten(text: string): boolean {
  if (text.length !== 24 || !text.endsWith("Z")) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

/** An ISO 8601 instant as `Date.toISOString` writes it (no zone means UTC), or undefined when the text is none. */
export function readInstant(text: string): string | undefined {
  if (isWritten(text)) return text;
  const parts = INSTANT.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  const isRealDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12;
  const hasZone = /(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text) && parts[4] !== undefined;
  const ms = Date.parse(parts[4] === undefined ? `${text}T00:00Z` : hasZone ? text : `${text}Z`);
  return isRealDay && !Number.isNaN(ms) ? new Date(ms).toISOString() : undefined;
}

/**
 * The value as it is kept for an attribute of the type (instants become UTC), or undefined when it does not fit. Null
 * always fits: it empties the attribute.
 */
export function readAttributeValue(type: AttributeType, value: Json): Json | undefined {
  if (value === null) return null;
  if (type === "Num") return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  if (type === "Bool") return typeof value === "boolean" ? value : undefined;
  if (typeof value !== "string") return undefined;
  switch (type) {
    case "Str":
    case "Tree":
      return value.length <= MAX_STR ? value : undefined;
    case "Txt":
      return value.length <= MAX_TXT ? value : undefined;
    case "At":
      return readInstant(value);
    case "Url":
      return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : undefined;
    case "Id":
      return /^[0-9a-f]{24}$/i.test(value) ? value : undefined;
  }
}

/**
 * Casts a value that came out of a template or from another system: `"4"` becomes 4 for a Num, `4` becomes `"4"` for a Str.
 * Gives the value itself when there is nothing to cast.
 */
export function castAttributeValue(type: AttributeType, value: Json): Json {
  if (type === "Num" && typeof value === "string" && value.trim() !== "") {
    const number = Number(value);
    return Number.isFinite(number) ? number : value;
  }
  if (type === "Bool" && (value === "true" || value === "false")) return value === "true";
  const wantsText = type === "Str" || type === "Txt" || type === "Id" || type === "Tree";
  return wantsText && (typeof value === "number" || typeof value === "boolean") ? String(value) : value;
}
