import type { JsonObject } from "@hark/kernel";
import { expect, test } from "vitest";
import { restApiGeneric } from "./rest-api-generic.ts";
import { restApiJson } from "./rest-api-json.ts";
import { readRunAt } from "./schedule-workflow.ts";

const uri = "https://api.example.com/orders?a=1";
const answer = { headers: {}, body: "", error: undefined, refused: false, durationMs: 1 };

function sent(action: typeof restApiJson, params: JsonObject) {
  const asked = action.request(params);
  if ("error" in asked) throw new Error(asked.error.message);
  return asked.request;
}

test("params become a request: query laid over, headers in lower case, the body as JSON", () => {
  const params = {
    uri,
    method: "post",
    headers: { Authorization: "Bearer x", "X-Count": 3, gone: null },
    data: { id: 1 },
    qs: { a: "2", b: ["x", "y"] },
    json: true,
  };
  expect(sent(restApiJson, params)).toEqual({
    method: "POST",
    url: "https://api.example.com/orders?a=2&b=x&b=y",
    headers: { authorization: "Bearer x", "x-count": "3", "content-type": "application/json" },
    body: '{"id":1}',
  });
});

test("a body goes as what it is: JSON text once, forms as forms, text as text", () => {
  expect(sent(restApiJson, { uri, method: "PUT", data: '{"a":1}' }).body).toBe('{"a":1}');
  expect(sent(restApiJson, { uri, method: "PUT", data: "plain" }).body).toBe('"plain"');
  expect(sent(restApiGeneric, { uri, method: "POST", data: "plain" })).toMatchObject({
    body: "plain",
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  expect(sent(restApiGeneric, { uri, method: "POST", data: { a: "x y", b: 2 }, headers }).body).toBe(
    "a=x+y&b=2",
  );
  expect(sent(restApiGeneric, { uri, method: "POST", json: { a: 1 } }).body).toBe('{"a":1}');
  expect(sent(restApiJson, { uri, data: { a: 1 } })).toMatchObject({ method: "GET", body: undefined });
});

test.each([
  [{}, "uri"],
  [{ uri: "ftp://example.com" }, "uri"],
  [{ uri: "not an address" }, "uri"],
  [{ uri, method: "BREW" }, "method"],
  [{ uri, headers: { "x-a": "line\r\nx-b: injected" } }, "headers.x-a"],
  [{ uri, headers: { "bad name": "x" } }, "headers.bad name"],
])("what cannot be sent is an error that names the param: %j", (params, field) => {
  expect(restApiJson.request(params)).toMatchObject({ error: { code: "badparam", field } });
});

test("any status is an output; only silence is an error", () => {
  const headers = { "content-type": "application/json", none: undefined };
  expect(restApiJson.outcome({ ...answer, statusCode: 503, headers, body: '{"ok":false}' })).toEqual({
    output: {
      response: { statusCode: 503, headers: { "content-type": "application/json" } },
      body: { ok: false },
    },
  });
  expect(restApiJson.outcome({ ...answer, statusCode: 200, body: "<html>" })).toMatchObject({
    output: { body: "<html>" },
  });
  expect(restApiGeneric.outcome({ ...answer, statusCode: 200, body: "1" })).toMatchObject({
    output: { body: "1" },
  });
  expect(
    restApiJson.outcome({ ...answer, statusCode: undefined, error: "private address", refused: true }),
  ).toMatchObject({ error: { code: "refused", message: "private address" } });
  expect(restApiJson.outcome({ ...answer, statusCode: undefined })).toMatchObject({
    error: { code: "unreachable" },
  });
});

test("a time to run is minutes from now, or an instant", () => {
  const now = new Date("2026-01-31T09:30:00.000Z");
  const later = new Date("2026-01-31T09:40:00.000Z");
  expect(readRunAt({ value: 10, type: "relative" }, now)).toEqual(later);
  expect(readRunAt({ value: "10", type: "relative" }, now)).toEqual(later);
  expect(readRunAt({ value: "2026-01-31T09:40:00Z", type: "absolute" }, now)).toEqual(later);
  expect(readRunAt("2026-01-31T09:40:00Z", now)).toEqual(later);
  expect(readRunAt(undefined, now)).toEqual(now);
  for (const bad of [
    { value: -1, type: "relative" },
    { value: 1e9, type: "relative" },
    "soon",
    3,
    { type: "x" },
  ])
    expect(readRunAt(bad, now)).toBeUndefined();
});
