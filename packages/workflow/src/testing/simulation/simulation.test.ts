import { expect, test } from "vitest";
import type { RunState } from "../../core/advance.ts";
import { seedOf } from "../dice.ts";
import { type Place, Shelf, stateOf } from "./shelf.ts";
import { type Core, realCore, SimulationFault, simulate } from "./simulate.ts";

const SEEDS = 300;
const RANDOM_SEEDS = 200;
const given = process.env["HARK_SEED"];
const first = seedOf(given, new Date());

/** The fault that a broken core shows within so many seeds; the seeds are fixed, so that it does or does not. */
function findFault(core: Core): string {
  try {
    for (let seed = 1; seed < SEEDS; seed += 1) simulate(seed, core);
  } catch (error) {
    if (error instanceof SimulationFault) return error.message;
    throw error;
  }
  return "nothing was found";
}

test(`runs of random documents survive crashes, repetitions and late answers (seeds from ${first})`, () => {
  // With a seed of one's own: that one alone.
  const seeds = given ? 1 : RANDOM_SEEDS;
  const sum = { steps: 0, crashes: 0, retries: 0, ignoredAnswers: 0 };
  for (let seed = first; seed < first + seeds; seed += 1)
    for (const [name, count] of Object.entries(simulate(seed))) sum[name as keyof typeof sum] += count;
  expect(sum.steps).toBeGreaterThan(0);
  if (given) return;
  // A simulation in which nothing goes wrong would prove nothing.
  for (const [name, count] of Object.entries(sum)) expect(count, name).toBeGreaterThan(0);
}, 180_000);

test("the same seed does the same", () => {
  expect(simulate(first)).toEqual(simulate(first));
});

const broken: Readonly<Record<string, [Partial<Core>, string | RegExp]>> = {
  "reads the clock": [
    { advance: (...args) => (Date.now() > 0 ? realCore : { ...realCore }).advance(...args) },
    "Date.now()",
  ],
  "throws dice of its own": [
    { startRun: (...args) => (Math.random() < 2 ? realCore : { ...realCore }).startRun(...args) },
    "Math.random()",
  ],
  "loses an entry of the journal": [
    {
      advance: (...args) => {
        const advanced = realCore.advance(...args);
        const { journal: whole } = advanced.state;
        const journal = whole.length === 5 ? whole.toSpliced(2, 1) : whole;
        return { ...advanced, state: { ...advanced.state, journal } };
      },
    },
    // Or, where the graph has a cycle, it never comes to an end.
    /comes next|more steps than a run may/,
  ],
  "never counts its steps": [
    {
      advance: (...args) => {
        const advanced = realCore.advance(...args);
        return { ...advanced, state: { ...advanced.state, journal: advanced.state.journal.slice(0, 3) } };
      },
    },
    "more steps than a run may",
  ],
  "forgets at a retry what came before": [
    {
      resumeRun: (workflow, state, stepId, environment) =>
        realCore.resumeRun(workflow, { ...state, journal: state.journal.slice(0, 1) }, stepId, environment),
    },
    "comes next",
  ],
  "keeps something beside its state": [
    {
      advance: (() => {
        const seen = new WeakSet<object>();
        return (workflow, state, outcome, environment) => {
          const isKnown = seen.has(state);
          const advanced = realCore.advance(workflow, state, outcome, environment);
          const left = { ...advanced, state: { ...advanced.state, attempt: isKnown ? 1 : 2 } };
          seen.add(left.state);
          return left;
        };
      })(),
    },
    "goes on otherwise",
  ],
  "changes what it was given": [
    {
      advance: (workflow, state, outcome, environment) => {
        (state.steps as Record<string, unknown>)["s1"] = "changed";
        return realCore.advance(workflow, state, outcome, environment);
      },
    },
    "changed a state",
  ],
};

test.each(Object.entries(broken))("a core that %s is found out, with a seed", (_what, [change, words]) => {
  expect(findFault({ ...realCore, ...change })).toMatch(words);
});

test("what was put down is taken up as text would be, and cannot be changed in between", () => {
  const shelf = new Shelf();
  const entry = { stepId: "1", action: null, input: { a: [1] }, output: undefined, transition: null };
  const state = { steps: { 1: { a: 1 } }, journal: [entry], attempt: 1 } as unknown as RunState;
  const place: Place = { at: "ready", attempt: 1, fence: 0, resume: { state, stepId: "s1" } };
  shelf.put(place);
  const text = JSON.stringify(place);
  (entry.input.a as unknown[]).push(2);
  const taken = shelf.take();
  expect(JSON.stringify(taken)).toBe(text);
  const { journal, steps } = stateOf(taken) ?? state;
  const noted = journal[0]?.input as typeof entry.input;
  expect(() => noted.a.push(2)).toThrow(TypeError);
  (steps as Record<string, unknown>)["1"] = "changed";
  expect(JSON.stringify(shelf.take())).toBe(text);
});
