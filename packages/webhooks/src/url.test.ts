import { expect, test } from "vitest";
import { checkUrl } from "./url.ts";

const strict = { allowLoopback: false, allowedRanges: [] };
const local = { allowLoopback: true, allowedRanges: [] };
const ranged = { allowLoopback: false, allowedRanges: ["10.0.0.0/8"] };

test.each([
  ["https://example.api.kustomerapp.com/v1/hooks/web/abc", strict],
  ["https://example.com:8443/hook?x=1", strict],
  ["https://93.184.216.34/hook", strict],
  ["https://[2606:2800:220:1::1]/hook", strict],
  ["https://bücher.example/hook", strict],
  ["https://example.com./hook", strict],
  ["http://127.0.0.1:4500/v1/hooks/web/abc", local],
  ["http://localhost:4500/v1/hooks/web/abc", local],
  ["https://localhost:4500/v1/hooks/web/abc", local],
  ["http://desk.localhost:4500/", local],
  ["http://[::1]:4500/", local],
  ["http://10.1.2.3:4500/", ranged],
  ["https://10.1.2.3/", ranged],
  ["http://localhost:4500/", { allowLoopback: false, allowedRanges: ["127.0.0.0/8"] }],
] as const)("a receiver may be at %s", (url, policy) => {
  expect(checkUrl(url, policy)).toMatchObject({ ok: true });
});

const PRIVATE = "is a private address, which deliveries may not reach; an operator can allow it";
const MACHINE = "is this very machine";
const HTTPS = "must begin with https://";
const WHOLE = "copy it whole";

test.each([
  // One address in all the forms that a URL knows for it.
  ...[
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
  ].map((host) => [`https://${host}/x`, strict, `127.0.0.1 ${PRIVATE}`] as const),
  ["https://0/x", strict, `0.0.0.0 ${PRIVATE}`],
  ["https://0.1.2.3/x", strict, PRIVATE],
  ["https://0xa9fea9fe/x", strict, `169.254.169.254 ${PRIVATE}`],
  ["https://2852039166/x", strict, `169.254.169.254 ${PRIVATE}`],
  ["https://100.64.1.1/x", strict, PRIVATE],
  ["https://192.168.257/x", strict, `192.168.1.1 ${PRIVATE}`],
  ["https://[::]/x", strict, PRIVATE],
  ["https://[::1]/x", strict, PRIVATE],
  ["https://[0:0:0:0:0:0:0:1]/x", strict, PRIVATE],
  ["https://[::ffff:127.0.0.1]/x", strict, PRIVATE],
  ["https://[::ffff:7f00:1]/x", strict, PRIVATE],
  ["https://[::127.0.0.1]/x", strict, PRIVATE],
  ["https://[64:ff9b::7f00:1]/x", strict, PRIVATE],
  ["https://[2002:7f00:1::]/x", strict, PRIVATE],
  ["https://[2001:0:7f00:1::]/x", strict, PRIVATE],
  ["https://[fd00:ec2::254]/latest", strict, PRIVATE],
  ["https://[fe80::1]/x", strict, PRIVATE],
  ["https://[fe80::1%25eth0]/x", strict, WHOLE],
  ["https://localhost/x", strict, MACHINE],
  ["https://LOCALHOST./x", strict, MACHINE],
  ["https://anything.localhost/x", strict, MACHINE],
  ["https://192.168.0.1/x", ranged, PRIVATE],
  ["http://192.168.0.1/x", ranged, HTTPS],
  ["http://example.com/hook", strict, HTTPS],
  ["http://example.com/hook", local, HTTPS],
  ["http://example.com/hook", ranged, HTTPS],
  ["http://93.184.216.34/hook", local, HTTPS],
  ["http://10.0.0.1/x", local, HTTPS],
  ["http://127.0.0.1/x", strict, HTTPS],
  ["http://localhost/x", ranged, HTTPS],
  ["ftp://example.com/x", strict, HTTPS],
  ["file:///etc/passwd", local, WHOLE],
  ["javascript:alert(1)", local, WHOLE],
  ["unix:/run/socket", local, WHOLE],
  ["https://user@example.com/x", strict, "must not carry a user name"],
  ["https://user:secret@example.com/x", strict, "must not carry a user name"],
  ["https://:secret@example.com/x", strict, "must not carry a user name"],
  ["https://example.com@127.0.0.1/x", strict, "must not carry a user name"],
  ["https://example.com:80@127.0.0.1:443/x", strict, "must not carry a user name"],
  ["https://127.0.0.1\\@example.com/x", strict, PRIVATE],
  ["https://127.0.0.1#@example.com/x", strict, PRIVATE],
  ["https://example.com:25/x", strict, "must not name port 25"],
  ["https://example.com:22/x", strict, "must not name port 22"],
  ["https://example.com:6000/x", strict, "must not name port 6000"],
  ["https://example.com:0/x", strict, "must not name port 0"],
  ["https://example.com:65536/x", strict, WHOLE],
  ["https://", strict, WHOLE],
  ["https:///", strict, WHOLE],
  ["example.com/hook", strict, WHOLE],
  ["nothing", strict, WHOLE],
  ["", strict, WHOLE],
  [`https://example.com/${"x".repeat(2_000)}`, strict, "must not be longer than 2000 characters"],
] as const)("a receiver may not be at %s", (url, policy, words) => {
  const verdict = checkUrl(url, policy);
  expect(verdict.ok ? "fine" : verdict.message).toContain(words);
});
