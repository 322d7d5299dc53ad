import type { Json } from "@hark/kernel";
import { weightOf } from "./weight.ts";

const ALLOWANCE = 100_000;
const CHARS_PER_UNIT = 64;
/** What writing a value as JSON, or making another text of a text, may look at for one unit. */
const CHARS_MADE_PER_UNIT = 16;

/**
 * What may still be spent on working out values. Everything that is resolved between two actions of a run shares one
 * allowance, so that no template, function or condition, and no number of them, holds up the others. Counted, not timed:
 * a replay spends what the run spent. A unit is about one node of a template or one entry of a list: a fifth of a microsecond.
 */
export class Work {
  left: number;

  constructor(allowance = ALLOWANCE) {
    this.left = allowance;
  }

  /** Spends; true while there was enough. */
  spend(units: number): boolean {
    this.left -= units;
    return this.left >= 0;
  }

  /** Spends for looking at a text. */
  spendText(length: number, charsPerUnit = CHARS_PER_UNIT): boolean {
    return this.spend(1 + length / charsPerUnit);
  }

  /**
   * Spends for making a text of a value, before it is made. Steps hand on what they got, so that a value may hold one part over and
   * over, and whoever reads it as a tree may never come to its end: it is counted no farther than there is something left.
   */
  spendMaking(value: Json | undefined, charsPerUnit = CHARS_MADE_PER_UNIT): boolean {
    if (value === undefined || this.isSpent) return this.spend(1);
    const limits = { entries: this.left, chars: this.left * charsPerUnit };
    const { fits, entries, chars } = weightOf(value, limits);
    return this.spend(fits ? 1 + entries + chars / charsPerUnit : Number.POSITIVE_INFINITY);
  }

  /** True once more was asked for than there was: what was resolved then is not to be used. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  /** What is lent once when all was spent, so that an error case can still decide. */
  get reserve(): Work {
    return new Work(ALLOWANCE / 4);
  }
}
