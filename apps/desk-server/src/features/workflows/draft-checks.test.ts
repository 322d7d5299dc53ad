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

/** How many times the draft was looked at meanwhile. */
async function checksOf(work: () => Promise<unknown>): Promise<number> {
  looked = 0;
  await work();
  return looked;
}

test("a draft is checked once for each revision, and each organisation has its own", async () => {
  const problemsOf = createDraftChecks(catalogue);
  const first = await problemsOf("org", drafted("w", 1, "nothing"));
  expect(first.map((problem) => problem.message).join()).toContain("nothing");
  const once = await checksOf(() => problemsOf("another", drafted("w", 1, "nothing")));
  expect(once).toBeGreaterThan(0);
  expect(await checksOf(() => problemsOf("org", drafted("w", 1, "nothing")))).toBe(0);
  expect(await problemsOf("org", drafted("w", 1, "nothing"))).toEqual(first);
  const second = await problemsOf("org", drafted("w", 2, "other"));
  expect(second.map((problem) => problem.message).join()).toContain("other");
  const both = () => Promise.all([1, 2].map(() => problemsOf("org", drafted("w", 3, "nothing"))));
  expect(await checksOf(both)).toBe(once);
});

test("a check that failed is done again, and what came meanwhile is kept", async () => {
  let isBroken = true;
  const problemsOf = createDraftChecks({
    find: (name) => {
      if (name === "broken" && isBroken) throw new Error("no catalogue");
      return catalogue.find(name);
    },
  });
  const failing = problemsOf("org", drafted("w", 1, "broken"));
  await expect(failing).rejects.toThrow("no catalogue");
  await expect(problemsOf("org", drafted("w", 1, "broken"))).rejects.toThrow("no catalogue");
  isBroken = false;
  expect(await checksOf(() => problemsOf("org", drafted("w", 1, "broken")))).toBeGreaterThan(0);
  expect(await checksOf(() => problemsOf("org", drafted("w", 1, "broken")))).toBe(0);

  isBroken = true;
  const overtaken = problemsOf("org", drafted("w", 2, "broken"));
  const [, later] = await Promise.allSettled([overtaken, problemsOf("org", drafted("w", 3, "nothing"))]);
  expect(later.status).toBe("fulfilled");
  expect(await checksOf(() => problemsOf("org", drafted("w", 3, "nothing")))).toBe(0);
});

test("what was asked for longest ago is forgotten first", async () => {
  const problemsOf = createDraftChecks(catalogue, 2);
  for (const id of ["a", "b", "a", "c"]) await problemsOf("org", drafted(id, 1, "nothing"));
  expect(await checksOf(() => problemsOf("org", drafted("a", 1, "nothing")))).toBe(0);
  expect(await checksOf(() => problemsOf("org", drafted("b", 1, "nothing")))).toBeGreaterThan(0);
});
