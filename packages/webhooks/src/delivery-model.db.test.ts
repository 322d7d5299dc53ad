import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { migrations } from "./index.ts";
import { commandsOf, Model, Real } from "./testing/delivery-model.ts";

let database: Database;

beforeAll(async () => {
  database = await testDatabase([migrations]);
});
afterAll(() => database.close());

test("whatever is published, answered, waited for, paused, canceled and resent, deliveries stand as the model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commandsOf(), { maxCommands: 40, size: "max" }), async (commands) => {
      const real = await Real.make(database);
      await fc.asyncModelRun(() => ({ model: new Model(), real }), commands);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 60_000);
