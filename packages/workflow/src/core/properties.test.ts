import { readdirSync, readFileSync } from "node:fs";
import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { castParams } from "./cast.ts";
import { catalogueOf } from "./catalogue.ts";
import { checkDocument } from "./check.ts";
import { compileWorkflow } from "./compile.ts";
import { compileCondition, findOperator, operators } from "./condition.ts";
import type { Scope } from "./context.ts";
import { type Condition, innerConditions, isCondition, parseDocument } from "./definition.ts";
import { compileValue, parseExpression, printExpression } from "./expression.ts";
import { functions } from "./functions.ts";
import { helpers } from "./template-helpers.ts";
import { Work } from "./work.ts";

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};

/** The pieces that the language is made of, and the names that must lead nowhere. */
const fragment = fc.oneof(
  fc.constantFrom("/#", "/#fn:", "{{", "}}", "{{{", "}}}", "{{#", "{{/", "{{else}}", "{{^", "{{~", "~}}"),
  fc.constantFrom("steps.1.", "steps.1", "steps.", "variables.", "error", ".", ",", " ", "\n", "(", ")", "|"),
  fc.constantFrom(
    "#each ",
    "#if ",
    "#with ",
    "/each",
    "/if",
    "else",
    "../",
    "./",
    "this",
    "@index",
    "@root.",
  ),
  fc.constantFrom("__proto__", "prototype", "constructor", "toString", "hasOwnProperty", "valueOf", "length"),
  fc.constantFrom("[0]", "[", "]", ".0", ".length", " as |a b|", "a", "b", "'a'", '"', "count=1", "\\", "="),
  fc.constantFrom(...functions.map(({ name }) => `/#fn:${name},`), "/#fn:map,steps.1,"),
  fc.constantFrom(...[...helpers.keys()].map((name) => `${name} `)),
  fc.string({ maxLength: 4 }),
);
const texts = fc.oneof(
  fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.array(fragment, { maxLength: 6 }).map((parts) => `{{${parts.join("")}}}`),
  fc.array(fragment, { maxLength: 6 }).map((parts) => `/#steps.1.${parts.join("")}`),
  fc.array(fragment, { maxLength: 6 }).map((parts) => `{{#each steps.1}}${parts.join("")}{{/each}}`),
);
const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "length", "a", "b", "a.b", "0", "1"),
  fc.string({ maxLength: 3 }),
);

/** Any JSON, with such names as members of its own: a text is read, as no literal makes an own `__proto__`. */
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e300, "", "2", "2026-01-01", "true"),
    texts,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 4 }).map(objectOf),
  ),
}));

function objectOf(members: readonly (readonly [string, unknown])[]): Json {
  const text = members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",");
  // Written from JSON values right above.
  return JSON.parse(`{${text}}`) as Json;
}

const asSteps = (output: Json): Scope => ({ steps: { 1: output }, variables: { 1: output }, error: output });
const scopes: fc.Arbitrary<Scope> = fc
  .tuple(json, fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }))
  .map(([output, allowance]) =>
    allowance === undefined ? asSteps(output) : { ...asSteps(output), work: new Work(allowance) },
  );

