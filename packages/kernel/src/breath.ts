import { setImmediate } from "node:timers/promises";

const HELD_MS = 10;

/** Lets everybody else have their turn between two pieces of work that need no waiting, once those before took long enough. */
export class Breath {
  #since = performance.now();

  /** Undefined while it is not time yet: between most pieces there is nothing to wait for, and a batch has thousands. */
  take(): Promise<void> | undefined {
    return performance.now() - this.#since < HELD_MS ? undefined : this.#taken();
  }

  async #taken(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
