import { catalogueOf, checkDocument, type WorkflowDocument } from "@hark/workflow/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ALWAYS,
  addStep,
  changeStep,
  freeStepId,
  possibleTargets,
  removeStep,
  setTransitions,
} from "./document-edits.ts";

const empty: WorkflowDocument = {
  name: "W",
  trigger: { id: "1", eventName: "e", transitions: [] },
  steps: [],
};
const chain = addStep(addStep(empty, { after: "1" }, { id: "a" }), { after: "a" }, { id: "b" });

test("a step put on an edge stands between the two that the edge joined", () => {
  const edited = addStep(chain, { after: "1", edge: 0 }, { id: "x" });
  expect(edited.trigger.transitions.map((edge) => edge.target)).toEqual(["x"]);
  expect(edited.steps.find((step) => step.id === "x")?.transitions).toEqual([
    { target: "a", condition: ALWAYS },
  ]);
});

test("a second branch goes before the unconditional one and has a condition", () => {
  const edited = addStep(chain, { after: "a" }, { id: "c" });
  const edges = edited.steps.find((step) => step.id === "a")?.transitions ?? [];
  expect(edges.map((edge) => edge.target)).toEqual(["c", "b"]);
  expect(edges[0]?.condition.op).toBe("exists");
});

test("taking a step out joins what stood before and behind it", () => {
  const edited = removeStep(chain, "a");
  expect(edited.trigger.transitions.map((edge) => edge.target)).toEqual(["b"]);
  expect(edited.steps.map((step) => step.id)).toEqual(["b"]);
});

test("members set to undefined are taken away and unknown ones stay", () => {
  const odd = {
    ...chain,
    steps: chain.steps.map((step) => ({ ...step, appVersion: "kustomer-^1", odd: 1 })),
  };
  const step = changeStep(odd, "a", { appVersion: undefined }).steps[0];
  expect(step).toMatchObject({ id: "a", odd: 1 });
  expect(step).not.toHaveProperty("appVersion");
});

test("targets that would close a circle are not offered", () => {
  expect(possibleTargets(chain, "b").map((step) => step.id)).toEqual([]);
  expect(possibleTargets(chain, "a").map((step) => step.id)).toEqual(["b"]);
});

test("ids of new steps are readable and free", () => {
  expect(freeStepId(empty, "kustomer.customer.find-by-email")).toBe("findByEmail");
  const taken = addStep(empty, { after: "1" }, { id: "findByEmail" });
  expect(freeStepId(taken, "kustomer.customer.find-by-email")).toBe("findByEmail2");
  expect(freeStepId(empty, undefined)).toBe("branch");
});

test("whatever is added and removed, the graph has no lost edges, circles or unreachable steps", () => {
  const edit = fc.record({
    kind: fc.constantFrom("add", "insert", "remove"),
    at: fc.nat(50),
    edge: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      let document = empty;
      for (const { kind, at, edge } of edits) {
        const ids = ["1", ...document.steps.map((step) => step.id)];
        const id = ids[at % ids.length] ?? "1";
        const edges =
          (id === "1" ? document.trigger : document.steps.find((step) => step.id === id))?.transitions ?? [];
        const added = { id: freeStepId(document, undefined) };
        if (kind === "add") document = addStep(document, { after: id }, added);
        else if (kind === "insert" && edges.length > 0)
          document = addStep(document, { after: id, edge: edge % edges.length }, added);
        else if (kind === "remove" && edges.length <= 1) document = removeStep(document, id);
      }
      const errors = checkDocument(document, { catalogue: catalogueOf([]) });
      expect(errors.filter((problem) => problem.severity === "error")).toEqual([]);
      expect(errors.filter((problem) => problem.code === "unreachable")).toEqual([]);
    }),
  );
});

test("edges of the trigger and of steps are set alike", () => {
  expect(setTransitions(chain, "1", []).trigger.transitions).toEqual([]);
  expect(setTransitions(chain, "a", []).steps[0]?.transitions).toEqual([]);
});
