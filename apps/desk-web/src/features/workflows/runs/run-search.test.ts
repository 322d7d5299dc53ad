import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cursorOf,
  isNarrowed,
  queryOf,
  type RunSearch,
  readSearch,
  runStates,
  spans,
  writeSearch,
} from "./run-search.ts";

const now = Date.UTC(2026, 0, 8);
const search = (address: string): RunSearch => readSearch(new URLSearchParams(address));

test("a page without conditions searches the last week", () => {
  expect(queryOf(search(""), now, null)).toBe("from=2026-01-01T00%3A00%3A00.000Z");
  expect(isNarrowed(search("span=hour"))).toBe(false);
});

test("every search survives the address, and leaves what else stands there alone", () => {
  const text = fc.string({ maxLength: 8 }).map((words) => words.trim());
  const instant = fc
    .date({ min: new Date(0), max: new Date(now), noInvalidDate: true })
    .map((date) => date.toISOString());
  const any: fc.Arbitrary<RunSearch> = fc.record({
    workflow: text,
    state: fc.constantFrom("" as const, ...runStates),
    hook: text,
    customer: text,
    q: text,
    step: text,
    error: text,
    span: fc.constantFrom(...spans.map((span) => span.value)),
    from: instant,
    to: instant,
  });
  fc.assert(
    fc.property(any, (one) => {
      const written = writeSearch(new URLSearchParams("run=r1&q=old"), one);
      expect(readSearch(new URLSearchParams(written.toString()))).toEqual(one);
      expect(written.get("run")).toBe("r1");
    }),
  );
});

test("a state and a span that are not there are none, and so is an instant that does not read", () => {
  expect(search("state=asleep&span=aeon&from=yesterday")).toMatchObject({
    state: "",
    span: "week",
    from: "",
  });
});

test("a range asks from one instant to another, and to now without an end", () => {
  expect(queryOf(search("span=range&from=2026-01-02T00:00:00Z&state=failed"), now, "r9")).toBe(
    "state=failed&from=2026-01-02T00%3A00%3A00.000Z&before=r9",
  );
});

test("the next page begins after the run that the API names", () => {
  expect(cursorOf("/v1/runs?state=failed&before=65f1&pageSize=50")).toBe("65f1");
  expect(cursorOf(null)).toBeNull();
});
