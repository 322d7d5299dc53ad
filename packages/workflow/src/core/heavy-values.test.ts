import type { Json } from "@hark/kernel";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Advanced, advance, startRun } from "./advance.ts";
import { catalogueOf } from "./catalogue.ts";
import { compileWorkflow } from "./compile.ts";
import { compileCondition } from "./condition.ts";
import type { Step } from "./definition.ts";
import { compileValue } from "./expression.ts";
import { functions } from "./functions.ts";
import { beginningOf, shortJson } from "./json-text.ts";
import { Work } from "./work.ts";

vi.setConfig({ testTimeout: 60_000 });

const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
const ALLOWANCE = new Work().left;

/** What holds one part over and over, as when each step hands on twice what it got: a few objects, and millions when read as a tree. */
function doubled(times: number, leaf: Json): Json {
  let value = leaf;
  for (let time = 0; time < times; time += 1)
    value = time % 2 === 0 ? [value, value] : { a: value, b: value };
  return value;
}
const twins = doubled(21, "abc");
const entries = (count: number, entry: (at: number) => Json): Json[] =>
  Array.from({ length: count }, (_, at) => entry(at));
const members = (count: number): Json => Object.fromEntries(entries(count, (at) => [`k${at}`, at]) as []);

/** What resolving a value on these outputs costs, in units. */
function costOf(value: Json, ...outputs: readonly Json[]): number {
  const work = new Work();
  const steps = Object.fromEntries(outputs.map((output, at) => [at + 1, output]));
  compileValue(value)({ steps, variables: {}, work }, environment);
  return ALLOWANCE - work.left;
}

/** What asking a condition on these two values costs, in units. */
function costOfAsking(op: string, left: Json, right: Json): number {
  const work = new Work();
  const condition = { op, values: ["/#steps.1", "/#steps.2"] };
  compileCondition(condition)({ steps: { 1: left, 2: right }, variables: {}, work }, environment);
  return ALLOWANCE - work.left;
}

const looksAtAll = functions.filter(({ name }) =>
  /^(?:toJSON|escape|escapeRegExp|markdownToHtml|removeMarkdown|uriEncode|uriDecode|base64Encode|base64Decode|toLower|toUpper|trim|split)$/.test(
    name,
  ),
);

// Without end: it was counted before it was done, and not by what came of it.
const BEFORE = Number.POSITIVE_INFINITY;

test.each(looksAtAll)("$name is too much of what holds one part over and over", ({ name }) => {
  expect(costOf(`/#fn:${name},steps.1`, twins)).toBe(BEFORE);
});

/** A list with an entry that says when somebody looks into it. */
function watched(): { readonly list: Json; isSeen(): boolean } {
  let isSeen = false;
  const entry = Object.defineProperty({}, "a", {
    enumerable: true,
    get: () => {
      isSeen = true;
      return 1;
    },
  });
  return { list: [...entries(100, (at) => at), entry as Json], isSeen: () => isSeen };
}

test.each(["parseInt", "parseFloat", "parseBool", "isValidPhoneNumber", "dateFormat"])(
  "%s does not look at a list or an object at all",
  (name) => {
    const { list, isSeen } = watched();
    costOf(`/#fn:${name},steps.1`, list);
    expect(isSeen()).toBe(false);
  },
);