/** Whether it is JSON through and through: plain objects, lists, no function, nothing of the machine. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return value !== Object.prototype && Object.values(value).every(isJson);
}

test("a value that was read prints as it was, whatever it is", () => {
  fc.assert(
    fc.property(fc.oneof(json, texts, fc.string()), (value) => {
      expect(printExpression(parseExpression(value))).toEqual(value);
    }),
    { numRuns: 1_500 },
  );
});

test("evaluation is total on any value and any data, and gives JSON or nothing", () => {
  fc.assert(
    fc.property(json, scopes, (value, scope) => {
      const result = compileValue(value)(scope, environment);
      expect(result === undefined || isJson(result)).toBe(true);
    }),
    { numRuns: 1_500 },
  );
});

test("a value resolves to the same, however often it is resolved", () => {
  fc.assert(
    fc.property(json, json, (value, output) => {
      const resolver = compileValue(value);
      const first = resolver(asSteps(output), environment);
      resolver(asSteps([output]), environment);
      expect(resolver(asSteps(output), environment)).toEqual(first);
    }),
    { numRuns: 500 },
  );
});

test("a path through __proto__, prototype or constructor leads nowhere, even where the data has such a member", () => {
  const forbidden = fc.constantFrom("__proto__", "prototype", "constructor");
  const keys = fc.array(fc.constantFrom("a", "b", "0", "length", "name", "toString"), { maxLength: 3 });
  fc.assert(
    fc.property(keys, forbidden, keys, json, (before, bad, behind, output) => {
      // Behind or before it, everything is there.
      const full = [...before, bad, ...behind].reduceRight<Json>(
        (inner, key) => objectOf([[key, inner]]),
        "reached",
      );
      const path = ["steps", "1", ...before, bad, ...behind].join(".");
      for (const scope of [asSteps(full), asSteps(output)]) {
        expect(compileValue(`/#${path}`)(scope, environment)).toBeUndefined();
        expect(compileValue(`{{{${path}}}}`)(scope, environment)).toBe("");
        expect(
          compileValue(`{{{lookup ${["steps.1", ...before].join(".")} '${bad}'}}}`)(scope, environment),
        ).toBe("");
        expect(compileValue(`/#fn:ifExists,${path},none`)(scope, environment)).toBe("none");
      }
    }),
    { numRuns: 500 },
  );
});

test("what every object inherits is not there unless the data has it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)), (inherited) => {
      const scope = asSteps({ a: {} });
      for (const path of [
        `steps.1.a.${inherited}`,
        `steps.${inherited}`,
        `variables.${inherited}`,
        inherited,
      ]) {
        expect(compileValue(`/#${path}`)(scope, environment)).toBeUndefined();
        expect(
          compileValue(`{{#each steps}}{{a.${inherited}}}{{/each}}{{${path}}}`)(scope, environment),
        ).toBe("");
      }
    }),
  );
});

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "medium" },
    fc.record({
      op: fc.constantFrom(...operators.map(({ op }) => op), "nonsense", "constructor"),
      values: fc.array(fc.oneof(json, fc.constantFrom<Json>("/#steps.1.a", "/#steps.1", "{{steps.1.a}}")), {
        maxLength: 3,
      }),
    }),
    fc.record({
      op: fc.constantFrom("and", "or"),
      // Conditions are JSON; their interface says less than that.
      values: fc.array(fc.oneof(tie("condition") as fc.Arbitrary<unknown>, json), {
        maxLength: 4,
      }) as fc.Arbitrary<Json[]>,
    }),
  ),
}));

/** What a condition says, by walking through it every time. */
function interpret({ op, values }: Condition, scope: Scope): boolean {
  if (op === "and" || op === "or") {
    for (const inner of values)
      if (isCondition(inner) && interpret(inner, scope) === (op === "or")) return op === "or";
    return op === "and";
  }
  const operator = findOperator(op);
  const [left, right] = [values[0] ?? null, values[1] ?? null].map((value) =>
    compileValue(value)(scope, environment),
  );
  return operator?.holds(left, operator.operands === 2 ? right : undefined, new Work()) ?? false;
}

test("a compiled condition says what walking through it says, for every operator and nested and/or", () => {
  const seen = new Set<string>();
  const note = (tested: Condition): void => {
    seen.add(tested.op);
    if (tested.op === "and" || tested.op === "or") for (const inner of innerConditions(tested)) note(inner);
  };
  fc.assert(
    fc.property(condition, json, (tested, output) => {
      note(tested);
      expect(compileCondition(tested)(asSteps(output), environment)).toBe(interpret(tested, asSteps(output)));
    }),
    { numRuns: 1_500 },
  );
  expect([...seen].sort()).toEqual(
    [...operators.map(({ op }) => op), "and", "constructor", "nonsense", "or"].sort(),
  );
});

