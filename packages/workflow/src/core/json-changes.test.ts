import { isJsonObject, type Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameJson, type JsonChange, jsonChanges } from "./json-changes.ts";

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** Does changes one after another, as JSON Patch does: the model that says what they mean. */
function applied(value: Json | undefined, changes: readonly JsonChange[]): Json | undefined {
  const copy = (entry: Json | undefined): Json =>
    entry === undefined ? null : JSON.parse(JSON.stringify(entry));
  const root: { [key: string]: Json } = value === undefined ? {} : { "": copy(value) };
  for (const { pointer, kind, after } of changes) {
    const names = ["", ...pointer.split("/").slice(1)].map((name) =>
      name.replaceAll("~1", "/").replaceAll("~0", "~"),
    );
    const last = names.pop() ?? "";
    let at: Json = root;
    for (const name of names) at = (at as { [key: string]: Json })[name] as Json;
    if (Array.isArray(at))
      at.splice(Number(last), kind === "added" ? 0 : 1, ...(kind === "removed" ? [] : [copy(after)]));
    else if (isJsonObject(at) && kind === "removed") delete at[last];
    else if (isJsonObject(at))
      Object.defineProperty(at, last, {
        value: copy(after),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return root[""];
}

test("a value differs in nothing from itself, whatever the order of its members", () => {
  fc.assert(
    fc.property(json, (value) => {
      const turned = isJsonObject(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;
      expect(jsonChanges(value, structuredClone(turned))).toEqual([]);
    }),
  );
});

test("changes done one after another turn the one value into the other", () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const changes = jsonChanges(before, after);
      expect(isSameJson(applied(before, changes), after)).toBe(true);
      expect(changes.length === 0).toBe(isSameJson(before, after));
    }),
  );
});

test("lists that share entries come apart and together again", () => {
  const entries = fc.array(fc.constantFrom<Json>(1, 2, { a: 1 }, { a: 2, b: [] }), { maxLength: 8 });
  fc.assert(
    fc.property(entries, entries, (before, after) => {
      expect(applied(before, jsonChanges(before, after))).toEqual(after);
    }),
    { numRuns: 1_000 },
  );
});

test("an entry put in at the front of a list is one change", () => {
  expect(jsonChanges([{ to: "a" }, { to: "b" }], [{ to: "new" }, { to: "a" }, { to: "b" }])).toEqual([
    { pointer: "/0", kind: "added", after: { to: "new" } },
  ]);
});

test("a change is told at the deepest place, with its pointer escaped", () => {
  expect(jsonChanges({ params: { "a/b": { "~": 1 } } }, { params: { "a/b": { "~": 2 } } })).toEqual([
    { pointer: "/params/a~1b/~0", kind: "changed", before: 1, after: 2 },
  ]);
  expect(jsonChanges({}, { constructor: 1 })).toEqual([{ pointer: "/constructor", kind: "added", after: 1 }]);
});

test("a value that is deeper than the stack is compared, and soon", () => {
  const deep = (depth: number, end: number): Json =>
    JSON.parse(`${"[".repeat(depth)}${end}${"]".repeat(depth)}`) as Json;
  const begun = performance.now();
  expect(jsonChanges(deep(20_000, 1), deep(20_000, 1))).toEqual([]);
  expect(jsonChanges(deep(20_000, 1), deep(20_000, 2))).toHaveLength(1);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
