import { customerBody, kobjectBody } from "@hark/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { narrowTo } from "./narrow.ts";

const told = (schema: z.ZodObject, value: unknown): unknown => {
  const { success, data, error } = schema.safeParse(value);
  return success ? data : error.issues;
};
const members = {
  name: fc.constantFrom("Robin", "", 7),
  title: fc.constantFrom("Good", "", null),
  externalId: fc.constantFrom("r-1", "", null),
  emails: fc.constantFrom([], [{ email: "robin@example.com" }], [{ email: "nobody" }], "robin@example.com"),
  custom: fc.constantFrom({ ratingNum: 4 }, [], null),
  tags: fc.constantFrom(["vip"], [3]),
};

test.each([
  ["customers", customerBody],
  ["custom objects", kobjectBody],
] as const)(
  "bodies of %s are read as by the whole schema, whatever they have",
  (_name, schema: z.ZodObject) => {
    fc.assert(
      fc.property(fc.record(members, { requiredKeys: [] }), (value) => {
        const known = Object.fromEntries(Object.entries(value).filter(([name]) => name in schema.shape));
        expect(told(narrowTo(schema, known), known)).toEqual(told(schema, known));
      }),
    );
  },
);

test("a schema that looks at its members together stays whole", () => {
  const either = z.strictObject({ a: z.string().optional(), b: z.string().optional() });
  const schema = either.refine(({ a, b }) => a !== undefined || b !== undefined);
  expect(told(narrowTo(schema, {}), {})).toEqual(told(schema, {}));
  expect(schema.safeParse({}).success).toBe(false);
});

test("what stands in for members that are not there stands in for them still", () => {
  const schema = z.strictObject({ a: z.string().optional(), b: z.string().default("given") });
  expect(told(narrowTo(schema, { a: "x" }), { a: "x" })).toEqual({ a: "x", b: "given" });
  expect(told(narrowTo(schema, {}), {})).toEqual({ b: "given" });
});

test("no more schemas are kept than workflows have a use for", () => {
  const names = Array.from({ length: 300 }, (_, at) => `member${at}`);
  const schema = z.strictObject(Object.fromEntries(names.map((name) => [name, z.string().optional()])));
  const narrowed = names.map((name) => narrowTo(schema, { [name]: "x" }));
  expect(narrowTo(schema, { member0: "y" })).toBe(narrowed[0]);
  expect(narrowed.filter((one) => one === schema)).toHaveLength(100);
});
