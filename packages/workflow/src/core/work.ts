const ALLOWANCE = 100_000;
const CHARS_PER_UNIT = 64;

/**
 * What may still be spent on working out values. Everything that is resolved between two actions of a run shares one
 * allowance, so that no template, function or condition, and no number of them, holds up the others. Counted, not timed:
 * a replay spends what the run spent. A unit is about one node of a template or one entry of a list.
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
  spendText(length: number): boolean {
    return this.spend(1 + length / CHARS_PER_UNIT);
  }

  /** True once more was asked for than there was: what was resolved then is not to be used. */
  get isSpent(): boolean {
    return this.left < 0;
  }
}
