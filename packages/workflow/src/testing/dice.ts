import type { RandomBytes } from "@hark/kernel";

/** Chance that can be repeated: the same seed gives the same throws. */
export interface Dice {
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number;
  /** True with the given share, from 0 to 1. */
  chance(share: number): boolean;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** For what takes randomness as an argument. */
  readonly bytes: RandomBytes;
}

/** Dice of a seed (mulberry32: small, fast, and even enough for tests). */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (share) => next() < share,
    pick: ([first, ...others]) => {
      const at = int(others.length + 1);
      return at === 0 ? first : (others[at - 1] ?? first);
    },
    bytes: (size) => Uint8Array.from({ length: size }, () => int(256)),
  };
}

/** The seed that `HARK_SEED` names, or one of this moment: what it was is printed with whatever fails. */
export function seedOf(given: string | undefined, now: Date): number {
  const seed = Number(given);
  return given !== undefined && given !== "" && Number.isSafeInteger(seed) ? seed : now.getTime() % 2 ** 31;
}
