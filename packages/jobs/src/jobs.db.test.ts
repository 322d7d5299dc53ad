import { type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createJobs, type Jobs } from "./jobs.ts";

const logger = { debug: () => {}, warn: () => {}, error: () => {} };
let database: Database;
let jobs: Jobs;
const seen: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase([]);
  jobs = createJobs({
    database,
    logger,
    tasks: {
      "test.note": async (payload, { attempt }) => {
        seen.push({ ...payload, attempt });
      },
    },
  });
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await jobs.stop();
  await database.close();
});

test("a job runs when its transaction commits and never when it rolls back", async () => {
  await expect(
    database.transaction(async (tx) => {
      await jobs.add(tx, "test.note", { text: "rolled back" });
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  await database.transaction((tx) => jobs.add(tx, "test.note", { text: "committed" }));
  await vi.waitFor(() => expect(seen).toEqual([{ text: "committed", attempt: 1 }]), 5_000);
});

test("a job that a killed process had begun is taken up again", async () => {
  await jobs.stop();
  await database.transaction((tx) => jobs.add(tx, "test.note", { text: "orphan" }));
  await database.run(
    `update graphile_worker._private_jobs
     set locked_by = 'pool-of-a-dead-process', locked_at = now() - interval '10 seconds', attempts = 1`,
  );
  await jobs.start();
  await vi.waitFor(() => expect(seen).toContainEqual({ text: "orphan", attempt: 2 }), 8_000);
});
