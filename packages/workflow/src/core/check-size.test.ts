import type { Json, JsonObject } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FormFault, parseDocument } from "./definition.ts";
import type { TemplateNode, ValueNode } from "./template-tree.ts";
import { parseTemplate, tagChars } from "./templates.ts";

const always = { op: "true", values: [true] };
const step = (id: string, more: JsonObject = {}): JsonObject => ({ id, transitions: [], ...more });
const times = (count: number, text: string): string => text.repeat(count);
const list = (length: number, entry: Json = 1): Json => Array.from({ length }, () => entry);

function faultsOf(steps: readonly Json[], more: JsonObject = {}, trigger: JsonObject = {}): FormFault[] {
  const parsed = parseDocument({
    name: "t",
    trigger: { id: "1", eventName: "e", transitions: [], ...trigger },
    steps: [...steps],
    ...more,
  });
  return parsed.ok ? [] : parsed.faults;
}

/** A step that holds so many values: itself it is none, and its four members are some. */
const stepOf = (values: number, id = "a"): JsonObject => step(id, { params: { list: list(values - 4) } });
/** The values of the document beside what its steps hold: name, trigger with three members, steps and each of them. */
const besides = (steps: number): number => 6 + steps;

test("a step holds so many values, whatever they are, and so does the trigger", () => {
  expect(faultsOf([stepOf(5_000)])).toEqual([]);
  const message =
    "a step holds at most 5,000 values, all members and list entries counted; move some of them to a step of their own";
  expect(faultsOf([step("z"), stepOf(5_001)])).toEqual([{ pointer: "/steps/1", message }]);
  const spread = list(1_700, { a: [1] });
  expect(faultsOf([step("a", { meta: { spread } })])).toEqual([{ pointer: "/steps/0", message }]);
  expect(faultsOf([], {}, { meta: { list: list(4_995) } })).toEqual([]);
  expect(faultsOf([], {}, { meta: { list: list(4_996) } })).toEqual([
    {
      pointer: "/trigger",
      message:
        "the trigger holds at most 5,000 values, all members and list entries counted; move some of them to a step",
    },
  ]);
});

test("a document holds so many values together", () => {
  const steps = Array.from({ length: 9 }, (_, at) => stepOf(5_000, `s${at}`));
  const left = 50_000 - 45_000 - besides(9);
  expect(faultsOf(steps, { unknown: list(left - 1) })).toEqual([]);
  expect(faultsOf(steps, { unknown: list(left) })).toEqual([
    {
      pointer: "",
      message: "a workflow holds at most 50,000 values, all members and list entries counted; split it",
    },
  ]);
});

test("the tags of a step's templates hold so many characters, and the text between them does not count", () => {
  const ofTags = (chars: number): Json => [`${times(4_000, "x")}{{${"a".repeat(chars - 9)}}}`, "{{a}}"];
  expect(faultsOf([step("a", { params: { email: ofTags(20_000) } })])).toEqual([]);
  const message =
    "the template tags of a step hold at most 20,000 characters together; move some of them to a step of their own";
  expect(faultsOf([step("a", { params: { email: ofTags(20_001) } })])).toEqual([
    { pointer: "/steps/0", message },
  ]);
  const condition = { op: "eq", values: ofTags(20_001) };
  expect(faultsOf([step("a", { transitions: [{ target: "a", condition }] })])).toEqual([
    { pointer: "/steps/0", message },
  ]);
  expect(faultsOf([step("a", { params: { email: list(20, `${times(49_000, "x")}{{a}}`) } })])).toEqual([]);
});

test("the tags of a document hold so many characters together", () => {
  const steps = (last: number): JsonObject[] =>
    [20_000, 20_000, 20_000, 20_000, last].map((chars, at) =>
      step(`s${at}`, { params: { email: `{{${"a".repeat(chars - 4)}}}` } }),
    );
  expect(faultsOf(steps(19_995), { description: "{{a}}" })).toEqual([]);
  expect(faultsOf(steps(19_996), { description: "{{a}}" })).toEqual([
    {
      pointer: "",
      message: "the template tags of a workflow hold at most 100,000 characters together; split it",
    },
  ]);
});

test("the references and functions of a step hold so many characters together", () => {
  const ofPaths = (chars: number): Json => [
    `/#steps.1${".a".repeat(100)}`,
    `/#fn:map,steps.1,${"a".repeat(chars - 226)}`,
  ];
  expect(faultsOf([step("a", { params: { list: ofPaths(50_000) } })])).toEqual([]);
  expect(faultsOf([step("a", { params: { list: ofPaths(50_001) } })])).toEqual([
    {
      pointer: "/steps/0",
      message:
        "the references and functions of a step hold at most 50,000 characters together; move some of them to a step of their own",
    },
  ]);
});

