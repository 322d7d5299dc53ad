import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "./database.ts";
import { createLiveBus, type LiveMessage } from "./live-bus.ts";
import { testDatabase } from "./testing/index.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase([]);
});
afterAll(() => database.close());

test("a message reaches this process once and every other process of its organisation", async () => {
  const here = createLiveBus(database);
  const there = createLiveBus(database);
  await Promise.all([here.start(), there.start()]);
  const heardHere: LiveMessage[] = [];
  const heardThere: LiveMessage[] = [];
  const heardByOthers: LiveMessage[] = [];
  here.subscribe("org", (message) => heardHere.push(message));
  there.subscribe("org", (message) => heardThere.push(message));
  there.subscribe("another org", (message) => heardByOthers.push(message));
  for (let n = 0; n < 300; n += 1) here.publish("org", `customer:${n}`, { n, filler: "x".repeat(100) });
  await vi.waitFor(() => expect(heardThere).toHaveLength(300));
  expect(heardHere).toHaveLength(300);
  expect(heardByOthers).toEqual([]);
  await Promise.all([here.stop(), there.stop(), there.stop()]);
});

test("what was published right before the stop is told to the others all the same, each message once", async () => {
  const here = createLiveBus(database);
  const there = createLiveBus(database);
  await Promise.all([here.start(), there.start()]);
  const heard: string[] = [];
  there.subscribe("org", ({ topic }) => heard.push(topic));
  here.publish("org", "first");
  await vi.waitFor(() => expect(heard).toEqual(["first"]));
  for (const topic of ["a", "b", "a", "a"]) here.publish("org", topic);
  await here.stop();
  await vi.waitFor(() => expect(heard).toEqual(["first", "a", "b"]));
  await there.stop();
});

test("one organisation that says much does not delay what another says", async () => {
  const here = createLiveBus(database);
  const there = createLiveBus(database);
  await Promise.all([here.start(), there.start()]);
  const heard: string[] = [];
  there.subscribe("loud", ({ topic }) => heard.push(topic));
  there.subscribe("quiet", ({ topic }) => heard.push(topic));
  here.publish("loud", "first");
  await vi.waitFor(() => expect(heard).toEqual(["first"]));
  // The loud one's next has to wait until it was silent for a while; the quiet one's takes it along.
  here.publish("loud", "second");
  here.publish("quiet", "only");
  await vi.waitFor(() => expect(heard).toEqual(["first", "second", "only"]), { interval: 1 });
  await Promise.all([here.stop(), there.stop()]);
});
