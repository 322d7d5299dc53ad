/** Where "now" comes from. Passed as an argument everywhere, so that tests move time themselves. */
export interface Clock {
  /** The current instant. */
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves the clock forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** Makes a clock for tests that starts at `start` (an ISO 8601 instant). */
export function manualClock(start = "2026-01-01T00:00:00.000Z"): ManualClock {
  let current = Date.parse(start);
  return {
    now: () => new Date(current),
    advance: (ms) => {
      current += ms;
    },
  };
}
