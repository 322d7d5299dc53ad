import { defineConfig } from "vitest/config";

const shared = { environment: "node" as const, restoreMocks: true };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          testTimeout: 30_000,
          include: ["{packages,apps}/*/src/**/*.test.{ts,tsx}", "{tools,bench}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
        },
      },
      {
        test: {
          ...shared,
          name: "db",
          include: ["{packages,apps}/*/src/**/*.db.test.ts"],
          globalSetup: ["packages/postgres/src/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: "e2e",
          include: ["e2e/**/*.spec.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each file has a Hark of its own, and waits more than it works.
          maxWorkers: 2,
        },
      },
    ],
  },
});
