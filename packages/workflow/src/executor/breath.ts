import { setImmediate } from "node:timers/promises";

const HELD_MS = 10;

/** Lets everybody else have their turn between two pieces of work that need no waiting, once those before took long enough. */
export class Breath {
  #since = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#since < HELD_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
