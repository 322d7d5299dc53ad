import type { Environment } from "./context.ts";

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const DEFAULT_SIZE = 10;
const MAX_SIZE = 64;
/** What the longest one costs, in units of work. */
export const COST_OF_ID = 20;

/** A random id over A–Z and 2–9, without those that look alike. `size` is held between 1 and 64; 10 when it is no number. */
export function randomId(size: number, environment: Environment): string {
  const bytes = environment.random(Math.min(MAX_SIZE, Math.max(1, Math.trunc(size) || DEFAULT_SIZE)));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
