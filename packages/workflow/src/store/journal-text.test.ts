import type { Json, JsonObject } from "@hark/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JournalEntry } from "../core/advance.ts";
import { journalText, readJournal } from "./journal-text.ts";
import { entryOf, type KeptEntry } from "./kept-entry.ts";

const entry = (stepId: string, input: Json, output?: Json): JournalEntry => ({
  stepId,
  action: "a",
  input,
  ...(output === undefined ? {} : { output }),
  transition: null,
});
const parsed = (text: string): JournalEntry[] => (JSON.parse(text) as KeptEntry[]).map(entryOf);
const kept = (entries: readonly JournalEntry[], trigger: Json | undefined): JournalEntry[] =>
  parsed(journalText(entries, trigger));
const review = { body: "I cannot believe how much I love this item.", rating: 4, tags: ["x".repeat(60)] };

test("what was told before is pointed at, and read whole again", () => {
  const trigger = { id: "t", type: "transaction", attributes: { data: review } };
  const entries = [
    entry("file", { klass: "review", data: review }, { id: "k", data: review }),
    entry("again", { other: review }),
  ];
  const text = journalText(entries, trigger);
  expect(text.match(/believe/g)).toBeNull();
  expect(text).toContain('"data":{"/#":"/trigger/attributes/data"}');
  expect(readJournal(kept(entries, trigger), trigger)).toEqual(entries);
});

test("every member of an entry is kept", () => {
  // Required: a member that is added to entries has to be added here.
  const whole: Required<JournalEntry> = {
    ...entry("file", { klass: "review" }, { id: "k" }),
    output: { id: "k" },
    error: { code: "c", message: "m", field: "f" },
    transition: { index: 1, target: "next", name: "else" },
    durationMs: 1.5,
  };
  expect(kept([whole], undefined)).toEqual([whole]);
});

test("names are kept short, and what is null is left out; a journal that was kept in full is read too", () => {
  const entries: JournalEntry[] = [
    { ...entry("1", null), action: null, transition: { index: 0, target: "find" } },
    {
      ...entry("find", { email: "a@b.c" }, {}),
      transition: { index: 1, target: "create", name: "nobody yet" },
    },
    { ...entry("create", { name: "n" }), durationMs: 2.5, error: { code: "c", message: "m" } },
  ];
  const text = journalText(entries, undefined);
  expect(text).toBe(
    '[{"step":"1","to":[0,"find"]},{"step":"find","do":"a","to":[1,"create","nobody yet"],"in":{"email":"a@b.c"},"out":{}},' +
      '{"step":"create","do":"a","ms":2.5,"error":{"code":"c","message":"m"},"in":{"name":"n"}}]',
  );
  expect(readJournal(JSON.parse(text) as KeptEntry[], undefined)).toEqual(entries);
  expect(readJournal(entries, undefined)).toEqual(entries);
});

test("without what started the run, the first step that tells it keeps it", () => {
  const entries = [entry("file", { data: review }, { data: review })];
  expect(journalText(entries, undefined).match(/believe/g)).toHaveLength(1);
  expect(readJournal(kept(entries, undefined), undefined)).toEqual(entries);
});

test("a value that is too large is cut and says so, and nothing points into it", () => {
  const large = { data: review, more: "y".repeat(20_000) };
  const entries = [entry("a", large), entry("b", { data: review })];
  const read = readJournal(kept(entries, undefined), undefined);
  expect(read[0]?.input).toMatchObject({ truncated: true });
  expect(read[1]?.input).toEqual({ data: review });
});

const listOf = (length: number): Json => ({
  list: Array.from({ length }, (_, at) => ({ at, text: `"${at}"` })),
});

test("what is cut says how long it was, unless it is so large that it was not written to be cut", () => {
  const [medium, huge] = [listOf(2_000), listOf(40_000)];
  const whole = kept([entry("a", medium, [medium]), entry("b", huge, [huge]), entry("c", review)], undefined);
  expect(whole[0]?.input).toMatchObject({ truncated: true, characters: JSON.stringify(medium).length });
  expect(whole[0]?.output).toMatchObject({ truncated: true, characters: JSON.stringify([medium]).length });
  const beginning = JSON.stringify(huge).slice(0, 2_000);
  expect(whole[1]?.input).toEqual({ truncated: true, beginning });
  expect(whole[1]?.output).toEqual({ truncated: true, beginning: `[${beginning}`.slice(0, 2_000) });
  expect(readJournal(whole, undefined).at(-1)?.input).toEqual(review);
});

test("a small run's values all say how long they were", () => {
  const text = "y".repeat(399_000);
  const [cut] = parsed(journalText([entry("a", text)], undefined, 400_000));
  expect(cut?.input).toMatchObject({ truncated: true, characters: text.length + 2 });
});

test("once much was written, what is large is only begun, and the rest is told as ever", () => {
  const medium = listOf(2_500);
  const entries = Array.from({ length: 20 }, () => [
    entry("medium", medium),
    entry("small", { data: review }),
  ]);
  const whole = kept(entries.flat(), undefined);
  const [first, last] = [whole[0]?.input, whole.at(-2)?.input] as JsonObject[];
  expect(first).toMatchObject({ truncated: true, characters: JSON.stringify(medium).length });
  expect(last).toEqual({ truncated: true, beginning: first?.["beginning"] });
  expect(readJournal(whole, undefined).at(-1)?.input).toEqual({ data: review });
});

test("whatever a journal holds comes back, even what looks like a pointer", () => {
  const long = fc.string({ minLength: 80, maxLength: 90 });
  const pointer = fc.record({
    "/#": fc.oneof(fc.string(), fc.constant("/0/input/a"), fc.array(fc.string())),
  });
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), long, pointer) as fc.Arbitrary<Json>;
  const member = fc.constantFrom("a", "b/c", "d~e", "f");
  const body = fc.dictionary(member, value, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
  const step = fc.record({ input: body, output: fc.option(body, { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), fc.option(body, { nil: undefined }), (steps, trigger) => {
      // Steps repeat what others told.
      const entries = [...steps, ...steps].map(({ input, output }) => entry("s", input, output));
      const whole = JSON.parse(JSON.stringify([...entries, entry("t", trigger ?? {})])) as JournalEntry[];
      // The same objects as in the last step, as params are that refer to what started the run.
      const source = trigger === undefined ? undefined : whole.at(-1)?.input;
      expect(readJournal(kept(whole, source), source)).toEqual(whole);
    }),
  );
});
