import type { Json, JsonObject } from "@hark/kernel";

/** JSON text of a value, or undefined for one that is nested too deeply to be written. */
export function jsonText(value: Json): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** The characters of JSON that may be read for one unit of work. Objects each with members of their own take the longest. */
export const JSON_READ_PER_UNIT = 5;

/** The value a JSON text stands for; undefined when it is none. */
export function readJson(text: string): Json | undefined {
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A value in a few characters, for messages. Looks at no more of it than it shows. */
export function shortJson(value: Json, length = 60): string {
  if (typeof value === "string") {
    const shown = JSON.stringify(value.slice(0, length));
    return value.length > length ? `${shown}…` : shown;
  }
  const text = JSON.stringify(beginningOf(value, length));
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** The beginning of a value: whatever is written of it begins like the whole would, for so many characters. */
export function beginningOf(value: Json, chars: number): Json {
  let left = chars;
  const copy = (from: Json): Json => {
    if (typeof from === "string") {
      left -= from.length + 2;
      return from.length > chars ? from.slice(0, chars) : from;
    }
    left -= 1;
    if (typeof from !== "object" || from === null) return from;
    if (!Array.isArray(from)) return copyOfObject(from);
    const entries: Json[] = [];
    for (const entry of from) {
      if (left < 0) break;
      entries.push(copy(entry));
    }
    return entries;
  };
  const copyOfObject = (from: JsonObject): Json => {
    const members: [string, Json][] = [];
    for (const name in from) {
      if (left < 0) break;
      if (!Object.hasOwn(from, name)) continue;
      left -= name.length + 3;
      members.push([name, copy(from[name] ?? null)]);
    }
    return Object.fromEntries(members);
  };
  return copy(value);
}
