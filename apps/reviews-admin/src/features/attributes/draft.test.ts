import { attributeCreation, attributeKinds } from "@hark/contract";
import { describe, expect, test } from "vitest";
import { bodyOf, draftOf, faultsOf, scaleFor } from "./draft.ts";

describe("the draft of an attribute", () => {
  test.each(attributeKinds)("of kind %s gives a body that the API reads", (kind) => {
    const draft = {
      ...draftOf(undefined),
      title: " Fit ",
      kind,
      options: ["Small", " ", "Large"],
      ...scaleFor(kind),
    };
    expect(faultsOf(draft)).toEqual({});
    expect(attributeCreation.parse(bodyOf(draft))).toMatchObject({ title: "Fit", kind });
  });
  test("a centered range is set by its upper end alone", () => {
    const draft = { ...draftOf(undefined), title: "Fit", kind: "centered-range" as const, min: 1, max: 3 };
    expect(bodyOf(draft)).toMatchObject({ min: -3, max: 3 });
  });
  test("empty options are left out, and a text has none", () => {
    const draft = { ...draftOf(undefined), title: "Size", options: ["S", "", " M "] };
    expect(bodyOf(draft).options).toEqual(["S", "M"]);
    expect(bodyOf({ ...draft, kind: "text" }).options).toEqual([]);
  });
  test("what is missing is named at its field", () => {
    expect(Object.keys(faultsOf(draftOf(undefined)))).toEqual(["title", "options"]);
    const range = { ...draftOf(undefined), title: "Warmth", kind: "range" as const, min: 5, max: 5 };
    expect(Object.keys(faultsOf(range))).toEqual(["max"]);
    expect(faultsOf({ ...draftOf(undefined), title: "Size", options: ["S", "S"] })).toHaveProperty("options");
  });
});
