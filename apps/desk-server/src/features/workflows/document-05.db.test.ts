import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DocumentsBench, documentsBench, reviewEvent } from "../../testing/documents-bench.ts";

// "Use the store's own attributes" (05) and "Carry on after an error" (06).
let bench: DocumentsBench;
const enabled: string[] = [];
beforeAll(async () => {
  bench = await documentsBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  for (const id of enabled.splice(0)) await bench.call("PUT", `/v1/workflows/${id}`, { enabled: false });
});

async function enable(name: string): Promise<string> {
  const id = await bench.enable(bench.document(name));
  enabled.push(id);
  return id;
}

test("05 reads indices both ways, loops, escapes, and leaves out what does not exist", async () => {
  const workflow = await enable("05-attributes");
  await bench.receive({
    ...publishedExample,
    reward: { ...publishedExample.reward, description: `<b>$5</b> & "more"` },
  });
  await bench.settle();
  const run = await bench.onlyRun(workflow);
  expect(run).toMatchObject({ state: "completed", steps: ["1", "note-9_x"] });
  expect(run.journal[1].output.output).toEqual({
    uses: ["Fixing the car", "Making pancakes"],
    size: 4,
    list: "Desired product uses; Size Purchased",
    escaped: "&lt;b&gt;$5&lt;/b&gt; &amp; &quot;more&quot; & My New Favourite Product",
    literal: "see /#steps.1.id",
  });
});

test("05's check warns of the path that is not there, and of the one nobody may follow", async () => {
  const checked = await bench.call("POST", "/v1/workflows/check", {
    document: bench.document("05-attributes"),
    example: publishedExample,
  });
  const problems = checked.body.problems as { severity: string; step: string; message: string }[];
  expect(problems.map(({ severity, step }) => [severity, step])).toEqual([
    ["warning", "note-9_x"],
    ["warning", "note-9_x"],
  ]);
  expect(problems[0]?.message).toContain("no.such.path");
  expect(problems[1]?.message).toContain("constructor.prototype");
});

test("05 without attributes ends at the trigger", async () => {
  const workflow = await enable("05-attributes");
  await bench.receive(reviewEvent({ attributes: [] }));
  await bench.settle();
  expect(await bench.onlyRun(workflow)).toMatchObject({ state: "completed", error: null, steps: ["1"] });
});

test("06 carries on after the error, which the journal shows, and writes its note", async () => {
  const workflow = await enable("06-carry-on");
  const customer = await bench.customer("reviewer.mcgee@gmail.com");
  await bench.receive(publishedExample);
  await bench.settle();
  const run = await bench.onlyRun(workflow);
  expect(run).toMatchObject({ state: "completed", error: null, steps: ["1", "bad", "find", "note"] });
  expect(run.journal[1]).toMatchObject({
    error: { field: "klassName" },
    transition: { index: 0, target: "find" },
  });
  const notes = await bench.recordsOf(customer, "notes");
  expect(notes.map((note: { attributes: { body: string } }) => note.attributes.body)).toEqual([
    "Filed without an object.",
  ]);
});
