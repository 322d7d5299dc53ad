import { expect, test } from "vitest";
import { createLoop } from "./loop.ts";

test("a loop works while there is work, sleeps when there is none, and wakes at once", async () => {
  let waiting = 2;
  let rounds = 0;
  const loop = createLoop({
    round: async () => {
      rounds += 1;
      const done = waiting;
      waiting = 0;
      return done;
    },
    pause: () => 60_000,
    failed: () => {},
  });
  await loop.start();
  await loop.start();
  await expect.poll(() => rounds).toBe(2);
  waiting = 1;
  await expect.poll(() => loop.wake()).toBe(true);
  await expect.poll(() => waiting).toBe(0);
  await loop.stop();
  await loop.stop();
  expect(rounds).toBeGreaterThanOrEqual(4);
});

test("a round that fails is told, and the loop goes on", async () => {
  const told: unknown[] = [];
  const loop = createLoop({
    round: async () => {
      if (told.length < 2) throw new Error("broken");
      return 0;
    },
    pause: () => 1,
    failed: (error) => void told.push(error),
  });
  await loop.start();
  await expect.poll(() => told.length).toBe(2);
  await loop.stop();
});
