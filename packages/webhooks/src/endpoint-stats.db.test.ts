import { newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endpointStats, healthOf, maintainPartitions, migrations } from "./index.ts";

const now = new Date("2026-03-15T12:30:00.000Z");
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
let database: Database;
let orgId: string;
let number = 0;

beforeAll(async () => {
  database = await testDatabase([migrations]);
  for (let day = 0; day < 40; day += 7) await maintainPartitions(database, hoursAgo(day * 24), 90);
});
afterAll(() => database.close());
beforeEach(() => {
  orgId = newId(now);
});

async function attempt(endpointId: string, at: Date, status: number | null, ms: number): Promise<void> {
  number += 1;
  const outcome = status === null || status >= 500 ? "retry" : status < 300 ? "delivered" : "refused";
  await database.run(
    `insert into webhooks.attempts (org_id, delivery_id, endpoint_id, number, trigger, outcome, status_code, duration_ms, created_at)
     values ($1, 'd', $2, $3, 'scheduled', $4, $5, $6, $7)`,
    [orgId, endpointId, number, outcome, status, ms, at],
  );
}

test("an endpoint to which nothing was sent has a chart of nothing, hour by hour and day by day", async () => {
  const day = await endpointStats(database, orgId, "e", "24h", now);
  expect(day).toMatchObject({ total: 0, failed: 0, p50: null, p95: null });
  expect(day.byClass).toEqual({ "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0, none: 0 });
  expect(day.buckets).toHaveLength(24);
  expect(day.buckets[0]).toEqual({ at: "2026-03-14T13:00:00Z", total: 0, failed: 0, p50: null, p95: null });
  expect(day.buckets.at(-1)?.at).toBe("2026-03-15T12:00:00Z");
  const month = await endpointStats(database, orgId, "e", "30d", now);
  expect(month.buckets).toHaveLength(30);
  expect(month.buckets[0]?.at).toBe("2026-02-14T00:00:00Z");
  expect(month.buckets.at(-1)?.at).toBe("2026-03-15T00:00:00Z");
});

test("attempts are counted where they belong: by hour, by class, by endpoint and by organisation", async () => {
  for (const ms of [10, 20, 30, 40]) await attempt("e", hoursAgo(0.25), 201, ms);
  await attempt("e", hoursAgo(2), 503, 900);
  await attempt("e", hoursAgo(2), null, 15_000);
  await attempt("e", hoursAgo(23), 410, 5);
  await attempt("e", hoursAgo(24 * 20), 201, 7);
  await attempt("other", hoursAgo(1), 201, 1);
  const stats = await endpointStats(database, orgId, "e", "24h", now);
  expect(stats).toMatchObject({ total: 7, failed: 3, p50: 20, p95: 900 });
  expect(stats.byClass).toEqual({ "2xx": 4, "3xx": 0, "4xx": 1, "5xx": 1, none: 1 });
  expect(stats.buckets.at(-1)).toEqual({ at: "2026-03-15T12:00:00Z", total: 4, failed: 0, p50: 20, p95: 40 });
  expect(stats.buckets.at(-3)).toEqual({
    at: "2026-03-15T10:00:00Z",
    total: 2,
    failed: 2,
    p50: 900,
    p95: 900,
  });
  expect(stats.buckets.reduce((sum, { total }) => sum + total, 0)).toBe(7);
  const month = await endpointStats(database, orgId, "e", "30d", now);
  expect(month).toMatchObject({ total: 8, failed: 3 });
  expect(month.buckets.find(({ at }) => at.startsWith("2026-02-23"))?.total).toBe(1);
  expect((await endpointStats(database, newId(now), "e", "30d", now)).total).toBe(0);
});

test("the lines of a list come together", async () => {
  await attempt("a", hoursAgo(1), 200, 10);
  await attempt("a", hoursAgo(1), 500, 30);
  await attempt("a", hoursAgo(3), 200, 20);
  await attempt("b", hoursAgo(30), 200, 10);
  await attempt("other", hoursAgo(1), 200, 10);
  const health = await healthOf(database, orgId, ["a", "b"], now);
  expect([...health.keys()]).toEqual(["a", "b"]);
  expect(health.get("a")).toMatchObject({ total: 3, succeeded: 2, median_ms: 15 });
  expect(health.get("a")?.hours.map(({ total, failed }) => [total, failed])).toEqual([
    ...Array.from({ length: 20 }, () => [0, 0]),
    [1, 0],
    [0, 0],
    [2, 1],
    [0, 0],
  ]);
  expect(health.get("b")).toMatchObject({ total: 0, succeeded: 0, median_ms: null });
  expect(health.get("b")?.hours.map(({ total }) => total)).toEqual(Array.from({ length: 24 }, () => 0));
});
