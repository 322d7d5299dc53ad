import type { Found } from "./path.ts";

/** A value as a function takes it that wants text: none is the empty text, lists and objects are JSON. May throw for what is nested too deeply. */
export const textOf = (value: Found): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** The same, for what can only be made of a text, number or truth value: JSON of a list or an object is none of what is asked for. */
export const plainTextOf = (value: Found): string => (typeof value === "object" ? "" : textOf(value));
