import type { Json } from "@hark/kernel";
import { expect, test, vi } from "vitest";
import { baits, fill, SIZE } from "./baits.ts";
import { catalogueOf } from "./catalogue.ts";
import { checkDocument } from "./check.ts";
import { compileCondition, operators } from "./condition.ts";
import type { Scope } from "./context.ts";
import { parseDocument } from "./definition.ts";
import { compileValue } from "./expression.ts";
import { functions } from "./functions.ts";
import { helpers } from "./template-helpers.ts";
import { parseTemplate } from "./templates.ts";
import { Work } from "./work.ts";

vi.setConfig({ testTimeout: 60_000 });

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};

/**
 * The longest that anything here may hold up the others, in ms. What is not linear takes minutes on such inputs; what is
 * linear stays well below this, also on a machine that has much else to do.
 */
const LONGEST = 3_000;
const MAX_OUTPUT = 1_000_000;
// A function may make more of a text than there was, as percent-encoding does.
const MAX_MADE = 9 * SIZE + 2;

/** The time that `run` takes, at best of three: a pause of the machine is none of its doing. */
function timed(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best >= LONGEST / 3; attempt += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const scopeOf = (output: Json, work = new Work()): Scope => ({
  steps: { 1: output },
  variables: { 1: output },
  work,
});

/** Resolves a value on data, and sees that it was done in time and in bounds. */
function withstands(value: Json, output: Json, most = MAX_OUTPUT): Json | undefined {
  let result: Json | undefined;
  const took = timed(() => {
    result = compileValue(value)(scopeOf(output), environment);
  });
  expect(took).toBeLessThan(LONGEST);
  if (typeof result === "string") expect(result.length).toBeLessThanOrEqual(most);
  return result;
}

test.each(baits)("400 kB of %s go through every function and helper in bounded time", (_what, bait) => {
  for (const { name } of functions) {
    withstands(`/#fn:${name},steps.1`, bait, MAX_MADE);
    withstands(`/#fn:${name},steps.1,${bait}`, bait, MAX_MADE);
  }
  for (const name of helpers.keys()) {
    withstands(`{{${name} steps.1 steps.1 steps.1}}`, bait);
    withstands(`{{{${name} steps.1 format=steps.1 timezone=steps.1 unit=steps.1 count=steps.1}}}`, bait);
  }
});

test.each(baits)("400 kB of %s are compared by every operator in bounded time", (_what, bait) => {
  for (const { op } of operators) {
    const test = compileCondition({ op, values: ["/#steps.1", `${bait}!`] });
    expect(timed(() => test(scopeOf(bait), environment))).toBeLessThan(LONGEST);
  }
});

test("a text whose end repeats itself is looked for in bounded time", () => {
  const half = fill("a").slice(0, SIZE / 4);
  const evil = `${half}b${half}`;
  expect(
    timed(() =>
      expect(
        compileCondition({ op: "contains", values: ["/#steps.1", evil] })(scopeOf(fill("a")), environment),
      ).toBe(false),
    ),
  ).toBeLessThan(LONGEST);
  withstands(`/#fn:split,steps.1,${evil}`, fill("a"));
});

const list = (length: number, entry: Json): Json => Array.from({ length }, () => entry);
const long = list(100_000, "abc");

test.each([2, 3, 5, 20])(
  "%i loops within each other over a list of 400 kB stop, and count as spent",
  (depth) => {
    const work = new Work();
    const text = `${"{{#each steps.1}}".repeat(depth)}x{{this}}${"{{/each}}".repeat(depth)}`;
    const template = compileValue(text);
    expect(timed(() => template(scopeOf(long, new Work()), environment))).toBeLessThan(LONGEST);
    const result = template(scopeOf(long, work), environment);
    expect(work.isSpent).toBe(true);
    expect(JSON.stringify(result ?? "").length).toBeLessThanOrEqual(MAX_OUTPUT);
  },
);

test.each<[string, string]>([
  ["the whole list", "{{this}}{{#each steps.1}}{{steps.1}}{{/each}}"],
  ["the list as JSON", "{{#each steps.1}}{{toJSON steps.1}}{{/each}}"],
  ["the list joined", "{{#each steps.1}}{{join steps.1}}{{/each}}"],
  [
    "the list joined by a text that is long itself",
    "{{#each steps.1}}{{join steps.1 (toJSON steps.1)}}{{/each}}",
  ],
  [
    "small letters, put out for nobody",
    "{{#each steps.1}}{{#if (toLower (toJSON steps.1))}}{{/if}}{{/each}}",
  ],
  [
    "dates in a form as long as the list",
    "{{#each steps.1}}{{dateFormat 0 format=(toJSON steps.1)}}{{/each}}",
  ],
  ["a zone as long as the list", "{{#each steps.1}}{{dateFormat 0 timezone=(toJSON steps.1)}}{{/each}}"],
  ["random ids", "{{#each steps.1}}{{randomId size=1000000}}{{/each}}"],
])("a loop that makes %s of each entry stops, and counts as spent", (_what, text) => {
  const work = new Work();
  withstands(text, long);
  compileValue(text)(scopeOf(long, work), environment);
  expect(work.isSpent).toBe(true);
});

test("what one allowance is for is not had a second time, however many values ask", () => {
  const values = list(1_000, "/#fn:markdownToHtml,steps.1");
  const work = new Work();
  const resolver = compileValue(values);
  const result = resolver(scopeOf(fill("**a** "), work), environment);
  expect(work.isSpent).toBe(true);
  // After the allowance is spent the rest resolves to nothing.
  expect(Array.isArray(result) && result.filter((entry) => entry !== null).length < 20).toBe(true);
  expect(timed(() => resolver(scopeOf(fill("**a** ")), environment))).toBeLessThan(LONGEST);
});

test.each<[string, string]>([
  ["opening braces", "{".repeat(100_000)],
  ["opening tags", fill("{{")],
  ["opening tags with names", fill("{{a ")],
  ["closing braces", fill("}}")],
  ["tags", fill("{{a}}")],
  ["escaped tags", fill("\\{{a}}")],
  ["backslashes before a tag", `${fill("\\").slice(9)}{{a}}`],
  ["comments", fill("{{!--")],
  ["comments that nearly end", `{{!--${fill("}}").slice(99)}`],
  ["blocks that follow each other", fill("{{#if a}}x{{/if}}")],
  ["lines with blocks alone on them", fill("\n  {{#if a}}\n{{/if}}\n")],
  ["white space around tags that strip it", fill("{{~a~}}        ")],
  ["blanks in a tag", `{{a${fill(" ").slice(9)}}}`],
  ["blanks that nobody strips", `${fill(" \n").slice(99)}{{#if a}}{{/if}}`],
  ["parameters", `{{lookup ${fill("a ").slice(99)}}}`],
  ["named parameters", `{{lookup ${fill("a=1 ").slice(100)}}}`],
  ["texts that are never closed", fill('{{a "')],
  ["block parameters", `{{#each a as |${fill("b ").slice(99)}|}}{{/each}}`],
  ["else branches", `{{#if a}}${fill("{{else if a}}").slice(99)}`],
  ["brackets", `{{a${fill("[0]").slice(99)}}}`],
  ["ways up", `{{${fill("../").slice(99)}a}}`],
])("a template of 400 kB of %s is parsed, rendered and checked in bounded time", (_what, text) => {
  withstands(text, long);
  expect(timed(() => parseTemplate(text))).toBeLessThan(LONGEST);
  expect(timed(() => check({ email: text }))).toBeLessThan(LONGEST);
});

test.each<[string, string]>([
  ["keys", `/#steps.1${".a".repeat(10_000)}`],
  ["indices", `/#steps.1${"[0]".repeat(10_000)}`],
  ["an index that is not closed", `/#steps.1[${fill("1")}`],
  ["dots", `/#steps.1${fill(".")}`],
  ["keys in a function", `/#fn:map,steps.1,${"a.".repeat(10_000)}`],
  ["members of a transform", `/#fn:transform,steps.1,${"a:a.b,".repeat(10_000)}`],
  ["arguments", `/#fn:ifExists,steps.1,${fill("a,")}`],
  ["business hours", `/#fn:inBusinessHours,${fill("mon-sun,")}`],
  ["weekdays", `/#fn:inBusinessHours,${fill("mon+")}`],
])("a path of very many %s costs little and is checked in bounded time", (_what, value) => {
  for (const output of [long, { a: { a: 1 } }, fill("a")]) withstands(value, output);
  expect(timed(() => check({ email: value }))).toBeLessThan(LONGEST);
});

/** Every run of the keys `a.a.…` leads a bit farther, and none to the end. */
function maze(depth: number): Json {
  const result: Record<string, Json> = {};
  for (let run = 1; run <= Math.min(8, depth); run += 1)
    result[Array.from({ length: run }, () => "a").join(".")] = maze(depth - run);
  return result;
}

test("a list of mazes is read in bounded time, however long the path", () => {
  const path = `${"a.".repeat(98)}z`;
  const empty = list(SIZE / 3, {});
  withstands(`/#fn:map,steps.1,${path}`, empty);
  withstands(`/#fn:transform,steps.1,x:${path}`, empty);
  const mazes = list(SIZE / JSON.stringify(maze(7)).length, maze(7));
  withstands(`/#fn:map,steps.1,${path}`, mazes);
  withstands(`/#fn:transform,steps.1,x:${path}`, mazes);
  withstands(`{{#each steps.1}}{{${path}}}{{/each}}`, mazes);
});

test("thousands of references into one maze are resolved in bounded time", () => {
  const output = maze(10);
  expect(JSON.stringify(output).length).toBeLessThan(SIZE);
  withstands(list(SIZE / 40, `/#steps.1.${"a.".repeat(10)}z`), output);
  withstands(list(SIZE / 220, `/#steps.1.${"a.".repeat(98)}z`), output);
});

test.each<[string, Json, Json]>([
  ["lists in lists", long, long],
  ["a text in many", fill("ab"), list(50_000, "ba!")],
  ["objects", list(50_000, { a: 1 }), list(50_000, { a: 1 })],
])("operators look at %s in bounded time", (_what, left, right) => {
  for (const { op } of operators) {
    const tested = compileCondition({ op, values: ["/#steps.1", "/#steps.2"] });
    const scope = (): Scope => ({ steps: { 1: left, 2: right }, variables: {}, work: new Work() });
    expect(timed(() => tested(scope(), environment))).toBeLessThan(LONGEST);
  }
});

const catalogue = catalogueOf([
  {
    name: "find",
    label: "Find",
    group: "",
    purpose: "",
    input: { type: "object", properties: { email: { type: "string", title: "Email" } } },
    exampleOutput: {},
  },
]);

/** Reads a document with one step of these params, and checks it; also when there is more in it than may be: it may have been kept. */
function check(params: Record<string, Json>): void {
  const always = { op: "true", values: [true] };
  const document = {
    name: "t",
    trigger: { id: "1", eventName: "e", transitions: [{ target: "a", condition: always }] },
    steps: [{ id: "a", action: "find", params, transitions: [] }],
  };
  const parsed = parseDocument(document);
  if (!parsed.ok) expect(parsed.faults.map((fault) => fault.message).join()).toContain("at most");
  for (const problem of checkDocument(document, { catalogue, example: { a: { a: 1 } } }))
    expect(problem.message.length + problem.cure.length).toBeLessThan(2_000);
}
