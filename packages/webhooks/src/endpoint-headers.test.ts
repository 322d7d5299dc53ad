import { expect, test } from "vitest";
import { checkHeaders } from "./endpoint-headers.ts";

test("sound headers are given in lower case", () => {
  expect(checkHeaders({ "X-Tenant": "7", Authorization: "Basic abc" })).toEqual({
    ok: true,
    headers: { "x-tenant": "7", authorization: "Basic abc" },
  });
});

test.each<[string, string]>([
  ["Webhook-Id", "x"],
  ["host", "x"],
  ["Content-Length", "1"],
  ["x y", "1"],
  ["x:y", "1"],
  ["", "1"],
  ["x", ""],
  ["x", "a\r\nhost: b"],
  ["x", "a\nb"],
  ["x", "ä"],
  ["x", " a"],
  ["x", "a".repeat(1_001)],
])("a header %j with %j is refused by its name", (name, value) => {
  expect(checkHeaders({ [name]: value })).toMatchObject({ ok: false, name });
});

test("the same header twice and too many headers are refused", () => {
  expect(checkHeaders({ a: "1", A: "2" })).toMatchObject({ ok: false, name: "A" });
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`x-${at}`, "1"]));
  expect(checkHeaders(many).ok).toBe(false);
});
