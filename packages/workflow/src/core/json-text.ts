import type { Json } from "@hark/kernel";

/** JSON text of a value, or undefined for one that is nested too deeply to be written. */
export function jsonText(value: Json): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** The value a JSON text stands for; undefined when it is none. */
export function readJson(text: string): Json | undefined {
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A value in a few characters, for messages. */
export function shortJson(value: Json, length = 60): string {
  if (typeof value === "string") {
    const shown = JSON.stringify(value.slice(0, length));
    return value.length > length ? `${shown}…` : shown;
  }
  const text = jsonText(value) ?? "a value that is nested too deeply";
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
