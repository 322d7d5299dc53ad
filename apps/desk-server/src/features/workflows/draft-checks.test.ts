import type { WorkflowRow } from "@hark/workflow";
import { catalogueOf, type WorkflowDocument } from "@hark/workflow/core";
import { expect, test } from "vitest";
import { createDraftChecks } from "./draft-checks.ts";

let looked = 0;
const known = catalogueOf([]);
// The check looks its step's action up, so this counts checks.
const catalogue: typeof known = {
  ...known,
  find: (name) => {
    looked += 1;
    return known.find(name);
  },
};
const drafted = (id: string, rev: number, action: string): WorkflowRow => ({
  id,
  rev,
  draft: {
    name: "Test",
    trigger: { id: "1", eventName: "e", transitions: [] },
    steps: [{ id: "act", action, transitions: [] }],
  } as unknown as WorkflowDocument,
  name: "Test",
  description: null,
  enabled: false,
  event_name: "e",
  published_version: null,
  published: null,
  example: null,
  created_at: new Date(0),
  updated_at: new Date(0),
  created_by: null,
  modified_by: null,
});

/** Whether this looked at the draft anew. */
function isChecked(work: () => unknown): boolean {
  looked = 0;
  work();
  return looked > 0;
}

test("a draft is checked once for each revision, and each organisation has its own", () => {
  const problemsOf = createDraftChecks(catalogue);
  const first = problemsOf("org", drafted("w", 1, "nothing"));
  expect(first.map((problem) => problem.message).join()).toContain("nothing");
  expect(isChecked(() => problemsOf("org", drafted("w", 1, "nothing")))).toBe(false);
  expect(problemsOf("org", drafted("w", 1, "nothing"))).toEqual(first);
  const second = problemsOf("org", drafted("w", 2, "other"));
  expect(second.map((problem) => problem.message).join()).toContain("other");
  expect(isChecked(() => problemsOf("another", drafted("w", 2, "other")))).toBe(true);
});

test("what was asked for longest ago is forgotten first", () => {
  const problemsOf = createDraftChecks(catalogue, 2);
  for (const id of ["a", "b", "a", "c"]) problemsOf("org", drafted(id, 1, "nothing"));
  expect(isChecked(() => problemsOf("org", drafted("a", 1, "nothing")))).toBe(false);
  expect(isChecked(() => problemsOf("org", drafted("b", 1, "nothing")))).toBe(true);
});
