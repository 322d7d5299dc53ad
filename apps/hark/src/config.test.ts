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
  const chosen = withPorts(readConfig({ HARK_DESK_URL: "https://desk.example.com/" }), {
    reviews: 5001,
    desk: 5002,
    hookMail: 5003,
  });
  expect(chosen.reviewsUrl).toBe("http://127.0.0.1:5001");
  expect(chosen.deskUrl).toBe("https://desk.example.com");
  expect(chosen.hookMailPort).toBe(5003);
});

test.each([
  [undefined, "127.0.0.1", 0],
  [undefined, "0.0.0.0", undefined],
  ["25", "0.0.0.0", 25],
  ["off", "127.0.0.1", undefined],
])("HARK_HOOK_MAIL_PORT %s on %s: e-mail for hooks is taken in on %s", (port, host, expected) => {
  expect(readConfig({ HARK_HOST: host, HARK_HOOK_MAIL_PORT: port }).hookMailPort).toBe(expected);
});

test("a port or a domain for hook mail that cannot be one is told", () => {
  const read = (): unknown => readConfig({ HARK_HOOK_MAIL_PORT: "smtp", HARK_HOOK_MAIL_DOMAIN: "a@b" });
  expect(read).toThrow(
    /HARK_HOOK_MAIL_PORT must be off.*\n.*HARK_HOOK_MAIL_DOMAIN must be the name of a domain/,
  );
});
