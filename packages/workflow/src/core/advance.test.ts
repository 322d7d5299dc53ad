import type { Json } from "@hark/kernel";
import { expect, test } from "vitest";
import { type Advanced, advance, resumeRun, startRun } from "./advance.ts";
import { catalogueOf } from "./catalogue.ts";
import { compileWorkflow } from "./compile.ts";
import type { Step } from "./definition.ts";
import type { ErrorActionType } from "./error-actions.ts";

const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
const always = { op: "true", values: [true] };
const input = { type: "object", properties: {} } as const;
const catalogue = catalogueOf([{ name: "do", label: "", group: "", purpose: "", input, exampleOutput: {} }]);
const step = (id: string, type: ErrorActionType, target?: string): Step => ({
  id,
  action: "do",
  params: { because: "/#error.message" },
  transitions: target === undefined ? [] : [{ target, condition: always }],
  errorCases: [{ condition: always, errorAction: { type } }],
});
const compiled = compileWorkflow(
  {
    name: "Errors",
    trigger: { id: "1", transitions: [{ target: "a", condition: always }] },
    steps: [step("a", "continue", "b"), step("b", "retry-action", "c"), step("c", "stop-processing")],
  },
  catalogue,
);

const fail = ({ state }: Advanced, stepId: string): Advanced =>
  advance(
    compiled,
    state,
    { stepId, params: {}, error: { code: "x", message: `${stepId} failed` } },
    environment,
  );
const succeed = ({ state }: Advanced, stepId: string): Advanced =>
  advance(compiled, state, { stepId, params: {}, output: {} }, environment);

test("what a step is given is counted as it is given, and once", () => {
  const lists = { type: "object", properties: { list: { type: "array", title: "List" } } } as const;
  const actions = catalogueOf([
    { name: "do", label: "", group: "", purpose: "", input: lists, exampleOutput: {} },
  ]);
  const text = JSON.stringify(Array.from({ length: 1_000 }, () => 1));
  const sizeBehind = (list: Json): number => {
    const steps = [{ id: "a", action: "do", params: { list }, transitions: [] }];
    const trigger = { id: "1", transitions: [{ target: "a", condition: always }] };
    const workflow = compileWorkflow({ name: "Sizes", trigger, steps }, actions);
    const begun = startRun(workflow, {}, environment);
    const params = begun.next.kind === "action" ? begun.next.params : {};
    const ended = advance(workflow, begun.state, { stepId: "a", params, output: {} }, environment);
    expect(ended.state.size).toBe(begun.state.size);
    return begun.state.size ?? 0;
  };
  // Read out of a text, a list holds more than the text did.
  expect(sizeBehind(text)).toBe(sizeBehind(JSON.parse(text)));
  expect(sizeBehind(text)).toBeGreaterThan(10 * text.length);
});

test("each attempt of a step reads the error that was let pass before it, not that of the attempt before", () => {
  const first = fail(startRun(compiled, {}, environment), "a");
  expect(first.next).toMatchObject({ stepId: "b", params: { because: "a failed" } });
  const second = resumeRun(compiled, fail(first, "b").state, "b", environment);
  expect(second.next).toEqual(first.next);
  const third = resumeRun(compiled, fail(second, "b").state, "b", environment);
  expect(third.next).toEqual(first.next);
});

test("an error is forgotten with the next step that gives something, at a retry too", () => {
  const at = succeed(startRun(compiled, {}, environment), "a");
  expect(at.next).toMatchObject({ stepId: "b", params: {} });
  expect(resumeRun(compiled, fail(at, "b").state, "b", environment).next).toEqual(at.next);
  expect(succeed(fail(startRun(compiled, {}, environment), "a"), "b").next).toMatchObject({ params: {} });
});
