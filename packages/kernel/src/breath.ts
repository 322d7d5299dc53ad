import { setImmediate as turn } from "node:timers/promises";

let last: Promise<void> = Promise.resolve();

/** Resolves once the event loop has turned. Of those who wait each has a turn of its own, in the order they came: nobody's work outruns another's. */
export function nextTurn(): Promise<void> {
  last = last.then(() => turn());
  return last;
}

const HELD_MS = 5;

/** Since when those who take breath hold the event loop, all of them together; undefined once it has turned. */
let heldSince: number | undefined;

function begin(): void {
  if (heldSince !== undefined) return;
  heldSince = performance.now();
  setImmediate(() => {
    heldSince = undefined;
  });
}

const isHeldLong = (): boolean => heldSince !== undefined && performance.now() - heldSince >= HELD_MS;

/**
 * Lets everybody else have their turn between two pieces of work that need no waiting, once those before took long enough. There is one event
 * loop: what others took since it turned counts as well, or sixty that go on at the same time would each take theirs without a turn between.
 */
export class Breath {
  constructor() {
    begin();
  }

  /** Undefined while it is not time yet: between most pieces there is nothing to wait for, and a batch has thousands. */
  take(): Promise<void> | undefined {
    begin();
    return isHeldLong() ? this.#taken() : undefined;
  }

  async #taken(): Promise<void> {
    // Of those who wait for the same turn the first may take so long that it is the next one's turn to wait again.
    do {
      await nextTurn();
      begin();
    } while (isHeldLong());
  }
}