test("a value that is told in a few characters is not looked at behind them", () => {
  const { list, isSeen } = watched();
  expect(shortJson(list)).toMatch(/^\[0,1,2,.*…$/);
  expect(isSeen()).toBe(false);
});

test.each<[string, string]>([
  ["put out", "{{{steps.1}}}"],
  ["escaped", "{{steps.1}}"],
  ["written as JSON", "{{#if (toJSON steps.1)}}{{/if}}"],
  ["in a list", "{{{steps.1.0}}}"],
])("a template is too much when what holds one part over and over is %s", (_how, text) => {
  expect(costOf(text, twins)).toBe(BEFORE);
});

test("a value that is put out once for each entry is counted each time", () => {
  const output = { list: entries(100, (at) => at), big: entries(500, (at) => ({ at })) };
  const once = costOf("{{{@root.steps.1.big.0}}}{{{@root.steps.1}}}", output);
  expect(once).toBeGreaterThan(1_000);
  expect(costOf("{{#each steps.1.list}}{{{@root.steps.1}}}{{/each}}", output)).toBeGreaterThan(99 * once);
});

const listOf = (text: string): Json => entries(2_000, () => text);

test("values that hold one part over and over are too much to be compared", () => {
  for (const op of ["eq", "neq"])
    expect(costOfAsking(op, twins, doubled(21, "abc"))).toBeGreaterThan(ALLOWANCE);
});

test.each<[string, string, Json, Json, number]>([
  ["eq", "a small object and one with many members", { k0: 0 }, members(50_000), 50_000],
  [
    "contains",
    "small objects, each beside a large one",
    entries(10, () => ({ k: 0 })),
    members(10_000),
    100_000,
  ],
  ["contains", "texts of one length", listOf(`${"a".repeat(9_999)}b`), `${"a".repeat(9_999)}c`, ALLOWANCE],
  ["contains", "a text that begins over and over", "z ".repeat(300_000), "zz", 37_000],
  ["contains", "numbers of many digits", entries(9_000, () => "3".repeat(300)), "4".repeat(300), ALLOWANCE],
])("%s of %s costs what it looks at", (op, _what, left, right, atLeast) => {
  expect(costOfAsking(op, left, right)).toBeGreaterThan(atLeast);
});

const loop = (inner: string): string => `{{#each steps.1}}${inner}{{/each}}`;

test.each<[string, string, number]>([
  ["a form of many parts", loop(`{{dateFormat 0 format='${"L".repeat(100)}'}}`), 100],
  ["a time zone", loop("{{dateFormat 0 timezone='Asia/Tokyo'}}"), 50],
  ["a random id", loop("{{randomId size=64}}"), 20],
  ["dates", loop("{{dateDiff 'months' from='2001-01-01' to='2026-01-02'}}"), 10],
  ["many options", loop(`{{#if this ${"a=1 ".repeat(1_000)}}}{{/if}}`), 250],
  ["names of many blocks", names(90), 45],
])("%s costs what it takes, in each round of a loop", (_what, text, atLeast) => {
  const rounds = 50;
  expect(
    costOf(
      text,
      entries(rounds, (at) => at),
    ),
  ).toBeGreaterThan(rounds * atLeast);
});

/** So many blocks, each of which names something of its own, and a loop within that does so too. */
function names(depth: number): string {
  let open = "";
  for (let at = 0; at < depth; at += 1) open += `{{#with 1 as |q${at}|}}`;
  return `${open}{{#each steps.1 as |x|}}{{/each}}${"{{/with}}".repeat(depth)}`;
}

test.each<[string, string, Json]>([
  ["put out", "{{steps.1}}", "a".repeat(1_000_001)],
  ["joined by a function", "/#fn:join,steps.1", entries(11, () => "a".repeat(100_000))],
  ["joined by a helper", "{{join steps.1}}", entries(11, () => "a".repeat(100_000))],
])(
  "a text of more than a million characters that is %s is too much, and cut at no place",
  (_how, value, output) => {
    expect(costOf(value, output)).toBe(Number.POSITIVE_INFINITY);
  },
);

const always = { op: "true", values: [true] };
const catalogue = catalogueOf([
  {
    name: "do",
    label: "",
    group: "",
    purpose: "",
    input: {
      type: "object",
      properties: { list: { type: "array", title: "" }, number: { type: "number", title: "" } },
    },
    exampleOutput: {},
  },
]);

/** Begins a run of these steps, one behind the other, each of which lets its failure pass. */
function begin(steps: readonly Omit<Step, "id" | "transitions">[], trigger: Json): Advanced {
  return startRun(compiledOf(steps), trigger, environment);
}

function compiledOf(steps: readonly Omit<Step, "id" | "transitions">[]) {
  const to = (at: number): Step["transitions"] =>
    at < steps.length ? [{ target: `s${at}`, condition: always }] : [];
  return compileWorkflow(
    {
      name: "t",
      trigger: { id: "1", transitions: to(0) },
      steps: steps.map((step, at) => ({
        id: `s${at}`,
        errorCases: [{ condition: always, errorAction: { type: "continue" } }],
        ...step,
        transitions: to(at + 1),
      })),
    },
    catalogue,
  );
}

test("the beginning of a value is written like the whole begins", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(100), (value, chars) => {
      const begun = JSON.stringify(beginningOf(value as Json, chars));
      expect(begun.slice(0, chars)).toBe(JSON.stringify(value).slice(0, chars));
    }),
  );
});

