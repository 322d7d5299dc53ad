/**
 * The contract of everything that runs in the background: started once, stopped as often as one likes. `stop` resolves
 * when the work in hand is done.
 */
export interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A sleep that can be cut short: what a background loop does when there is nothing to do. */
export interface Nap {
  /** Call before looking for work: a `wake` from here on ends the next sleep at once. */
  reset(): void;
  sleep(ms: number): Promise<void>;
  /** Gives whether there was a sleep to end. */
  wake(): boolean;
}

/** Makes a nap. A wake that comes between looking for work and falling asleep is not lost. */
export function createNap(): Nap {
  let isCalled = false;
  let end: (() => void) | undefined;
  return {
    reset: () => {
      isCalled = false;
    },
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end?.(), ms);
        end = () => {
          clearTimeout(timer);
          end = undefined;
          resolve();
        };
        if (isCalled) end();
      }),
    wake: () => {
      isCalled = true;
      const isAsleep = end !== undefined;
      end?.();
      return isAsleep;
    },
  };
}
