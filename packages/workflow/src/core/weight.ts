import type { Json } from "@hark/kernel";
import type { StepError } from "./advance.ts";

const MAX_ENTRIES = 100_000;
const MAX_CHARS = 4_000_000;
const MAX_DEPTH = 500;

/**
 * Why params are more than a step may have, if they are. References put whole values in their place, so that steps that hand
 * on what they got could double it time and again; and what is nested too deeply cannot be written down.
 */
export function weigh(params: Json): StepError | undefined {
  const scale = new Scale();
  return scale.holds(params, 0) ? undefined : tooHeavy;
}

const tooHeavy: StepError = {
  code: "too-large",
  message: `its params hold more than ${MAX_ENTRIES} values or ${MAX_CHARS} characters, or are nested more than ${MAX_DEPTH} deep; refer to less`,
};

class Scale {
  private entries = 0;
  private chars = 0;

  holds(value: Json, depth: number): boolean {
    if (typeof value === "string") {
      this.chars += value.length;
      return this.chars <= MAX_CHARS;
    }
    if (typeof value !== "object" || value === null) return true;
    if (depth > MAX_DEPTH) return false;
    if (Array.isArray(value)) {
      this.entries += value.length;
      if (this.entries > MAX_ENTRIES) return false;
      for (const entry of value) if (!this.holds(entry, depth + 1)) return false;
      return true;
    }
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      this.entries += 1;
      if (this.entries > MAX_ENTRIES || !this.holds(value[key] ?? null, depth + 1)) return false;
    }
    return true;
  }
}
