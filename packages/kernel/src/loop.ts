import { createNap, type Service } from "./lifecycle.ts";

/** What a background loop does. */
export interface LoopWork {
  /** Does what there is to do; gives how much that was. 0 lets the loop sleep. */
  round(): Promise<number>;
  /** How long to sleep when there was nothing (ms); a wake cuts it short. */
  pause(): Promise<number> | number;
  /** A round that failed; the loop goes on with the next. Not called for what breaks while the loop stops. */
  failed(error: unknown): void;
}

/** A loop that works in the background until it is stopped. */
export interface Loop extends Service {
  /** Says that there may be work. Cheap. Gives whether the loop slept; one that did not looks once more before it does. */
  wake(): boolean;
}

/** Makes a loop; nothing runs before `start`. Starting and stopping twice is safe; `stop` resolves when the round in hand is done. */
export function createLoop(work: LoopWork): Loop {
  const nap = createNap();
  let running = false;
  let looping: Promise<void> | undefined;
  const loop = async (): Promise<void> => {
    while (running) {
      nap.reset();
      const done = await work.round().catch((error: unknown) => {
        if (running) work.failed(error);
        return 0;
      });
      if (running && done === 0) await nap.sleep(await work.pause());
    }
  };
  return {
    wake: nap.wake,
    start: async () => {
      if (running) return;
      running = true;
      looping = loop();
    },
    stop: async () => {
      running = false;
      nap.wake();
      await looping;
    },
  };
}
