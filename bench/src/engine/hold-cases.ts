import type { Json } from "@hark/kernel";
import type { Condition, Step } from "@hark/workflow/core";
import { ASK, HAND_ON } from "./hold-actions.ts";

/** A workflow and what starts its runs, made to take as long as they may. */
export interface HoldCase {
  readonly name: string;
  readonly steps: readonly HoldStep[];
  readonly data: Json;
  /** Runs that go together (default 1). */
  readonly runs?: number;
}

/** A step; each leads to the next, on the first of its conditions that holds (default: always). */
export type HoldStep = Pick<Step, "action" | "params"> & { readonly conditions?: readonly Condition[] };

const always: Condition = { op: "true", values: [true] };
const never: Condition = { op: "false", values: [true] };

const times = <Made>(count: number, make: (at: number) => Made): Made[] =>
  Array.from({ length: count }, (_, at) => make(at));
const members = (count: number, make: (at: number) => Json): Json =>
  Object.fromEntries(times(count, (at) => [`a${at}`, make(at)]));
const handOn = (any: Json = "/#steps.1"): HoldStep => ({ action: HAND_ON, params: { any } });
const ask: HoldStep = { action: ASK, params: {} };
/** Steps of templates, with as many characters in tags as a step may have. */
const templates = (piece: string): HoldStep => ({
  action: HAND_ON,
  params: { text: piece.repeat(Math.floor(20_000 / piece.length)) },
});
const nested = "{{#each steps.1}}{{#each @root.steps.1}}{{this}}{{/each}}{{/each}}";
const searches = times(50, (word) => `aab${word}`);
const text = "aa".repeat(195_000);
const branches: Condition = {
  op: "or",
  values: times(90, () => ({ op: "contains", values: ["/#steps.1.text", searches] })),
};

/**
 * What is worked out may be 100,000 values (30,000 members) or 2 million characters a step, and what a hook takes 10,000 members or 400 kB;
 * a document may hold 50,000 values.
 */
export const cases: readonly HoldCase[] = [
  { name: "29,900 members, as params and output", steps: [handOn()], data: members(29_900, (at) => at) },
  { name: "29,900 members of text", steps: [handOn()], data: members(29_900, () => "abcdefgh") },
  { name: "99,000 entries of a list", steps: [handOn()], data: times(99_000, (at) => at) },
  {
    name: "14,900 objects of names of their own",
    steps: [handOn()],
    data: times(14_900, (at) => ({ [`a${at}`]: at, b: null })),
  },
  {
    name: "4,900 members written out in the params of each of ten steps",
    steps: times(10, () => ({ action: HAND_ON, params: { any: members(4_900, () => 1) } })),
    data: {},
  },
  {
    name: "1.9 million control characters",
    steps: [handOn(times(30, () => "/#steps.1"))],
    data: "\u0001".repeat(65_000),
  },
  { name: "1.9 million quotes", steps: [handOn(times(10, () => "/#steps.1"))], data: '"'.repeat(195_000) },
  { name: "a text of 1.9 million quotes", steps: [handOn()], data: '"'.repeat(1_950_000) },
  { name: "124,000 halves of characters", steps: [handOn()], data: "\ud800".repeat(124_000) },
  {
    name: "ten steps of 90 branches with 50 searches each",
    steps: times(10, () => ({ conditions: [branches, always] })),
    data: { text },
  },
  {
    name: "490 steps of 16 conditions that do not hold",
    steps: times(490, () => ({ conditions: [...times(15, () => never), always] })),
    data: {},
  },
  {
    name: "490 steps of 12 searches",
    steps: times(490, () => ({
      conditions: [...times(11, () => ({ op: "contains", values: ["/#steps.1.text", "aab"] })), always],
    })),
    data: { text },
  },
  { name: "templates of tags", steps: times(5, () => templates("{{a}}")), data: {} },
  { name: "templates of blocks", steps: times(5, () => templates("{{#if a}}x{{/if}}")), data: {} },
  {
    name: "templates of params",
    steps: times(5, () => ({ action: HAND_ON, params: { text: `{{lookup ${"a ".repeat(9_900)}}}` } })),
    data: {},
  },
  {
    name: "loops in loops",
    steps: [{ action: HAND_ON, params: { text: nested } }],
    data: times(9_000, (at) => at),
  },
  {
    name: "128 runs of loops in loops",
    runs: 128,
    steps: [{ action: HAND_ON, params: { text: nested } }],
    data: times(400, (at) => at),
  },
  {
    name: "a run that waits with 4,500 members, three times",
    steps: [handOn(), ask, handOn({})],
    data: members(4_500, (at) => at),
  },
  {
    name: "a run that waits with 2,700 objects, three times",
    steps: [handOn(), ask, handOn({})],
    data: times(2_700, (at) => ({ a: at, b: null })),
  },
  {
    name: "a run that waits with 390 kB of text, five times",
    steps: [handOn(), handOn(), ask, handOn({})],
    data: "漢".repeat(130_000),
  },
  {
    name: "a run that waits with 65,000 control characters, five times",
    steps: [handOn(), handOn(), ask, handOn({})],
    data: "\u0001".repeat(65_000),
  },
  {
    name: "64 runs that wait, of 860,000 characters each",
    runs: 64,
    steps: [...times(4, () => handOn()), ask, handOn({})],
    data: { text: "é".repeat(95_000) },
  },
  {
    name: "70 steps that hand 9,000 objects on",
    steps: times(70, () => handOn()),
    data: times(9_000, (at) => ({ at })),
  },
  {
    name: "128 runs of 9,000 objects",
    runs: 128,
    steps: times(3, () => handOn()),
    data: times(9_000, (at) => ({ at })),
  },
  {
    name: "128 runs of 190,000 characters",
    runs: 128,
    steps: times(3, () => handOn()),
    data: { text: "é".repeat(190_000) },
  },
  {
    name: "20 runs of 70 steps that write 190,000 characters each",
    runs: 20,
    steps: times(70, (at) => ({ action: HAND_ON, params: { any: { text: `${at}{{{steps.1.text}}}` } } })),
    data: { text: "é".repeat(190_000) },
  },
];
