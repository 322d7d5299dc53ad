import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigError, readConfig, withPorts } from "./config.ts";
import { configurationPage } from "./config-page.ts";

test("the configuration page says what the table says", () => {
  const page = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
  expect(page).toBe(configurationPage());
});

test("nothing needs to be set", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    isLocal: true,
    reviewsUrl: "http://127.0.0.1:4400",
    deskUrl: "http://127.0.0.1:4500",
  });
});

test("every fault is told at once, each with its variable, and no secret is repeated", () => {
  const read = (): unknown =>
    readConfig({
      HARK_DESK_PORT: "many",
      HARK_DEMO: "perhaps",
      DATABASE_URL: "mysql://user:password@host/db",
      HARK_SECRET: "short",
    });
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    const { faults } = error as ConfigError; // just expected above
    expect(faults).toHaveLength(4);
    for (const name of ["HARK_DESK_PORT", "HARK_DEMO", "DATABASE_URL", "HARK_SECRET"])
      expect(faults.some((fault) => fault.startsWith(name))).toBe(true);
    expect(faults.join()).not.toContain("password");
  }
});

test.each([
  ["127.0.0.1", true],
  ["localhost", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["10.0.0.5", false],
])("listening on %s is local mode: %s", (host, isLocal) => {
  expect(readConfig({ HARK_HOST: host }).isLocal).toBe(isLocal);
});

test("addresses follow the ports that were really chosen, unless a public address is set", () => {
  const chosen = withPorts(readConfig({ HARK_DESK_URL: "https://desk.example.com/" }), 5001, 5002);
  expect(chosen.reviewsUrl).toBe("http://127.0.0.1:5001");
  expect(chosen.deskUrl).toBe("https://desk.example.com");
});
