import { isJsonObject, type Json } from "@hark/kernel";
import fc from "fast-check";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import { parseTemplate } from "./templates.ts";

const environment = {
  now: new Date("2026-01-01T00:00:00.000Z"),
  random: (size: number) => new Uint8Array(size),
  variables: {},
};

function render(text: string, steps: Readonly<Record<string, Json>>): string {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(`${parsed.message}: ${text}`);
  return parsed.template({ steps, variables: {} }, environment);
}

/** The same data as Handlebars has to see it, to put objects out as JSON. */
function forHandlebars(value: Json): unknown {
  if (Array.isArray(value)) return value.map(forHandlebars);
  if (!isJsonObject(value)) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, forHandlebars(entry)]),
  );
  return Object.defineProperty(members, "toString", { value: () => JSON.stringify(value) });
}

const space = fc.constantFrom("", " ", "\n", "  \n", "\n  ", "\r\n", "\t");
const word = fc.constantFrom("a", "x<y", "Hello", "&", "'", "\\", "{", "é");
const text = fc.tuple(space, word, space).map((parts) => parts.join(""));
const blank = fc.oneof(space, text);
const path = fc.constantFrom(
  "@root.steps.s.title",
  "@root.steps.s.list.length",
  "@root.steps.s.none",
  "this",
  ".",
  "this.title",
  "title",
  "./title",
  "../title",
  "../../steps.s.zero",
  "@index",
  "@key",
  "@first",
  "@last",
  "@../index",
  "[odd name]",
);
const list = fc.constantFrom(
  "@root.steps.s.list",
  "@root.steps.s.object",
  "@root.steps.s.empty",
  "this",
  "list",
  "title",
);
const tilde = fc.constantFrom("", "", "", "~");
const tag = (inside: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(tilde, inside, tilde).map(([before, content, behind]) => `{{${before}${content}${behind}}}`);

const { nodes } = fc.letrec<{ nodes: string; node: string; block: string }>((tie) => ({
  nodes: fc.array(tie("node"), { maxLength: 4 }).map((parts) => parts.join("")),
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    blank,
    tag(path),
    // Handlebars adds two numbers that nothing parts.
    path.map((inside) => `:{{{${inside}}}}`),
    path.map((inside) => `:{{&${inside}}}`),
    tag(fc.constantFrom("!", "!-- {{a}} --", "! a comment")),
    fc.constantFrom(
      "\\{{this}} ",
      "\\\\{{this}}",
      '{{lookup @root.steps.s "title"}}',
      "{{lookup @root.steps.s.list @index}}",
    ),
    tie("block"),
  ),
  block: fc
    .tuple(
      fc.constantFrom("if", "unless", "each", "with", "^", "#"),
      fc.oneof(path, list),
      fc.constantFrom("", " as |item at|"),
      tilde,
      tilde,
      tilde,
      tie("nodes"),
      fc.option(fc.tuple(fc.constantFrom("else", "^"), tie("nodes"))),
    )
    .map(([name, subject, names, a, b, c, main, other]) => {
      const isSection = name === "^" || name === "#";
      const open = isSection
        ? `${name}${subject}`
        : `#${name} ${subject}${name === "each" || name === "with" ? names : ""}`;
      const otherwise = other === null ? "" : `{{${b}${other[0]}${c}}}${other[1]}`;
      return `{{${a}${open}${b}}}${main}${otherwise}{{${c}/${isSection ? subject : name}${a}}}`;
    }),
}));

/** Handlebars compares places by ==, and takes 0 and "0", true and 1, [] and false for one: none of these stand side by side. */
const areApart = (values: readonly unknown[]): boolean =>
  // biome-ignore lint/suspicious/noDoubleEquals: as Handlebars compares them
  values.every((one, at) => values.slice(at + 1).every((other) => one === other || one != other));

