/** How long the event loop was held up by a work at the longest, how long all of it took (ms), and what came of it. */
export interface Hold<Result> {
  readonly longestMs: number;
  readonly allMs: number;
  readonly result: Result;
}

/** Measures the longest time between two turns of the event loop while `work` goes on. Nobody else's work is done meanwhile. */
export async function longestHold<Result>(work: () => Promise<Result>): Promise<Hold<Result>> {
  let longestMs = 0;
  let last = performance.now();
  let isOn = true;
  const tick = (): void => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (isOn) setImmediate(tick);
  };
  const startedAt = last;
  setImmediate(tick);
  const result = await work();
  isOn = false;
  const endedAt = performance.now();
  return { longestMs: Math.max(longestMs, endedAt - last), allMs: endedAt - startedAt, result };
}
