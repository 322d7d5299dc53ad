import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

/** Batches that go on until they are told how many runs ended. */
function scene(wholeBatch = 256) {
  const turns = new Turns(wholeBatch);
  const begun: string[] = [];
  const ends: ((ended: number) => void)[] = [];
  const take = (orgId: string): Promise<number | undefined> =>
    turns.take(orgId, () => {
      begun.push(orgId);
      return new Promise<number>((resolve) => ends.push(resolve));
    });
  const end = (ended: number): void => ends.shift()?.(ended);
  const batch = async (orgId: string, ended: number): Promise<void> => {
    const going = take(orgId);
    end(ended);
    await going;
  };
  return { turns, begun, take, end, batch };
}

test("an organisation has one batch under way, and two once it has more work than fits into one", async () => {
  const { begun, take, end, batch } = scene();
  const first = take("a");
  expect(await take("a")).toBeUndefined();
  end(256);
  expect(await first).toBe(256);
  const [second, third] = [take("a"), take("a")];
  expect(await take("a")).toBeUndefined();
  expect(begun).toEqual(["a", "a", "a"]);
  end(256);
  end(3);
  await Promise.all([second, third]);
  await batch("a", 0);
  void take("a");
  expect(await take("a")).toBeUndefined();
});

test("a flood whose last batch was a whole one is over once it has no work left", async () => {
  const { turns, batch } = scene();
  turns.note(["a"], 0);
  await batch("a", 256);
  expect(turns.isFlood).toBe(true);
  turns.note(["b"], 10);
  expect(turns.isFlood).toBe(false);
});

test("runs that go singly are never two at a time", async () => {
  const { take, batch } = scene(1);
  await batch("a", 1);
  void take("a");
  expect(await take("a")).toBeUndefined();
});

test("a flood's batches are small, and one at a time, while another comes singly; and large again when nobody did for a while", async () => {
  const { turns, take, batch } = scene();
  turns.note(["flood"], 0);
  await batch("flood", 256);
  expect(turns.batchSize()).toBe(256);
  turns.note(["flood", "steady"], 1_000);
  expect(turns.batchSize()).toBe(32);
  void take("flood");
  expect(await take("flood")).toBeUndefined();
  turns.note(["flood"], 6_001);
  expect(turns.batchSize()).toBe(256);
});

test("floods beside one another are worked off in large batches", async () => {
  const { turns, batch } = scene();
  turns.note(["one", "other"], 0);
  await batch("one", 32);
  await batch("other", 32);
  expect(turns.batchSize()).toBe(256);
});

test("the next batch of a flood lets one that came singly go first, but does not wait for it for ever", async () => {
  const { begun, take, end, batch } = scene();
  await batch("flood", 256);
  const steady = take("steady");
  const flood = take("flood");
  await Promise.resolve();
  expect(begun).toEqual(["flood", "steady"]);
  end(1);
  await steady;
  await expect.poll(() => begun).toEqual(["flood", "steady", "flood"]);
  end(256);
  await flood;
  void take("steady");
  void take("flood");
  await expect.poll(() => begun.length, { timeout: 2_000 }).toBe(5);
});