test.each<[string, Json, Json, string]>([
  [
    "work that is too much",
    "{{#each steps.1}}{{#each @root.steps.1}}{{/each}}{{/each}}",
    members(5_000),
    "too-much-work",
  ],
  ["values that are too many", entries(50, () => "/#steps.1"), members(5_000), "too-large"],
])(
  "steps that fail by %s, and let that pass, do so a few times and not a thousand",
  (_by, value, trigger, code) => {
    const steps = entries(500, () => ({ action: "do", params: { list: value } })) as [];
    const { next, state } = begin(steps, trigger);
    expect(next.kind).toBe("failed");
    expect(state.journal[1]?.error?.code).toBe(code);
    expect(state.journal.length).toBeLessThan(10);
  },
);

test("steps and branches are worked out a thousand times only when that is little", () => {
  const many = entries(5_000, () => "/#steps.none");
  const again = entries(100, () => ({ action: "nobody-knows", params: { many } })) as [];
  expect(begin(again, {}).state.journal.length).toBeLessThan(50);
  const branches = entries(900, () => ({})) as [];
  expect(begin(branches, {}).next.kind).toBe("completed");
});

test("JSON in a text is read only when that is little", () => {
  const text = JSON.stringify(members(60_000));
  const { state } = begin([{ action: "do", params: { list: "/#steps.1" } }], `[${text}]`);
  expect(state.journal[1]?.error?.code).toBe("too-much-work");
});

const tooLarge: Readonly<Record<string, () => Json>> = {
  "too many values": () => entries(100_001, () => 0),
  "too many members": () => members(30_001),
  "too many characters": () => "a".repeat(2_000_001),
  "half characters, which are written as six": () => "\ud800".repeat(125_001),
  "too long names": () => ({ ["a".repeat(2_000_001)]: 1 }),
  "one part over and over": () => twins,
  "too much depth": () => deep(501),
};

test.each(Object.keys(tooLarge))("a step fails that gives %s, and a run that begins with it", (what) => {
  const output = tooLarge[what]?.() ?? null;
  const compiled = compiledOf([{ action: "do", params: {}, errorCases: [] }]);
  const { state } = startRun(compiled, {}, environment);
  const failed = advance(compiled, state, { stepId: "s0", params: {}, output }, environment).next;
  expect([failed.kind, "error" in failed && failed.error.code]).toEqual(["failed", "too-large"]);
  const refused = startRun(compiled, output, environment).next;
  expect([refused.kind, "error" in refused && refused.error.code]).toEqual(["failed", "too-large"]);
});

test.each<[string, Json]>([
  ["entries", entries(100_000, () => 0)],
  ["members", members(30_000)],
  ["characters", "a".repeat(2_000_000)],
])("a step may give as many %s as there may be", (_what, output) => {
  const compiled = compiledOf([{ action: "do", params: {}, errorCases: [] }]);
  const { state } = startRun(compiled, {}, environment);
  const { next } = advance(compiled, state, { stepId: "s0", params: {}, output }, environment);
  expect(next.kind).toBe("completed");
});

function deep(levels: number): Json {
  let value: Json = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test("a run fails whose steps together hold more than a run may", () => {
  const output = "a".repeat(2_000_000);
  const compiled = compiledOf(entries(20, () => ({ action: "do", params: {} })) as []);
  let at = startRun(compiled, {}, environment);
  while (at.next.kind === "action") {
    const { stepId, params } = at.next;
    at = advance(compiled, at.state, { stepId, params, output }, environment);
  }
  expect(at.next).toMatchObject({ kind: "failed", stepId: "s17", error: { code: "too-large" } });
});
