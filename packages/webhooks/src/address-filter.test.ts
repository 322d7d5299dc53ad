import { expect, test } from "vitest";
import { isAllowedAddress } from "./address-filter.ts";
import { checkUrl } from "./url.ts";

const strict = { allowLoopback: false, allowedRanges: [] };
const local = { allowLoopback: true, allowedRanges: [] };

test.each([
  "127.0.0.1",
  "127.8.9.10",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "fd12:3456::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "no address",
  "",
])("%s is not let through", (address) => {
  expect(isAllowedAddress(address, strict)).toBe(false);
});

test.each(["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])("%s is let through", (address) => {
  expect(isAllowedAddress(address, strict)).toBe(true);
});

test("local mode adds loopback and nothing else; an operator's range adds that range", () => {
  expect(isAllowedAddress("127.0.0.1", local)).toBe(true);
  expect(isAllowedAddress("::1", local)).toBe(true);
  expect(isAllowedAddress("10.0.0.1", local)).toBe(false);
  const ranged = { allowLoopback: false, allowedRanges: ["10.0.0.0/8"] };
  expect(isAllowedAddress("10.0.0.1", ranged)).toBe(true);
  expect(isAllowedAddress("192.168.0.1", ranged)).toBe(false);
});

test.each([
  ["https://example.api.kustomerapp.com/v1/hooks/web/abc", strict, true],
  ["http://example.com/hook", strict, false],
  ["http://127.0.0.1:4500/v1/hooks/web/abc", local, true],
  ["http://localhost:4500/v1/hooks/web/abc", local, true],
  ["http://127.0.0.1/x", strict, false],
  ["https://127.0.0.1/x", strict, false],
  ["https://2130706433/x", strict, false],
  ["https://0x7f.1/x", strict, false],
  ["https://[::ffff:7f00:1]/x", strict, false],
  ["https://user:secret@example.com/x", strict, false],
  ["ftp://example.com/x", strict, false],
  ["nothing", strict, false],
] as const)("%s as a receiver's address", (url, policy, ok) => {
  expect(checkUrl(url, policy).ok).toBe(ok);
});
