import type { Json } from "@hark/kernel";
import {
  compileWorkflow,
  functions,
  helpers,
  operators,
  startRun,
  type WorkflowDocument,
} from "@hark/workflow/core";
import { baits } from "@hark/workflow/testing";
import { catalogue, HAND_ON } from "./hold-actions.ts";

const ATTEMPTS = 5;
/** What takes less the first time need not be tried again (ms). */
const WORTH_TRYING = 15;

const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
const always = { op: "true", values: [true] };

/** The one of many values that took the longest to be worked out. */
export interface LongestValue {
  /** How many there were. */
  readonly count: number;
  readonly ms: number;
  readonly what: string;
}

/**
 * Works out every function, helper and operator on texts of 400 kB on which patterns and searches go back and forth, each in a run of its
 * own from its trigger to its first action. Of what takes long, the middle one of five attempts counts.
 */
export function longestValue(): LongestValue {
  let longest: LongestValue = { count: 0, ms: 0, what: "" };
  let count = 0;
  for (const [bait, text] of baits) {
    for (const [name, document] of documentsOn(text)) {
      const ms = timeOf(document, { text, list: [text] });
      count += 1;
      if (ms > longest.ms) longest = { count, ms, what: `${name} on ${bait}` };
    }
  }
  return { ...longest, count };
}

function* documentsOn(text: string): Generator<readonly [string, WorkflowDocument]> {
  for (const { name } of functions) {
    yield [name, withParam(`/#fn:${name},steps.1.text`)];
    yield [`${name} with an argument`, withParam(`/#fn:${name},steps.1.text,${text}`)];
    yield [`${name} of a list`, withParam(`/#fn:${name},steps.1.list,text`)];
  }
  for (const name of helpers.keys()) {
    const value = "steps.1.text";
    yield [name, withParam(`{{${name} ${value} ${value} ${value}}}`)];
    yield [
      `${name} with options`,
      withParam(`{{{${name} ${value} format=${value} timezone=${value} unit=${value} count=${value}}}}`),
    ];
  }
  const half = text.slice(0, text.length / 4);
  for (const { op } of operators) {
    yield [op, withCondition(op, `${text}!`)];
    yield [`${op}, of a text that repeats itself`, withCondition(op, `${half}!${half}`)];
  }
}

const withParam = (any: Json): WorkflowDocument => documentOf([{ target: "a", condition: always }], { any });
const withCondition = (op: string, operand: string): WorkflowDocument =>
  documentOf([{ target: "a", condition: { op, values: ["/#steps.1.text", operand] } }], {});

const documentOf = (
  transitions: WorkflowDocument["trigger"]["transitions"],
  params: Readonly<Record<string, Json>>,
): WorkflowDocument => ({
  name: "Held",
  trigger: { id: "1", eventName: "bench.hold", transitions },
  steps: [{ id: "a", action: HAND_ON, params, transitions: [] }],
});

function timeOf(document: WorkflowDocument, data: Json): number {
  const once = (): number => {
    const startedAt = performance.now();
    startRun(compileWorkflow(document, catalogue), data, environment);
    return performance.now() - startedAt;
  };
  const first = once();
  if (first < WORTH_TRYING) return first;
  const rest = Array.from({ length: ATTEMPTS - 1 }, once);
  return [first, ...rest].toSorted((a, b) => a - b)[Math.floor(ATTEMPTS / 2)] ?? first;
}