test("an id is not told with every problem of its step when it is as long as a letter", () => {
  expect(faultsOf([step("a".repeat(200))])).toEqual([]);
  expect(faultsOf([step("a".repeat(201))])).toEqual([
    { pointer: "/steps/0/id", message: "an id has at most 200 characters; shorten it" },
  ]);
});

test("lists and objects nest so deep", () => {
  const deep = (levels: number): Json => Array.from({ length: levels }).reduce<Json>((inner) => [inner], 1);
  expect(faultsOf([], { unknown: deep(99) })).toEqual([]);
  const faults = [{ pointer: "", message: "lists and objects nest at most 100 deep" }];
  expect(faultsOf([], { unknown: deep(100) })).toEqual(faults);
  expect(faultsOf([step("a", { params: { list: deep(97) } })])).toEqual(faults);
  expect(faultsOf([step("a", { params: { list: deep(96) } })])).toEqual([]);
});

test("of many faults the first are told", () => {
  const faults = faultsOf(Array.from({ length: 400 }, () => ({ id: 1, transitions: [1, 1] })));
  expect(faults).toHaveLength(100);
  expect(faults[0]?.pointer).toBe("/steps/0/id");
});

test.each<[string, string, number]>([
  ["no tag", "a }} b", 0],
  ["tags and text", "x{{a}}y{{{b}}}z", 11],
  ["a tag that is never closed", "x{{a b c", 7],
  ["closing braces in quotes", '{{a "}}" b c}} d', 16],
  ["closing braces in brackets", "{{a.[}}] b c}} d", 16],
  ["quotes that are closed", `{{a "it's" 'b"'}} it's`, 17],
  ["a quote in a comment", "{{! don't }} text", 12],
  ["a tag in an escaped one", "\\{{ a {{b}} c", 12],
])("%s counts as it is parsed", (_what, text, chars) => {
  expect(tagChars(text, 1_000)).toBe(chars);
});

/** How many characters the names and literals in a template's tags have; undefined when it cannot be read. */
function parsedChars(text: string): number | undefined {
  const ofValue = (node: ValueNode): number => {
    if (node.kind !== "call") return node.kind === "path" ? node.original.length : String(node.value).length;
    return [node.head, ...node.params, ...node.named.map(([, value]) => value)].reduce(
      (sum, value) => sum + ofValue(value),
      0,
    );
  };
  const ofNodes = (nodes: readonly TemplateNode[]): number =>
    nodes.reduce((sum, node) => {
      if (node.kind === "output") return sum + ofValue(node.call);
      if (node.kind !== "block") return sum;
      return sum + ofValue(node.call) + ofNodes(node.main) + ofNodes(node.otherwise);
    }, 0);
  const parsed = parseTemplate(text);
  return parsed.ok ? ofNodes(parsed.nodes) : undefined;
}

test("never fewer characters count than are parsed in tags", () => {
  const mark = fc.constantFrom(
    "{{",
    "}}",
    "{{{",
    "}}}",
    "{{!",
    "{{!--",
    "--}}",
    '"',
    "'",
    "[",
    "]",
    "\\",
    "~",
    " ",
  );
  const word = fc.constantFrom("a", "b.c", " lookup ", "\n", "{{#if a}}", "{{/if}}", "{{else}}");
  const long = "long".repeat(20);
  const whole = fc.constantFrom(
    `{{a "}}" ${long}}}`,
    `{{a '}}' ${long}}}`,
    `{{a.[}}] ${long}}}`,
    "{{!-- }} --}}",
    "{{! ' }}",
    "\\{{a}}",
    `\\{{ " {{a "}}" ${long}}}`,
    "\\\\{{a}}",
  );
  let readable = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(mark, word, whole), { maxLength: 14 }), (parts) => {
      const text = parts.join("");
      const parsed = parsedChars(text) ?? 0;
      if (parsed > 0) readable += 1;
      expect(tagChars(text, 1_000)).toBeGreaterThanOrEqual(parsed);
    }),
    { numRuns: 5_000 },
  );
  expect(readable).toBeGreaterThan(300);
});

test("a count that is over the limit goes no farther", () => {
  expect(tagChars(times(1_000, "{{a}}"), 100)).toBeLessThan(110);
});

test("a document of no name is told what it holds too much of before anything else", () => {
  const parsed = parseDocument({ steps: [{ list: list(6_000) }], name: always });
  expect(parsed.ok ? [] : parsed.faults.map(({ pointer }) => pointer)).toEqual(["/steps/0"]);
});
