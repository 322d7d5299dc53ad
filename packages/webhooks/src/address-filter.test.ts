import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { isAllowedAddress } from "./address-filter.ts";

const strict = { allowLoopback: false, allowedRanges: [] };
const local = { allowLoopback: true, allowedRanges: [] };

const refused: Readonly<Record<string, readonly string[]>> = {
  "this machine": [
    "127.0.0.1",
    "127.8.9.10",
    "127.255.255.255",
    "0.0.0.0",
    "0.1.2.3",
    "0.255.255.255",
    "::1",
    "::",
  ],
  "private networks": [
    "10.0.0.0",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
  ],
  "carriers' networks": ["100.64.0.0", "100.64.0.1", "100.100.100.200", "100.127.255.255"],
  "the link": ["169.254.0.1", "169.254.170.2", "fe80::1", "fe80::1%eth0", "febf::1"],
  "clouds' metadata": [
    "169.254.169.254",
    "fd00:ec2::254",
    "192.0.0.192",
    "168.63.129.16",
    "::ffff:168.63.129.16",
  ],
  "private IPv6": ["fc00::1", "fd12:3456::1", "fdff:ffff::1", "fec0::1"],
  "many at once": ["224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "ff0e::1"],
  "reserved and for examples": [
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "255.255.255.254",
    "2001:db8::1",
    "3fff::1",
    "100::1",
    "5f00::1",
  ],
  "IPv4 inside of IPv6": [
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "::127.0.0.1",
    "::7f00:1",
    "::a00:1",
  ],
  "address translation": [
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "64:ff9b:1:7f00:0:100::5db8:d822",
  ],
  tunnels: ["2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:5db8:d822::1", "2001:0:7f00:1::", "2001::1"],
  "no address of the network of today": ["4000::1", "8000::1", "e000::1", "1::1"],
  "forms that are read in two ways": [
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "127.0.1",
    "010.0.0.1",
    "8.8.8.8 ",
    "08.8.8.8",
    "8.8.8.8.",
    "1.2.3.4.5",
    "１２７.0.0.1",
    "[::1]",
    "no address",
    "localhost",
    "",
  ],
};

test.each(
  Object.entries(refused).flatMap(([what, addresses]) => addresses.map((address) => [what, address])),
)("refused, %s: %s", (_, address) => {
  expect(isAllowedAddress(address, strict)).toBe(false);
});

test.each([
  "1.1.1.1",
  "8.8.8.8",
  "93.184.216.34",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.1",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "223.255.255.255",
  "2606:2800:220:1::1",
  "2a00:1450:4001::1",
  "::ffff:93.184.216.34",
  "64:ff9b::5db8:d822",
])("let through: %s", (address) => {
  expect(isAllowedAddress(address, strict)).toBe(true);
});

test("local mode adds loopback and nothing else; an operator's range adds that range", () => {
  for (const own of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
    expect(isAllowedAddress(own, local)).toBe(true);
  for (const other of ["10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "fe80::1"])
    expect(isAllowedAddress(other, local)).toBe(false);
  const ranged = { allowLoopback: false, allowedRanges: ["10.0.0.0/8", "fd00::/8", "not a range"] };
  for (const inside of ["10.0.0.1", "::ffff:10.0.0.1", "fd12::1"])
    expect(isAllowedAddress(inside, ranged)).toBe(true);
  for (const outside of ["192.168.0.1", "127.0.0.1", "fe80::1", "::1"])
    expect(isAllowedAddress(outside, ranged)).toBe(false);
});

test("however an IPv4 address is wrapped, the verdict is the one of the bare address", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.boolean(), (octets, allowLoopback) => {
      const policy = { allowLoopback, allowedRanges: [] };
      const bare = octets.join(".");
      const mapped = ipaddr.IPv4.parse(bare).toIPv4MappedAddress();
      const verdict = isAllowedAddress(bare, policy);
      expect(isAllowedAddress(mapped.toString(), policy)).toBe(verdict);
      expect(isAllowedAddress(`::ffff:${bare}`, policy)).toBe(verdict);
      expect(isAllowedAddress(`64:ff9b::${bare}`, policy)).toBe(verdict);
      // Tunnels and the form that is long out of use are refused, whatever they lead to.
      expect(isAllowedAddress(`::ffff:0:${bare}`, policy)).toBe(false);
    }),
  );
});
