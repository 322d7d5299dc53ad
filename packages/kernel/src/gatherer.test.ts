import { expect, test } from "vitest";
import { createGatherer } from "./gatherer.ts";

/** Notes what was written together; holds each batch until it is let go, and fails those that hold `bad`. */
function scene(limits: { maxEntries?: number; maxWeight?: number; apartMs?: number } = {}) {
  const batches: (readonly string[])[] = [];
  const gates: (() => void)[] = [];
  const gatherer = createGatherer<string, string>({
    keyOf: (entry) => entry.slice(0, 1),
    maxEntries: 100,
    weightOf: (entry) => entry.length,
    ...limits,
    write: async (batch) => {
      batches.push(batch);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (batch.some((entry) => entry.includes("bad"))) throw new Error(`bad: ${batch.join(" ")}`);
      return batch.map((entry) => `${entry} done`);
    },
  });
  const letAllGo = async (): Promise<void> => {
    for (let round = 0; round < 200; round += 1) {
      for (const gate of gates.splice(0)) gate();
      await Promise.resolve();
    }
  };
  return { batches, gatherer, letAllGo };
}

test("the first goes at once, and what comes up meanwhile goes together, each with its own result", async () => {
  const { batches, gatherer, letAllGo } = scene();
  const results = Promise.all(["a1", "a2", "a3", "a4"].map((entry) => gatherer.add(entry)));
  expect(batches).toEqual([["a1"]]);
  await letAllGo();
  expect(await results).toEqual(["a1 done", "a2 done", "a3 done", "a4 done"]);
  expect(batches).toEqual([["a1"], ["a2", "a3", "a4"]]);
});

test("one bad entry in a batch of ten harms nobody else", async () => {
  const { batches, gatherer, letAllGo } = scene();
  const first = gatherer.add("a0");
  const names = Array.from({ length: 10 }, (_, at) => (at === 4 ? "a-bad" : `a${at}`));
  const results = Promise.allSettled(names.map((entry) => gatherer.add(entry)));
  await letAllGo();
  expect(await first).toBe("a0 done");
  expect((await results).map(({ status }) => status)).toEqual(
    names.map((name) => (name === "a-bad" ? "rejected" : "fulfilled")),
  );
  expect(batches.slice(2).map((batch) => batch.join())).toEqual(names);
});

test("entries of another key do not wait", async () => {
  const { batches, gatherer, letAllGo } = scene();
  const results = Promise.all(["a1", "b1", "a2", "b2"].map((entry) => gatherer.add(entry)));
  expect(batches).toEqual([["a1"], ["b1"]]);
  await letAllGo();
  await results;
  expect(batches.slice(2)).toEqual([["a2"], ["b2"]]);
});

test("a batch is no larger and no heavier than it may be, but for a single entry that is", async () => {
  const { batches, gatherer, letAllGo } = scene({ maxEntries: 3, maxWeight: 6 });
  const names = ["a", "a1", "a2", "a3", "a-heavier", "a", "a", "a", "a"];
  const results = Promise.all(names.map((entry) => gatherer.add(entry)));
  await letAllGo();
  await results;
  expect(batches).toEqual([["a"], ["a1", "a2", "a3"], ["a-heavier"], ["a", "a", "a"], ["a"]]);
});

test("batches that begin apart gather what comes up in between; a key that rested is written to at once", async () => {
  const { batches, gatherer, letAllGo } = scene({ apartMs: 30 });
  const first = gatherer.add("a1");
  await letAllGo();
  await first;
  const second = gatherer.add("a2");
  await letAllGo();
  const third = gatherer.add("a3");
  expect(batches).toEqual([["a1"]]);
  await expect.poll(() => batches.length).toBe(2);
  expect(batches[1]).toEqual(["a2", "a3"]);
  await letAllGo();
  await Promise.all([second, third]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  void gatherer.add("a4");
  expect(batches[2]).toEqual(["a4"]);
});
