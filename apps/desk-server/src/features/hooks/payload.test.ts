import { isJsonObject, type Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPayload } from "./payload.ts";

const read = async (body: string | Buffer, contentType: string): Promise<Json> =>
  JSON.parse((await readPayload(Buffer.from(body), contentType)).json) as Json; // what readPayload gives is JSON

const boundary = "----hark";
const multipart = `multipart/form-data; boundary=${boundary}`;
function part(head: string, content: string | Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
}
const form = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
const field = (name: string, value: string): Buffer =>
  part(`Content-Disposition: form-data; name="${name}"`, value);

test.each<[string, string, Json]>([
  ["application/json", '{"a.b":1,"@type":"x"}', { "a.b": 1, "@type": "x" }],
  ["application/vnd.api+json; charset=utf-8", "[1]", [1]],
  ["application/json", "\ufeff{}", {}],
  [
    "application/x-www-form-urlencoded",
    "a=1&b=x+y&a=2&c%5Bd%5D=3&e.f=",
    { a: ["1", "2"], b: "x y", "c[d]": "3", "e.f": "" },
  ],
  [
    "application/xml",
    "<order id='7'><item>a</item><item>b</item></order>",
    { order: { "@id": "7", item: ["a", "b"] } },
  ],
  ["text/xml", "<a><![CDATA[<b>]]> &amp; &#65;</a>", { a: "<b> & A" }],
  [
    "application/soap+xml",
    '<s:Body xmlns:s="urn:x"><s:v x="1"> t </s:v><s:n/></s:Body>',
    { "s:Body": { "@xmlns:s": "urn:x", "s:v": { "@x": "1", "#text": "t" }, "s:n": "" } },
  ],
  ["application/xml", "<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a>1</a>", { a: "1" }],
  ["text/plain", "hello", { unstructured: "hello" }],
  ["", "no type", { unstructured: "no type" }],
  ["application/json", "", {}],
])("a body of type '%s' reads as what it says: %s", async (contentType, body, expected) => {
  expect(await read(body, contentType)).toEqual(expected);
});

test("a number keeps every digit and a text its escapes: JSON is kept to the letter", async () => {
  const text =
    '{ "id": 12345678901234567890, "price": 1.10, "face": "\\ud83d\\ude00", "path": "C:\\\\u0000" }';
  expect((await readPayload(Buffer.from(text), "application/json")).json).toBe(text);
});

test("what PostgreSQL cannot hold is taken out of keys and values alike, whatever the body is written in", async () => {
  expect(
    await read('{"a\\u0000b":"c\\u0000d","half":"\\ud83d!","other":"\\ude00"}', "application/json"),
  ).toEqual({
    ab: "cd",
    half: "\ufffd!",
    other: "\ufffd",
  });
  expect(await read("a%00=b%00", "application/x-www-form-urlencoded")).toEqual({ a: "b" });
  expect(await read("a\0b", "text/plain")).toEqual({ unstructured: "ab" });
  expect(await read(form(field("a", "b\0c")), multipart)).toEqual({ a: "bc" });
});

test("a form with files: fields are text, a file its name, type, size and content, an empty file input nothing", async () => {
  const picture = Buffer.from([0, 255, 13, 10, 45, 45]);
  const body = form(
    field("title", "Größe"),
    part(
      'Content-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png',
      picture,
    ),
    field("tag", "one"),
    field("tag", "two"),
    part(
      'Content-Disposition: form-data; name="none"; filename=""\r\nContent-Type: application/octet-stream',
      "",
    ),
  );
  expect(await read(body, multipart)).toEqual({
    title: "Größe",
    photo: { filename: "a.png", contentType: "image/png", size: 6, content: picture.toString("base64") },
    tag: ["one", "two"],
  });
});

test("a body is read in the character set it names", async () => {
  const latin = Buffer.from("Größe", "latin1");
  expect(await read(latin, "text/plain; charset=iso-8859-1")).toEqual({ unstructured: "Größe" });
  const xml = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>', "latin1");
  expect(await read(xml, "application/xml")).toEqual({ a: "Größe" });
});

test.each([
  ["application/json", '{"a":', "not valid JSON"],
  ["application/json", `${"[".repeat(65)}${"]".repeat(65)}`, "deeper than 64 levels"],
  [
    "application/json",
    `{${Array.from({ length: 10_001 }, (_, at) => `"k${at}":1`).join(",")}}`,
    "more than 10,000 members",
  ],
  ["application/x-www-form-urlencoded", "a=1&".repeat(10_001), "more than 10,000 fields"],
  ["multipart/form-data", "x", "Boundary not found"],
  [multipart, `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut`, "multipart/form-data"],
  ["application/xml", "<a><b></a>", "line 1, column 10"],
  ["application/xml", "<a>&nbsp;</a>", "not valid XML"],
  [
    "application/xml",
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "leave the part of the DOCTYPE in brackets out",
  ],
  ["application/xml", `${"<a>".repeat(65)}${"</a>".repeat(65)}`, "deeper than 64 levels"],
  ["application/xml", `<a>${"<b/>".repeat(10_001)}</a>`, "more than 10,000 elements"],
  ["text/plain; charset=klingon", "x", "send the body as UTF-8"],
])("a body of type %s that cannot be taken is refused with the reason", async (contentType, body, reason) => {
  await expect(read(body, contentType)).rejects.toThrow(reason);
});

const types = fc.constantFrom(
  "application/json",
  "application/x-www-form-urlencoded",
  "application/xml",
  multipart,
  "text/plain",
);
const names = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "prototype", "a.b", "a[b]"));
const bodies = fc.oneof(
  fc.string(),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json(),
  names.map((name) => `<${name}><${name}>x</${name}></${name}>`),
  fc
    .array(fc.tuple(names, fc.string()), { maxLength: 5 })
    .map((fields) => form(...fields.map(([name, value]) => field(name, value)))),
);

test("reading is total: every body of every type gives JSON, or a refusal that says why, and touches no prototype", async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  await fc.assert(
    fc.asyncProperty(types, bodies, async (contentType, body) => {
      try {
        await read(body, contentType);
      } catch (error) {
        expect(error).toMatchObject({
          name: "HarkError",
          status: expect.toSatisfy((status) => status === 400 || status === 415),
        });
      }
      expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
    }),
    { numRuns: 1_000 },
  );
});

const byName = <Value>(entries: readonly [string, Value][]) =>
  entries.toSorted(([a], [b]) => a.localeCompare(b));

test("fields come back as they were posted, by both ways to post a form", async () => {
  const plain = fc.string({
    unit: fc.constantFrom("a", "b", ".", "[", "]", "@", "_", "-", "é", " ", "\u4e2d"),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.oneof(plain, fc.constant("__proto__")), plain), async (fields) => {
      const entries = Object.entries(fields);
      const encoded = await read(
        new URLSearchParams(entries).toString() || "",
        "application/x-www-form-urlencoded",
      );
      const parts = await read(form(...entries.map(([name, value]) => field(name, value))), multipart);
      for (const found of [encoded, parts]) {
        expect(isJsonObject(found) && byName(Object.entries(found))).toEqual(byName(entries));
      }
    }),
  );
});

test("an element named like a part of every object is a member like any other", async () => {
  const read1 = await read(
    "<__proto__ constructor='1'><polluted>yes</polluted></__proto__>",
    "application/xml",
  );
  expect(Object.keys(read1 as object)).toEqual(["__proto__"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
