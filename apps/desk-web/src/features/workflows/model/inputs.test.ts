import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleOf, freeName, inputsOf, inputTypes, nameFault, readInput, withInputs } from "./inputs.ts";

test("inputs survive the schema, whatever else it says", () => {
  const input = fc.record({
    name: fc.stringMatching(/^[a-z]\w{0,6}$/),
    type: fc.constantFrom(...inputTypes),
    isRequired: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(input, { selector: ({ name }) => name }), (inputs) => {
      const schema = withInputs({ title: "kept" }, inputs);
      expect(new Set(inputsOf(schema))).toEqual(new Set(inputs));
      expect(schema["title"]).toBe("kept");
    }),
  );
});

test("what a property says beside its type stays, until its type changes", () => {
  const schema = { properties: { stars: { type: "number", minimum: 1 } }, required: [] };
  const [stars] = inputsOf(schema);
  if (!stars) throw new Error("the schema has an input");
  expect(withInputs(schema, [stars])).toMatchObject({ properties: { stars: { minimum: 1 } } });
  expect(withInputs(schema, [{ ...stars, type: "string" }])).toEqual({
    properties: { stars: { type: "string" } },
    required: [],
  });
});

test("a name must be one that expressions can refer to, and nobody else's", () => {
  expect(nameFault("orderId", ["other"])).toBeUndefined();
  for (const name of ["", "a.b", "1st", "with space", "other"])
    expect(nameFault(name, ["other"])).toBeDefined();
  expect(freeName([{ name: "input1", type: "string", isRequired: false }])).toBe("input2");
});

test("what is typed gets the input's type, or a fault with its cure", () => {
  const of = (type: (typeof inputTypes)[number], text: string, isRequired = false) =>
    readInput({ name: "x", type, isRequired }, text);
  expect(of("string", "4")).toEqual({ value: "4" });
  expect(of("number", "4")).toEqual({ value: 4 });
  expect(of("boolean", "false")).toEqual({ value: false });
  expect(of("array", "[1]")).toEqual({ value: [1] });
  expect(of("string", "")).toEqual({});
  for (const fault of [of("number", "four"), of("array", "{}"), of("object", "{"), of("string", "", true)])
    expect(fault.fault).toBeDefined();
});

test("a call's example has a value of each type", () => {
  expect(exampleOf(inputsOf({ properties: { a: { type: "string" }, b: { type: "array" }, c: {} } }))).toEqual(
    {
      a: "text",
      b: [],
      c: "text",
    },
  );
});