test("a param that the action does not know stays as it is, whatever its name", () => {
  const params = { toString: "x", constructor: 1, valueOf: [true] };
  expect(castParams(params, { type: "object", properties: {} })).toEqual({ ok: true, params });
});

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder).map(
  (file): Json => JSON.parse(readFileSync(new URL(file, folder), "utf8")),
);

const catalogue = catalogueOf([
  {
    name: "kustomer.customer.find-by-email",
    label: "Customer: Find By Email",
    group: "Customer",
    purpose: "",
    input: { type: "object", properties: { email: { type: "string", title: "Email" } }, required: ["email"] },
    exampleOutput: { id: "c1", emails: [{ email: "a@b.example" }], custom: {} },
  },
]);

/** Parses, and checks and compiles what can be parsed; gives whether it could. */
function readWhole(value: unknown, example: Json): boolean {
  const parsed = parseDocument(value);
  if (!parsed.ok) {
    expect(parsed.faults.length).toBeGreaterThan(0);
    for (const fault of parsed.faults) expect(fault.message).not.toBe("");
    return false;
  }
  for (const problem of checkDocument(parsed.document, { catalogue, example, variables: new Set(["1"]) })) {
    expect([typeof problem.code, typeof problem.message, typeof problem.cure]).toEqual([
      "string",
      "string",
      "string",
    ]);
    expect(problem.message.length * problem.cure.length).toBeGreaterThan(0);
  }
  for (const step of compileWorkflow(parsed.document, catalogue).steps.values())
    expect(isJsonObject(step.params(asSteps(example), environment))).toBe(true);
  return true;
}

test("reading a document is total on any JSON", () => {
  const shape = fc.record(
    { name: json, trigger: json, steps: json, description: json, meta: json },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(json, shape), json, (value, example) => {
      readWhole(value, example);
    }),
    { numRuns: 500 },
  );
});

/** The value with another in the place that `steps` lead to; each names the n-th member, counted around. */
function mutate(value: Json, steps: readonly number[], replacement: Json | undefined): Json {
  const [first, ...rest] = steps;
  if (first === undefined || typeof value !== "object" || value === null) return replacement ?? null;
  const keys = Object.keys(value);
  const chosen = keys[first % Math.max(keys.length, 1)];
  const entries = Object.entries(value).flatMap(([key, member]: [string, Json]): [string, Json][] => {
    if (key !== chosen) return [[key, member]];
    if (rest.length === 0) return replacement === undefined ? [] : [[key, replacement]];
    return [[key, mutate(member, rest, replacement)]];
  });
  return Array.isArray(value) ? entries.map(([, member]) => member) : objectOf(entries);
}

test("checking is total on documents that somebody damaged, and some damage is only told", () => {
  const place = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 9 });
  const damage = fc.array(fc.tuple(place, fc.option(json, { nil: undefined })), {
    minLength: 1,
    maxLength: 4,
  });
  let readable = 0;
  fc.assert(
    fc.property(fc.constantFrom(...fixtures), damage, json, (fixture, damages, example) => {
      const damaged = damages.reduce((value, [at, replacement]) => mutate(value, at, replacement), fixture);
      if (readWhole(damaged, example)) readable += 1;
    }),
    { numRuns: 500 },
  );
  expect(readable).toBeGreaterThan(50);
});

