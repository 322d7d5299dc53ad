/** A random number in [0, 1). Passed as an argument, so that schedules can be tested. */
export type RandomFraction = () => number;

/**
 * Full jitter: a delay drawn evenly from [0, `delayMs`]. Spreads retries of many deliveries that failed together, where a
 * fixed delay would send them back in one stampede.
 */
export function fullJitter(delayMs: number, random: RandomFraction): number {
  return Math.round(delayMs * random());
}
