import type { Found } from "./path.ts";

/** A value as a function takes it that wants text: none is the empty text, lists and objects are JSON. May throw for what is nested too deeply. */
export const textOf = (value: Found): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
