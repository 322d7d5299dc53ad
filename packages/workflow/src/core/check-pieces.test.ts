import { readdirSync, readFileSync } from "node:fs";
import { inTurns, type Json, type JsonObject, type Pieces } from "@hark/kernel";
import { longestHold } from "@hark/kernel/testing";
import { expect, test } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import { checkDocument, checkPieces } from "./check.ts";
import { compilePieces, compileWorkflow } from "./compile.ts";
import { parseDocument, type WorkflowDocument } from "./definition.ts";

const always = { op: "true", values: [true] };
const text = { type: "string", title: "Email" } as const;
const catalogue = catalogueOf([
  {
    name: "find",
    label: "Find",
    group: "",
    purpose: "",
    input: { type: "object", properties: { email: text, list: { type: "array", title: "List" } } },
    exampleOutput: { id: "c1" },
  },
]);
const example = { attributes: { data: Object.fromEntries(times(60, (at) => [`member${at}`, at])) } };
const options = { catalogue, example };

function times<Made>(count: number, make: (at: number) => Made): Made[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

/** A document of these steps, one behind the other. */
function documentOf(steps: readonly JsonObject[]): WorkflowDocument {
  const to = (at: number): Json => (at < steps.length ? [{ target: `s${at}`, condition: always }] : []);
  const parsed = parseDocument({
    name: "t",
    trigger: { id: "1", eventName: "e", transitions: to(0) },
    steps: steps.map((step, at) => ({ id: `s${at}`, transitions: to(at + 1), ...step })),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder).map((file): WorkflowDocument => {
  const parsed = parseDocument(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  if (!parsed.ok) throw new Error(file);
  return parsed.document;
});

const find = (params: JsonObject): JsonObject => ({ action: "find", params });
const missing = (count: number, at = 0) =>
  times(count, (n) => `/#steps.1.attributes.data.membr${at * count + n}`);

/** As much as a document may hold of what takes long. */
const heavy: Readonly<Record<string, WorkflowDocument>> = {
  "references that lead nowhere": documentOf(times(8, (at) => find({ list: missing(1_200, at) }))),
  templates: documentOf(times(5, () => find({ email: `{{lookup ${"a ".repeat(9_900)}}}` }))),
  "small templates": documentOf(times(5, () => find({ list: times(3_900, () => "{{a}}") }))),
  values: documentOf(
    times(9, () => find({ list: times(4_900, (at) => ({ [`a${at}`]: 1 })).slice(0, 2_400) })),
  ),
};

test("what is checked and compiled in turns is what is checked and compiled at once", async () => {
  expect(fixtures.length).toBeGreaterThan(5);
  for (const document of [...fixtures, ...Object.values(heavy)]) {
    expect(await inTurns(checkPieces(document, options))).toEqual(checkDocument(document, options));
    const [turned, whole] = [
      await inTurns(compilePieces(document, catalogue)),
      compileWorkflow(document, catalogue),
    ];
    expect([...turned.steps.keys()]).toEqual([...whole.steps.keys()]);
    expect(turned.start).toHaveLength(whole.start.length);
  }
});

/** The longest time between two turns of the event loop, as a part of all that the work takes. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  const { longestMs, allMs } = await longestHold(work);
  return longestMs / allMs;
}

/** One work after the other, so that it takes long enough whatever the machine. */
function* timesOver<Result>(count: number, make: () => Pieces<Result>): Pieces<void> {
  for (let at = 0; at < count; at += 1) yield* make();
}

test.each(Object.keys(heavy))("others have their turn while %s are checked and compiled", async (what) => {
  const document = heavy[what];
  if (!document) throw new Error(what);
  // Without the turns all of it is one block.
  expect(await longestTurn(() => inTurns(timesOver(5, () => checkPieces(document, options))))).toBeLessThan(
    1 / 4,
  );
  expect(
    await longestTurn(() => inTurns(timesOver(20, () => compilePieces(document, catalogue)))),
  ).toBeLessThan(1 / 4);
});

test("nothing that is done between two turns depends on how much a step holds", () => {
  const piecesOf = (document: WorkflowDocument): number => [...checkPieces(document, options)].length;
  const few = piecesOf(documentOf([find({ list: missing(10) })]));
  const many = piecesOf(documentOf([find({ list: missing(1_010) })]));
  expect(many - few).toBeGreaterThanOrEqual(4_000);
});

test("once as many errors are known as are told, nothing more is looked for", () => {
  const wrong = (count: number): JsonObject => find({ list: times(count, (at) => `/#steps.nowhere${at}.a`) });
  const steps = [wrong(600), find({ email: "/#steps.1.nowhere" })];
  const problems = checkDocument(documentOf(steps), options);
  expect(problems).toHaveLength(500);
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["unknown-step"]));
  let looked = 0;
  const counted = {
    ...catalogue,
    find: (name: string) => {
      looked += 1;
      return catalogue.find(name);
    },
  };
  const lookedAt = (second: JsonObject[]): number => {
    looked = 0;
    checkDocument(documentOf([wrong(600), ...second]), { catalogue: counted });
    return looked;
  };
  // Each step's action is looked up for what it puts out, and once more when it is checked.
  expect(lookedAt(times(10, () => find({})))).toBe(12);
});

test("warnings give way to errors that are found behind them", () => {
  const warnings = find({ list: missing(900) });
  const problems = checkDocument(documentOf([warnings, find({ email: "/#steps.nowhere" })]), options);
  expect(problems).toHaveLength(500);
  expect(problems.map(({ severity }) => severity).slice(0, 2)).toEqual(["error", "warning"]);
});

test("a name as long as a letter is not told whole with every problem of its param", () => {
  const problems = checkDocument(documentOf([find({ ["a".repeat(100_000)]: missing(20) })]), options);
  expect(problems.length).toBeGreaterThan(20);
  for (const problem of problems) expect(JSON.stringify(problem).length).toBeLessThan(1_000);
});