const members = fc.record({
  title: fc.constantFrom("Great & <Good>", "0"),
  zero: fc.constantFrom(0, 1, false),
  list: fc.array(
    fc.oneof(
      fc.constantFrom("a", "b", 7, true),
      fc.record({ title: fc.constantFrom("in", "") }),
      fc.tuple(fc.constant("y"), fc.constant("z")),
    ),
  ),
  object: fc.dictionary(fc.constantFrom("k", "title", "odd name"), fc.constantFrom("v", "w", 3)),
  empty: fc.constantFrom<Json[]>([], ["only", "two"]),
});
const data = members.filter((s) => {
  // A copy has prototypes, without which nothing can be compared.
  const { list, ...others } = structuredClone(s);
  return areApart([list, ...list, ...Object.values(others)]);
});

const attempt = (make: () => string): string => {
  try {
    return make();
  } catch {
    return "cannot be read";
  }
};

test("templates come out as Handlebars puts them out", () => {
  fc.assert(
    fc.property(nodes, data, (inside, s) => {
      const template = `{{#with steps.s}}${inside}{{/with}}`;
      const steps = { s: s as Json };
      expect(attempt(() => render(template, steps))).toBe(
        attempt(() => Handlebars.compile(template)({ steps: forHandlebars(steps) })),
      );
    }),
    { numRuns: 2_000 },
  );
});

test("what Handlebars cannot read is not read here either, and the fault says what is wrong", () => {
  const broken: Readonly<Record<string, string>> = {
    "{{#if a}}x": "{{#if}} is not closed",
    "{{#if a}}x{{/each}}": "{{#if}} is closed by {{/each}}",
    "{{/if}}": "{{/if}} closes nothing",
    "{{else}}": "{{else}} stands outside of a block",
    "{{a": "a tag is not closed",
    "{{{a}}": "a tag {{{ is not closed by }}}",
    "{{a 'b}}": "' is not closed",
    "{{f (g}}": "( is not closed",
    "{{a b=1 c}}": "values with a name come last",
    "{{!-- a": "a comment is not closed",
    "{{> header}}": "there are no partials {{> …}} here",
    "x\n\n{{}}": '"}}" is not expected in a tag (line 3)',
  };
  for (const [template, message] of Object.entries(broken)) {
    expect(() => Handlebars.compile(template)({})).toThrow();
    expect(parseTemplate(template)).toEqual({
      ok: false,
      message: `the template cannot be read: ${message}`,
    });
  }
});

const steps: Readonly<Record<string, Json>> = {
  s: {
    list: [
      { n: "a", sub: [1, 2] },
      { n: "b", sub: [] },
    ],
    zero: 0,
    tags: ["x", "y"],
    "@type": "t",
  },
};

test.each([
  [
    "{{#each steps.s.list as |item at|}}{{at}}{{item.n}}{{#each item.sub}}({{../item.n}}{{@../index}}{{this}}){{else}}-{{/each}}{{/each}}",
    "0a(01)(02)1b-",
  ],
  ["{{#if steps.s.none}}1{{else if steps.s.tags}}2{{else}}3{{/if}}", "2"],
  ["{{#if steps.s.zero includeZero=true}}zero{{/if}}{{#unless steps.s.zero}}none{{/unless}}", "zeronone"],
  ["{{#with steps.s as |it|}}{{it.zero}}{{@root.steps.s.tags.1}}{{/with}}", "0y"],
  ["{{#each steps.s.tags}}{{#if @first}}<{{/if}}{{this}}{{#if @last}}>{{else}},{{/if}}{{/each}}", "<x,y>"],
  ["{{#steps.s.tags}}{{this}}{{/steps.s.tags}}{{^steps.s.none}}!{{/steps.s.none}}", "xy!"],
  ["a {{~ steps.s.zero ~}} b{{! gone }}{{!-- {{gone}} --}}", "a0b"],
  ["{{steps.s.@type}}{{steps.s.list[1].n}}{{steps.s.list.0.n}}{{steps/s/zero}}", "tba0"],
  ["{{toUpper (lookup steps.s.tags 1)}}{{join (lookup steps.s 'tags') '+'}}", "Yx+y"],
  ["{{dateDiff 'milliseconds' from='2026-01-01T00:00:00Z' to=(date 'seconds' count=-2)}}", "2000"],
  ["{{ math steps.s.zero \"+\" '2' }}{{nobody 'x'}}{{nobody}}", "2"],
])("%s becomes %s", (template, expected) => {
  expect(render(template, steps)).toBe(expected);
});