test("a step may be named as what every object inherits", () => {
  for (const id of ["toString", "valueOf", "hasOwnProperty"]) {
    const always = { op: "true", values: [true] };
    const parsed = parseDocument({
      name: "t",
      trigger: { id: "1", eventName: "e", transitions: [{ target: id, condition: always }] },
      steps: [
        { id, transitions: [{ target: "next", condition: { op: "exists", values: [`/#steps.${id}.a`] } }] },
        { id: "next", params: { a: `/#steps.${id}.a` }, transitions: [] },
      ],
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(checkDocument(parsed.document, { catalogue })).toEqual([]);
  }
});

const DEPTH = 10_000;
const nest = (inner: Json, wrap: (inner: Json) => Json): Json => {
  let value = inner;
  for (let at = 0; at < DEPTH; at += 1) value = wrap(value);
  return value;
};
const repeat = (open: string, inner: string, close: string): string =>
  `${open.repeat(DEPTH)}${inner}${close.repeat(DEPTH)}`;
const always: JsonObject = { op: "true", values: [true] };
const documentWith = (params: Json, tested: Json): Json => ({
  name: "deep",
  trigger: { id: "1", eventName: "e", transitions: [{ target: "a", condition: tested }] },
  steps: [{ id: "a", action: "kustomer.customer.find-by-email", params, transitions: [] }],
});

test.each<[string, Json]>([
  ["lists", nest("/#steps.1", (inner) => [inner])],
  ["objects", nest("/#steps.1", (inner) => ({ a: inner }))],
  ["and-conditions", nest(always, (inner) => ({ op: "and", values: [inner] }))],
  ["or-conditions", nest(always, (inner) => ({ op: "or", values: [inner] }))],
  ["blocks", repeat("{{#if steps}}", "x", "{{/if}}")],
  ["loops", repeat("{{#each steps}}", "x", "{{/each}}")],
  ["sections", repeat("{{#steps}}", "x", "{{/steps}}")],
  ["inverse sections", repeat("{{^steps}}", "x", "{{/steps}}")],
  ["blocks that are never closed", "{{#with steps}}".repeat(DEPTH)],
  ["closing tags", "{{/if}}".repeat(DEPTH)],
  ["else-if chains", `{{#if a}}${"{{else if a}}x".repeat(DEPTH)}{{/if}}`],
  ["subexpressions", `{{lookup ${repeat("(lookup ", "steps", ")")} 'a'}}`],
  ["parentheses that are never closed", `{{lookup ${"(lookup ".repeat(DEPTH)}`],
  ["ways up", `{{${"../".repeat(DEPTH)}a}}`],
  ["keys", `/#steps.1${".a".repeat(DEPTH)}`],
  ["indices", `/#steps.1${"[0]".repeat(DEPTH)}`],
  ["keys in a template", `{{steps.1${".a".repeat(DEPTH)}}}`],
])("%s ten thousand deep are a fault or a value, and nothing throws", (_what, value) => {
  const deep = nest("x", (inner) => [inner]);
  for (const scope of [asSteps(value), asSteps(deep), asSteps("x")]) {
    compileValue(value)(scope, environment);
    compileCondition({ op: "eq", values: [value, "/#steps.1"] })(scope, environment);
    if (isCondition(value)) compileCondition(value)(scope, environment);
  }
  const tested = isCondition(value) ? value : { op: "exists", values: [value] };
  readWhole(documentWith({ email: value }, always), value);
  readWhole(documentWith({ email: "x" }, tested), deep);
  readWhole(value, value);
});

test("data ten thousand deep goes through every function, helper and operator without an error", () => {
  for (const wrap of [(inner: Json): Json => [inner], (inner: Json): Json => ({ a: inner })]) {
    const scope = asSteps(nest("x", wrap));
    const twin = { ...scope, variables: { 1: nest("x", wrap) } };
    for (const value of [
      ...functions.map((entry) => `/#fn:${entry.name},steps.1,a`),
      ...[...helpers.keys()].map((helper) => `{{${helper} steps.1 steps.1}}`),
      "{{steps.1}}",
      "{{#each steps.1}}{{this}}{{/each}}",
    ])
      compileValue(value)(scope, environment);
    for (const { op } of operators)
      compileCondition({ op, values: ["/#steps.1", "/#variables.1"] })(twin, environment);
  }
});
