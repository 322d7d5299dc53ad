import { expect, test } from "vitest";
import { inTurns, type Pieces } from "./pieces.ts";

/** Notes whose piece is done, and takes about so many ms for each. */
function* pieces(name: string, count: number, ms: number, done: string[]): Pieces<number> {
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    while (performance.now() - start < ms);
    done.push(name);
    yield;
  }
  return count;
}

/** Counts the turns of the event loop that begin while this is done. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let [turns, isWorking] = [0, true];
  const tick = (): void => {
    turns += 1;
    if (isWorking) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isWorking = false;
  return turns;
}

test("a work gives its result, and others have their turn between its pieces", async () => {
  const done: string[] = [];
  let result = 0;
  const turns = await turnsOf(async () => {
    result = await inTurns(pieces("a", 8, 12, done));
  });
  expect(result).toBe(8);
  expect(done).toHaveLength(8);
  expect(turns).toBeGreaterThanOrEqual(8);
});

test("pieces that take little are done in one turn", async () => {
  expect(await turnsOf(() => inTurns(pieces("a", 100, 0, [])))).toBeLessThan(5);
});

test("works that are done at the same time take turns, with others between their pieces", async () => {
  const done: string[] = [];
  const names = ["a", "b", "c", "d"];
  const turns = await turnsOf(() => Promise.all(names.map((name) => inTurns(pieces(name, 3, 12, done)))));
  expect(done).toEqual([...names, ...names, ...names]);
  expect(turns).toBeGreaterThanOrEqual(done.length);
});

test("a work that fails fails, and others go on", async () => {
  function* failing(): Pieces<void> {
    yield;
    throw new Error("no");
  }
  const done: string[] = [];
  const other = inTurns(pieces("a", 2, 12, done));
  await expect(inTurns(failing())).rejects.toThrow("no");
  expect(await other).toBe(2);
});
