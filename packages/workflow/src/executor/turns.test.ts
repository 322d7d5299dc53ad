import { expect, test } from "vitest";
import { type Turn, Turns } from "./turns.ts";

/** Batches that go on until they are told how many runs ended. */
function scene(wholeBatch = 256) {
  let woken = 0;
  const turns = new Turns(wholeBatch, () => {
    woken += 1;
  });
  const begun: string[] = [];
  const ends: ((ended: number) => void)[] = [];
  const ways: Turn["giveWay"][] = [];
  const take = (orgId: string): Promise<number> =>
    turns.take(orgId, (turn) => {
      begun.push(orgId);
      ways.push(turn.giveWay);
      return new Promise<number>((resolve) => ends.push(resolve));
    });
  const end = (ended: number): void => ends.shift()?.(ended);
  const batch = async (orgId: string, ended: number): Promise<void> => {
    const count = begun.length;
    const going = take(orgId);
    await expect.poll(() => begun.length).toBe(count + 1);
    end(ended);
    await going;
  };
  return { turns, begun, ways, take, end, batch, wakes: () => woken };
}

/** How many batches of the organisation are taken at once. */
async function together({ begun, take }: ReturnType<typeof scene>, orgId: string): Promise<number> {
  const before = begun.length;
  for (let n = 0; n < 6; n += 1) void take(orgId);
  await new Promise((resolve) => setTimeout(resolve));
  return begun.length - before;
}

test("an organisation has one batch under way, and several once it has more work than fits into one", async () => {
  const quiet = scene();
  expect(await together(quiet, "a")).toBe(1);
  const flood = scene();
  await flood.batch("a", 256);
  expect(await together(flood, "a")).toBe(4);
});

test("an organisation's batch that ended makes room for its next", async () => {
  const { begun, take, end } = scene();
  const first = take("a");
  expect(await take("a")).toBe(0);
  end(3);
  expect(await first).toBe(3);
  void take("a");
  expect(begun).toEqual(["a", "a"]);
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
  const singly = scene(1);
  await singly.batch("a", 1);
  expect(await together(singly, "a")).toBe(1);
});

test("a flood's batches are small, and one at a time, while another comes singly; and large again when nobody did for a while", async () => {
  const world = scene();
  const { turns, batch } = world;
  turns.note(["flood"], 0);
  await batch("flood", 256);
  expect(turns.batchSize()).toBe(256);
  turns.note(["flood", "steady"], 1_000);
  expect(turns.batchSize()).toBe(8);
  expect(await together(world, "flood")).toBe(1);
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

test("a flood that is over is no company for the next, a handful that is done is", async () => {
  const world = scene();
  const { turns, batch } = world;
  turns.note(["first"], 0);
  await batch("first", 256);
  await batch("first", 3);
  turns.note(["next"], 100);
  await batch("next", 256);
  expect(turns.batchSize()).toBe(256);
  turns.note(["next", "steady"], 200);
  await batch("steady", 5);
  await batch("steady", 0);
  turns.note(["next"], 300);
  expect(turns.batchSize()).toBe(8);
  expect(await together(world, "next")).toBe(1);
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

test("a flood's batch that is under way gives way in its middle too, for so long in all; one that came singly never does", async () => {
  const { begun, ways, take, end, batch } = scene();
  await batch("flood", 256);
  void take("flood");
  await expect.poll(() => begun.length).toBe(2);
  const giveWay = ways.at(-1);
  await giveWay?.();
  const steady = take("steady");
  expect(ways.at(-1)).toBeUndefined();
  let isFirst = true;
  const waited = giveWay?.().then(() => {
    isFirst = false;
  });
  await Promise.resolve();
  expect(isFirst).toBe(true);
  await waited; // fifty milliseconds are over, and the other still goes on
  let isOver = false;
  void giveWay?.().then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(true);
  end(256);
  end(1);
  await steady;
});

test("who is called gets a lane, unless as many of its batches are under way as may be; whoever ends one takes the next", async () => {
  const { turns, take, end } = scene();
  expect(turns.call("a")).toBe(true);
  expect(turns.called(0)).toEqual(["a"]);
  const first = take("a");
  expect(turns.called(0)).toEqual([]);
  expect(turns.call("a")).toBe(false);
  expect(turns.called(0)).toEqual([]);
  end(1);
  await first;
  expect(turns.called(0)).toEqual(["a"]);
});

test("a call that came while a batch found nothing is not slept over", async () => {
  const { turns, take, end, wakes } = scene();
  const first = take("a");
  turns.call("a");
  end(0);
  await first;
  expect(wakes()).toBe(1);
});

test("lanes that find the same runs that nobody may take do not wake one another", async () => {
  const { turns, take, end, wakes } = scene();
  turns.note(["a", "b"], 0);
  const first = take("a");
  turns.note(["a", "b"], 1);
  end(0);
  await first;
  expect(wakes()).toBe(0);
});

test("those that come singly stand before the floods", async () => {
  const { turns, batch } = scene();
  await batch("flood", 256);
  turns.call("flood");
  turns.call("steady");
  expect(turns.called(0)).toEqual(["steady", "flood"]);
});

test("a flood's next batch needs no call, and comes to an end with the flood", async () => {
  const { turns, batch } = scene();
  turns.call("flood");
  await batch("flood", 256);
  expect(turns.called(0)).toEqual(["flood"]);
  await batch("flood", 3);
  expect(turns.called(0)).toEqual([]);
});

test("lanes are woken once a flood is found", async () => {
  const { batch, wakes } = scene();
  await batch("flood", 256);
  expect(wakes()).toBe(1);
  await batch("flood", 256);
  expect(wakes()).toBe(1);
});
